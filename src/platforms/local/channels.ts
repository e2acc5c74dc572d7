import type { Text } from "../../domain/value.ts";
import type { Workspace } from "../../ports/workspace.ts";
import type { WireChannel } from "./wire.ts";

/** Channels that a new workspace has, so that every purpose has a place before anybody binds one. */
export const DEFAULT_CHANNELS: readonly { readonly id: string; readonly title: Text; readonly topic: Text }[] = [
  {
    id: "ops",
    title: { zh: "运营", en: "ops" },
    topic: { zh: "提问、拖入报表、处理预警", en: "ask, drop reports, act on warnings" },
  },
  { id: "digest", title: { zh: "日报", en: "digest" }, topic: { zh: "昨天的经营情况", en: "how yesterday went" } },
  { id: "stock", title: { zh: "库存", en: "stock" }, topic: { zh: "断货预警与恢复", en: "stock-outs ahead and recoveries" } },
  {
    id: "returns",
    title: { zh: "退货", en: "returns" },
    topic: { zh: "上周为什么退、轮到谁改", en: "why last week's came back, and whose turn it is" },
  },
  { id: "retro", title: { zh: "复盘", en: "retro" }, topic: { zh: "月度复盘", en: "the monthly retrospective" } },
];

/** Every channel with its newest root; the default ones first, in their order. */
export async function channelList(workspace: Workspace): Promise<readonly WireChannel[]> {
  const channels = await workspace.channels();
  const place = (id: string): number => {
    const at = DEFAULT_CHANNELS.findIndex((channel) => channel.id === id);
    return at < 0 ? DEFAULT_CHANNELS.length : at;
  };
  const sorted = channels.toSorted((a, b) => place(a.id) - place(b.id) || a.name.localeCompare(b.name));
  return Promise.all(
    sorted.map(async ({ id, name }) => {
      const known = DEFAULT_CHANNELS.find((channel) => channel.id === id);
      const [newest] = await workspace.entries({ channel: id, limit: 1 });
      return { id, title: known?.title ?? { zh: name, en: name }, topic: known?.topic ?? null, newest: newest?.id ?? null };
    }),
  );
}
