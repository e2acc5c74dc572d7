import type { Zone } from "../domain/calendar/zone.ts";
import type { Text } from "../domain/value.ts";
import { type Button, type Message, message, type Value } from "../message/message.ts";
import type { PartKind } from "../ports/chat-platform.ts";
import type { OutboxRow } from "../ports/delivery.ts";

export interface UndeliveredData {
  /** Failed and unknown ones, oldest first. */
  readonly posts: readonly OutboxRow[];
  readonly zone: Zone;
}

const BUTTONS = 5;
const FAILED: Text = { zh: "没有发出", en: "not sent" };
/** Why a post did not arrive, for people; with the code, by which somebody can look it up. */
export function whyNot({ because, error, state }: Pick<OutboxRow, "because" | "error" | "state">): Text {
  if (because === null) return { zh: "原因未记录", en: "no reason was noted" };
  const known = state === "failed" ? /^[\w-]+(?=: )/.exec(error ?? "")?.[0] : undefined;
  if (known === undefined || because.en.includes(known)) return because;
  return { zh: `${because.zh}（${known}）`, en: `${because.en} (${known})` };
}
const PART: Readonly<Record<PartKind, Text>> = {
  table: { zh: "完整表格", en: "the whole table" },
  text: { zh: "完整文字", en: "the whole text" },
  picture: { zh: "图片", en: "its picture" },
  file: { zh: "附带的文件", en: "the file that goes along" },
};

/** What a post is called; what follows one is called by it. */
export function nameOf({ message: { title }, part }: Pick<OutboxRow, "message" | "part">): Text {
  return part === null ? title : { zh: `${title.zh}（${PART[part].zh}）`, en: `${title.en} (${PART[part].en})` };
}

const UNKNOWN: Text = { zh: "不知是否送达", en: "may or may not have arrived" };

const code = (c: string): Value => ({ kind: "code", code: c });
const text = (t: Text): Value => ({ kind: "text", text: t });

function again(post: OutboxRow): Button {
  const title = nameOf(post);
  const place = `${post.platform} ${post.channel}`;
  return {
    label: { zh: `重发：${title.zh}`, en: `Send again: ${title.en}` },
    deed: { action: "replay-post", args: { key: post.key } },
    confirm:
      post.state === "unknown"
        ? {
            zh: `它可能已经在 ${place} 里。请先到该频道看一眼；确认没有再重发，否则会重复。`,
            en: `It may be in ${place} already. Look there first, and send it again only if it is not, or it will be there twice.`,
          }
        : { zh: `重新发到 ${place}？`, en: `Send it to ${place} again?` },
  };
}

/** Tells those who look after Purser what did not arrive, once, and lets them send it again by hand. */
export function undelivered({ posts, zone }: UndeliveredData): Message {
  const unknown = posts.filter((p) => p.state === "unknown").length;
  const failed = posts.length - unknown;
  const zh = [...(failed > 0 ? [`${failed} 条没有发出`] : []), ...(unknown > 0 ? [`${unknown} 条不知是否送达`] : [])];
  const en = [...(failed > 0 ? [`${failed} not sent`] : []), ...(unknown > 0 ? [`${unknown} with an unknown fate`] : [])];
  return message({
    title: { zh: `消息未送达：${zh.join("，")}`, en: `Posts that did not arrive: ${en.join(", ")}` },
    tone: "warning",
    lead:
      unknown > 0
        ? {
            zh: "不知是否送达的不会自动重发，以免重复；看过频道后可在此手动重发。",
            en: "What may have arrived is not sent again by itself, so that nothing is there twice. Look in the channel, then send it from here.",
          }
        : {
            zh: "多半是机器人被移出了频道，或频道已归档：处理好后，可在此重发。",
            en: "Mostly the bot was removed from the channel, or the channel is archived: mend that, then send them again from here.",
          },
    blocks: [
      {
        kind: "table",
        columns: [
          { label: { zh: "消息", en: "Post" } },
          { label: { zh: "频道", en: "Channel" } },
          { label: { zh: "时间", en: "Written" } },
          { label: { zh: "状态", en: "State" } },
          { label: { zh: "原因", en: "Reason" } },
        ],
        rows: posts.map((p) => [
          text(nameOf(p)),
          code(`${p.platform} ${p.channel}`),
          { kind: "instant", at: p.createdAt.toISOString(), zone },
          text(p.state === "unknown" ? UNKNOWN : FAILED),
          text(whyNot(p)),
        ]),
      },
    ],
    actions: posts.slice(0, BUTTONS).map(again),
  });
}
