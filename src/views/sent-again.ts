import type { Zone } from "../domain/calendar/zone.ts";
import type { Text } from "../domain/value.ts";
import { formatValue } from "../message/format.ts";
import { type Message, message } from "../message/message.ts";
import type { Member } from "../ports/company.ts";
import type { AuditEntry, OutboxRow, PostState } from "../ports/delivery.ts";

/** Where a post stands, for people. */
export const STATE: Readonly<Record<PostState, Text>> = {
  pending: { zh: "等待发送", en: "waiting to be sent" },
  claimed: { zh: "正在发送", en: "being sent" },
  sent: { zh: "已送达", en: "delivered" },
  failed: { zh: "没有发出", en: "not sent" },
  unknown: { zh: "不知是否送达", en: "may or may not have arrived" },
};

export interface SentAgain {
  readonly post: Pick<OutboxRow, "platform" | "channel" | "state">;
  readonly first: Pick<AuditEntry, "by" | "at">;
  readonly members: readonly Member[];
  readonly zone: Zone;
}

/** To who wanted to send a post again and was not the first: who was, when, and what became of it. */
export function sentAgainBefore({ post, first, members, zone }: SentAgain): Message {
  const name = members.find((m) => m.slug === first.by)?.name ?? first.by;
  const who = first.by === "command-line" ? { zh: "有人", en: "Somebody at the command line" } : { zh: name, en: name };
  const at = { kind: "instant", at: first.at.toISOString(), zone } as const;
  const place = `${post.platform} ${post.channel}`;
  const state = STATE[post.state];
  return message({
    title: {
      zh: `${who.zh} 已经重发过这条消息（${formatValue(at, "zh")}）`,
      en: `${who.en} sent it again at ${formatValue(at, "en")}`,
    },
    lead: { zh: `发到 ${place}，目前：${state.zh}。`, en: `To ${place}; now: ${state.en}.` },
  });
}
