import { z } from "zod";
import { countsOf, dayOf, modeOf, numberOf } from "../app/shipments/fields.ts";
import { shipEntry, shipmentNow, SHIPPERS } from "../app/shipments/found.ts";
import { replan } from "../app/shipments/replan.ts";
import { beyondApproved } from "../app/shipments/beyond-approved.ts";
import { doubtOf, etaBy, laneFor } from "../app/shipments/to-book.ts";
import type { Action } from "../app/types.ts";
import { day } from "../domain/calendar/day.ts";
import { policyReader } from "../domain/policy/reader.ts";
import { closed } from "../domain/shipments/change.ts";
import { isOpen, stateOf } from "../domain/shipments/types.ts";
import { UserError } from "../domain/user-error.ts";
import { shipmentCard } from "../views/shipment.ts";

const args = z.object({
  warehouse: z.string().min(1),
  from: z.string().min(1).nullable(),
  purchases: z.array(z.int().positive()),
  ready: z.iso.date().transform(day).nullable().optional(),
});

/** Writes down that goods are booked: from then on they are on their way, and what was approved for them is used up. */
export const action: Action<z.infer<typeof args>> = {
  args,
  roles: SHIPPERS,
  repeatable: false,
  async run({ warehouse, from, purchases, ready = null }, context, asker, fields) {
    const today = context.today(asker.zone);
    const number = numberOf(fields);
    const counts = await countsOf(fields, context);
    const mode = modeOf(fields);
    const bookedOn = dayOf(fields, "bookedOn") ?? today;
    if (bookedOn > today)
      throw new UserError(
        "day-ahead",
        { zh: `订舱日 ${bookedOn} 还没到，今天是 ${today}。`, en: `The day of booking, ${bookedOn}, is still ahead; today is ${today}.` },
        { zh: "订好舱再登记。", en: "Book it here once it is booked." },
      );
    const lane = laneFor(await context.company.lanes(), warehouse, mode);
    const eta = dayOf(fields, "eta") ?? etaBy(lane, bookedOn, ready);
    if (eta !== null && eta < bookedOn)
      throw new UserError("dates-out-of-order", {
        zh: `预计可售日 ${eta} 早于订舱日 ${bookedOn}。`,
        en: `The ETA ${eta} is before the day of booking, ${bookedOn}.`,
      });
    const key = { warehouse, number };
    const [known] = await context.shipments.find(key);
    // A file knows it, and that it is over: the same number again is a slip of the pen.
    if (known && known.booked === null && !isOpen(stateOf(known.lines))) throw closed(stateOf(known.lines));
    // What one warehouse sends another was not bought for it.
    const beyond = from === null ? await beyondApproved({ warehouse, counts, mode, purchases, known }, context) : [];
    const lines = counts.map(({ sku, units }) => ({ sku, units, mode, state: "booked" as const, bookedOn, leftOn: null, eta }));
    const made = await context.shipments.book(
      { ...key, from, lane: lane?.code ?? null, purchases, lines, by: asker.member.slug, at: context.now },
      shipEntry("ship-book", key, { counts, eta, purchases }, context, asker),
    );
    if (!made)
      throw new UserError(
        "shipment-exists",
        { zh: `到 ${warehouse} 的货件 ${number} 已经登记过。`, en: `Shipment ${number} to ${warehouse} is booked already.` },
        { zh: `打开它更新：/shipment ${number}`, en: `Open it to update it: /shipment ${number}` },
      );
    const now = await shipmentNow(context, key, asker);
    await replan(
      context,
      now.shipment.lines.map((l) => l.sku),
    );
    const read = policyReader(await context.policies.overrides(), { day: today });
    const late = doubtOf(eta, { lane, booked: bookedOn, ready }, read);
    return { message: shipmentCard(now, [...beyond, ...(late ? [late] : [])]), data: now.shipment, audited: true };
  },
};
