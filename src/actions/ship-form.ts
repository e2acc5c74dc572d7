import { z } from "zod";
import { shipmentAt, SHIPPERS } from "../app/shipments/found.ts";
import { etaBy, laneFor, toBook } from "../app/shipments/to-book.ts";
import type { Action } from "../app/types.ts";
import { closed } from "../domain/shipments/change.ts";
import { isOpen, stateOf } from "../domain/shipments/types.ts";
import { bookingForm, receiveForm, updateForm } from "../views/shipment-forms.ts";

const place = z.string().min(1);
const args = z.union([
  z.object({ form: z.literal("book"), warehouse: place, skus: z.array(z.string().min(1)), from: place.nullable().optional() }),
  z.object({ form: z.enum(["update", "receive"]), warehouse: place, number: z.string().min(1) }),
]);

/** Opens the form that books a shipment, updates it or receives it. Looking decides nothing. */
export const action: Action<z.infer<typeof args>> = {
  args,
  roles: SHIPPERS,
  repeatable: true,
  async run(wanted, context, asker) {
    const today = context.today(asker.zone);
    if (wanted.form !== "book") {
      const shipment = await shipmentAt(context, wanted);
      const state = stateOf(shipment.lines);
      if (!isOpen(state)) throw closed(state);
      const message = wanted.form === "update" ? updateForm(shipment, today) : receiveForm(shipment, today);
      return { message, data: wanted, reach: "asker" };
    }
    const { warehouse, skus, from = null } = wanted;
    const { counts, purchases, mode, ready } = await toBook(context, warehouse, skus);
    const eta = etaBy(laneFor(await context.company.lanes(), warehouse, mode), today, ready);
    return {
      message: bookingForm({ warehouse, from, purchases, counts, mode, today, eta, ready }),
      data: { counts, purchases },
      reach: "asker",
    };
  },
};
