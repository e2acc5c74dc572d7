import { z } from "zod";
import { watchSnoozes } from "../app/attention/watch.ts";
import { dayOf, isAll, LABEL, readCounts } from "../app/shipments/fields.ts";
import { overtaken, shipEntry, shipmentAt, shipmentNow, SHIPPERS } from "../app/shipments/found.ts";
import { replan } from "../app/shipments/replan.ts";
import { watchShipments } from "../app/shipments/watch.ts";
import type { Action } from "../app/types.ts";
import { receive } from "../domain/shipments/change.ts";
import { dueUnits } from "../domain/shipments/types.ts";
import { UserError } from "../domain/user-error.ts";
import { snoozesOver } from "../views/attention.ts";
import { shipmentCard } from "../views/shipment.ts";
import { SLIP_WORDS } from "../views/shipment-slip.ts";

const args = z.object({ warehouse: z.string().min(1), number: z.string().min(1) });

/** Counts goods in, all or some; what did not come is still awaited or given up. */
export const action: Action<z.infer<typeof args>> = {
  args,
  roles: SHIPPERS,
  repeatable: false,
  version: async (key, { shipments }) => (await shipments.find(key))[0]?.version ?? "none",
  async run(key, context, asker, fields) {
    const before = await shipmentAt(context, key);
    const today = context.today(asker.zone);
    const text = fields["lines"] ?? "";
    const due = before.lines.map((l) => ({ sku: l.sku, units: dueUnits(l) })).filter((c) => c.units > 0);
    const counts = isAll(text) ? due : readCounts(text, 0);
    const rest = fields["rest"] === "short" ? "short" : "coming";
    if (rest === "coming" && counts.every((c) => c.units === 0))
      throw new UserError(
        "nothing-received",
        { zh: `“${LABEL.lines.zh}”里没有收到任何货。`, en: `"${LABEL.lines.en}" names nothing that came.` },
        {
          zh: "写实收件数；一件都不会来了请选“少货，不再等”。",
          en: "Say what was counted; if nothing will come, choose that the rest will not.",
        },
      );
    const received = receive(before.lines, counts, rest, dayOf(fields, "day") ?? today, today);
    const said = await context.shipments.say(
      key,
      before.version,
      { ...received, by: asker.member.slug, at: context.now },
      shipEntry("ship-receive", key, { counts, rest }, context, asker),
    );
    if (!said) throw overtaken();
    await replan(
      context,
      before.lines.map((l) => l.sku),
    );
    await watchShipments(context, SLIP_WORDS);
    await watchSnoozes(context, snoozesOver);
    const now = await shipmentNow(context, key, asker);
    return { message: shipmentCard(now), data: now.shipment, audited: true };
  },
};
