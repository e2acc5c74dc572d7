import { formatValue } from "../message/format.ts";
import { openPurser } from "../main.ts";
import { nameOf, whyNot } from "../views/undelivered.ts";
import { connectable, stuckPosts } from "./support/stuck.ts";
import { langOf, type Subcommand, UsageError } from "./subcommand.ts";

const SHOWN = 50;
const WORTH_MS = 86_400_000;

const MEANING = {
  zh: "failed：没有发出，处理好原因后可重发。unknown：不知是否送达，请先到频道里看，没有再重发。重发：npm run purser -- outbox replay KEY",
  en: "failed: not sent; replay it when the cause is mended. unknown: it may be there already; look in the channel first. npm run purser -- outbox replay KEY",
};

/** `purser outbox [list]`, `purser outbox replay KEY` */
export const subcommand: Subcommand = {
  summary: "Posts that did not arrive, or may not have, or that nobody sends; sends one again by hand.",
  usage: "[list] | replay KEY    [--lang zh|en]",
  options: { lang: { type: "string" } },
  async run({ values, positionals: [what = "list", key] }, io) {
    const lang = langOf(values) ?? io.lang;
    if (what !== "list" && what !== "replay") throw new UsageError(`"${what}": expected list or replay KEY`);
    if (what === "replay" && key === undefined) throw new UsageError("replay which post? Its KEY is in the list: npm run purser -- outbox");
    await using purser = await openPurser(io.config);
    const { outbox, company } = purser.ports;
    const now = purser.clock.now();
    if (key !== undefined && what === "replay") {
      const entry = { at: now, by: "command-line", what: "replay-post", on: key, details: {} };
      if (!(await outbox.replay(key, now, new Date(now.getTime() + WORTH_MS), entry))) {
        const post = await outbox.byKey(key);
        throw new UsageError(
          post ? `${key} is ${post.state}; only failed and unknown posts are sent again` : `${key}: there is no such post`,
        );
      }
      io.out(lang === "zh" ? `${key} 已放回，将重新发送` : `${key} is put back and will be sent again`);
      return 0;
    }
    const { zone } = await company.company();
    const rows = await outbox.undelivered(SHOWN);
    for (const p of rows) {
      const at = formatValue({ kind: "instant", at: p.createdAt.toISOString(), zone }, lang);
      io.out(`${p.state.padEnd(8)}${at}  ${p.key}\n        ${nameOf(p)[lang]}\n        ${whyNot(p)[lang]}`);
    }
    const stuck = await stuckPosts(outbox, connectable(purser.config), now);
    for (const { found, todo } of stuck) io.out(`waiting ${found[lang]}\n        → ${todo[lang]}`);
    if (rows.length > 0) io.out(MEANING[lang]);
    else if (stuck.length === 0) io.out(lang === "zh" ? "没有未送达的消息" : "everything was delivered");
    return 0;
  },
};
