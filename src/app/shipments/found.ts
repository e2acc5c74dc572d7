import type { Day } from "../../domain/calendar/day.ts";
import type { Zone } from "../../domain/calendar/zone.ts";
import type { Shipment, ShipmentEvent, ShipmentKey } from "../../domain/shipments/types.ts";
import { UserError } from "../../domain/user-error.ts";
import type { AuditEntry } from "../../ports/delivery.ts";
import type { Role } from "../../ports/company.ts";
import type { Asker, Context } from "../types.ts";

/** Who may say how goods travel. The owner may everything. */
export const SHIPPERS: readonly Role[] = ["supply", "operator"];

export async function shipmentAt({ shipments }: Pick<Context, "shipments">, { number, warehouse }: ShipmentKey): Promise<Shipment> {
  const [found] = await shipments.find({ number, warehouse });
  if (found) return found;
  throw new UserError(
    "no-such-shipment",
    { zh: `没有到 ${warehouse} 的货件 ${number}。`, en: `There is no shipment ${number} to ${warehouse}.` },
    { zh: "用 /shipment 看在途货件。", en: "See what is on its way with /shipment." },
  );
}

/** What whoever decides on a shipment has seen of it. */
export const shipmentVersion = async (key: ShipmentKey, { shipments }: Pick<Context, "shipments">): Promise<string> =>
  (await shipments.find({ number: key.number, warehouse: key.warehouse }))[0]?.version ?? "none";

/** A shipment with what happened to it, as its card tells it. */
export interface ShipmentNow {
  readonly shipment: Shipment;
  readonly events: readonly ShipmentEvent[];
  /** Names of members by their slugs. */
  readonly names: ReadonlyMap<string, string>;
  readonly today: Day;
  readonly zone: Zone;
}

export async function shipmentNow(
  context: Pick<Context, "shipments" | "company" | "today">,
  key: ShipmentKey,
  { zone }: Pick<Asker, "zone">,
): Promise<ShipmentNow> {
  const [shipment, events, members] = await Promise.all([
    shipmentAt(context, key),
    context.shipments.events(key),
    context.company.members(),
  ]);
  return { shipment, events, names: new Map(members.map((m) => [m.slug, m.name])), today: context.today(zone), zone };
}

/** What the audit says of something that somebody said of a shipment. */
export const shipEntry = (
  what: string,
  { warehouse, number }: ShipmentKey,
  details: AuditEntry["details"],
  { now }: Pick<Context, "now">,
  asker: Pick<Asker, "member" | "platform" | "channel">,
): AuditEntry => ({
  at: now,
  by: asker.member.slug,
  what,
  on: `${warehouse}/${number}`,
  details: { platform: asker.platform, channel: asker.channel, ...details },
});
