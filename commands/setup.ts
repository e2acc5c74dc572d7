import { KEEPERS } from "../src/app/roles.ts";
import type { Command } from "../src/app/types.ts";
import { UserError } from "../src/domain/user-error.ts";
import { PURPOSES } from "../src/ports/company.ts";
import { readersOf, setup } from "../src/views/setup.ts";

export const command: Command<null> = {
  summary: {
    zh: "设置这个频道：发什么、哪些店铺、语言、时区、免打扰",
    en: "What this channel is for: posts, stores, language, zone, quiet hours",
  },
  usage: { zh: "", en: "" },
  examples: ["/setup"],
  roles: KEEPERS,
  parse: (words) => {
    if (words.length === 0) return null;
    throw new UserError(
      "setup-takes-no-words",
      { zh: `/setup 不需要参数：“${words.join(" ")}”。`, en: `/setup takes no words: "${words.join(" ")}".` },
      { zh: "在要设置的频道里输入 /setup，再填表。", en: "Type /setup in the channel that you mean, and fill in the form." },
    );
  },
  async run(_, { company: data, purposes = new Set(PURPOSES) }, asker) {
    if (asker.channel === null) {
      throw new UserError(
        "no-channel-here",
        { zh: "/setup 只能在频道里使用。", en: "/setup is for a channel." },
        { zh: "命令行请用：npm run purser -- bind", en: "On the command line use: npm run purser -- bind" },
      );
    }
    const [bindings, stores, company, readers] = await Promise.all([data.bindings(), data.stores(), data.company(), readersOf(asker)]);
    const here = bindings.filter((b) => b.platform === asker.platform && b.channel === asker.channel);
    return {
      message: setup({ platform: asker.platform, channel: asker.channel, bindings, stores, company, readers, purposes }),
      data: { platform: asker.platform, channel: asker.channel, bindings: here },
      // Who may press is decided at the press; the form is nobody else's business all the same.
      reach: "asker",
    };
  },
};
