import type { Shipment } from "../../domain/shipments/types.ts";
import { UserError } from "../../domain/user-error.ts";
import type { AuditEntry } from "../../ports/delivery.ts";
import type { Statement } from "../../ports/shipments.ts";
import { type BackWords, watchSnoozes } from "../attention/watch.ts";
import type { Asker, Context } from "../types.ts";
import { shipEntry, type ShipmentNow, shipmentNow } from "./found.ts";
import { replan } from "./replan.ts";
import { type SlipWords, watchShipments } from "./watch.ts";

/** Two people at once: the second one decided on what is not any more. */
const overtaken = (): UserError =>
  new UserError(
    "stale",
    { zh: "刚刚有人更新了这票货，没有保存。", en: "Somebody changed this shipment a moment ago, so nothing was saved." },
    { zh: "请重新打开看过再提交。", en: "Open it again, look, and send it once more." },
  );

/** What somebody says of a shipment, and what the audit notes of it. */
export interface Saying {
  readonly what: "ship-receive" | "ship-update";
  readonly statement: Omit<Statement, "by" | "at">;
  readonly details: AuditEntry["details"];
}

/** Writes down what somebody says of a shipment as it was seen; what depends on it is planned anew, and slips and snoozes that are over are told. */
export async function say(
  context: Context,
  before: Shipment,
  { what, statement, details }: Saying,
  asker: Asker,
  words: { readonly slip: SlipWords; readonly back: BackWords },
): Promise<ShipmentNow> {
  const said = await context.shipments.say(
    before,
    before.version,
    { ...statement, by: asker.member.slug, at: context.now },
    shipEntry(what, before, details, context, asker),
  );
  if (!said) throw overtaken();
  await replan(
    context,
    before.lines.map((l) => l.sku),
  );
  await watchShipments(context, words.slip);
  await watchSnoozes(context, words.back);
  return shipmentNow(context, before, asker);
}
