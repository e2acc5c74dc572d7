import { z } from "zod";
import { dayOf, isAll, LABEL, readCounts } from "../app/shipments/fields.ts";
import { shipmentAt, shipmentVersion, SHIPPERS } from "../app/shipments/found.ts";
import { say } from "../app/shipments/say.ts";
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
  version: shipmentVersion,
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
    const saying = { what: "ship-receive", statement: received, details: { counts, rest } } as const;
    const now = await say(context, before, saying, asker, { slip: SLIP_WORDS, back: snoozesOver });
    return { message: shipmentCard(now), data: now.shipment, audited: true };
  },
};
