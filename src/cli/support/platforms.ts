import type { Purser } from "../../main.ts";
import type { Text } from "../../domain/value.ts";
import type { ChatPlatform } from "../../ports/chat-platform.ts";
import type { Route } from "../../http/server.ts";
import { systemRandom } from "../../system.ts";
import { FEISHU_PACES, type Paces, SLACK_PACES } from "./paces.ts";

/** A platform that the environment has credentials for. */
export interface Connected {
  readonly platform: ChatPlatform;
  readonly name: Text;
  readonly paces: Paces;
  readonly routes: readonly Route[];
  /** Whether events can reach us now. */
  connected(): boolean;
  /** Requests that were turned away since the start, by reason. */
  refused(): ReadonlyMap<string, number>;
}

/** What intake reads at most; Slack and Feishu refuse larger ones by themselves. */
const FILE_BYTES = 104_857_600;
/** Chat platforms by the environment. Nothing is connected yet; a vendor's library, half a second to load, is only read where it is needed. */
export async function configured(purser: Purser): Promise<readonly Connected[]> {
  const { config, log, clock, ports } = purser;
  const shared = {
    commands: () => [...purser.commands].map(([name, c]) => ({ name, summary: c.summary, usage: c.usage, examples: c.examples })),
    renderer: purser.renderer(),
    inbox: ports.inbox,
    clock,
    random: systemRandom,
    log,
    workFolder: config.home,
    maxFileBytes: FILE_BYTES,
  };
  const found: Connected[] = [];
  if (config.slack) {
    const { slackPlatform } = await import("../../platforms/slack/platform.ts");
    const slack = slackPlatform({ ...shared, config: config.slack });
    const own = { name: { zh: "Slack", en: "Slack" }, paces: SLACK_PACES, routes: slack.routes };
    found.push({ platform: slack, ...own, connected: () => slack.connected(), refused: () => slack.refused });
  }
  if (config.feishu) {
    const { feishuPlatform } = await import("../../platforms/feishu/platform.ts");
    const feishu = feishuPlatform({ ...shared, config: config.feishu });
    const own = { name: { zh: "飞书", en: "Feishu" }, paces: FEISHU_PACES, routes: feishu.routes };
    const alive = new Set(["connected", "http"]);
    found.push({ platform: feishu, ...own, connected: () => alive.has(feishu.state()), refused: () => feishu.refusals() });
  }
  return found;
}
