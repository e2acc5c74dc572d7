import type { Config } from "../../config.ts";
import type { Text } from "../../domain/value.ts";
import type { Outbox, Waiting } from "../../ports/delivery.ts";
import { agoText } from "./doctor/check.ts";

/** Delivery takes seconds; what is due for longer than this has nobody to send it. */
const WAITING_MS = 10 * 60_000;

/** Posts that nobody sends: what is the matter, and what to do about it. */
export interface Stuck {
  readonly found: Text;
  readonly todo: Text;
}

const GUIDES: Readonly<Record<string, Text>> = {
  slack: { zh: "SLACK_BOT_TOKEN 等，见 docs/slack.zh-CN.md", en: "SLACK_BOT_TOKEN and others: docs/slack.md" },
  feishu: { zh: "FEISHU_APP_ID 等，见 docs/feishu.zh-CN.md", en: "FEISHU_APP_ID and others: docs/feishu.md" },
};

/** Platforms that this machine's environment has credentials for. */
export const connectable = ({ slack, feishu }: Pick<Config, "slack" | "feishu">): ReadonlySet<string> =>
  new Set(["local", ...(slack ? ["slack"] : []), ...(feishu ? ["feishu"] : [])]);

/** Which platforms have posts that wait for somebody to send them. Where something was sent since, they only wait their turn. */
export async function stuckPosts(outbox: Pick<Outbox, "waiting">, here: ReadonlySet<string>, now: Date): Promise<readonly Stuck[]> {
  const waiting = await outbox.waiting(new Date(now.getTime() - WAITING_MS));
  return waiting.filter(({ since, lastSent }) => lastSent === null || lastSent < since).map((w) => sentence(w, here, now));
}

function sentence({ platform, posts, since }: Waiting, here: ReadonlySet<string>, now: Date): Stuck {
  const ago = agoText(since, now);
  const are = posts === 1 ? "1 post waits" : `${posts} posts wait`;
  const due = {
    zh: `${posts} 条消息等待发到 ${platform}（最早的 ${ago.zh}到期）`,
    en: `${are} for ${platform}, the first was due ${ago.en}`,
  };
  if (here.has(platform)) {
    return {
      found: { zh: `${due.zh}：没有机器人在发送`, en: `${due.en}: no bot is sending` },
      todo: { zh: "启动机器人：npm start", en: "start the bot: npm start" },
    };
  }
  const guide = GUIDES[platform];
  return {
    found: {
      zh: `${due.zh}：运行中的机器人都没有接入 ${platform}，本机也没有它的凭证`,
      en: `${due.en}: no bot that runs is connected to ${platform}, and this machine has no credentials for it`,
    },
    todo: {
      zh: `给机器人配置 ${platform} 的凭证${guide ? `（${guide.zh}）` : ""}，再重启`,
      en: `give the bot credentials for ${platform}${guide ? ` (${guide.en})` : ""} and start it again`,
    },
  };
}
