import type { AuditEntry } from "../ports/delivery.ts";
import type { Asker, Context } from "./types.ts";

/** What the audit says of a decision to buy: who, what, when and where. */
export function purchaseEntry(
  what: string,
  noted: { readonly sku: string; readonly warehouse: string; readonly quantity: number },
  { now }: Pick<Context, "now">,
  asker: Pick<Asker, "member" | "platform" | "channel">,
): AuditEntry {
  return {
    at: now,
    by: asker.member.slug,
    what,
    on: noted.sku,
    details: { platform: asker.platform, channel: asker.channel, noted },
  };
}
