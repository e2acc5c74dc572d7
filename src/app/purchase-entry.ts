import type { AuditEntry } from "../ports/delivery.ts";
import type { Asker, Context } from "./types.ts";

/** What the audit says of a decision to buy or to move: who, what, when and where. `on`: the SKU, or the order. */
export function purchaseEntry(
  what: string,
  on: string,
  noted: Readonly<Record<string, string | number | null>>,
  { now }: Pick<Context, "now">,
  asker: Pick<Asker, "member" | "platform" | "channel">,
): AuditEntry {
  return {
    at: now,
    by: asker.member.slug,
    what,
    on,
    details: { platform: asker.platform, channel: asker.channel, noted },
  };
}
