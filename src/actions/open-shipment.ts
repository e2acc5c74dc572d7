import { z } from "zod";
import { shipmentNow } from "../app/shipments/found.ts";
import type { Action } from "../app/types.ts";
import { shipmentCard } from "../views/shipment.ts";

const args = z.object({ warehouse: z.string().min(1), number: z.string().min(1) });

/** Opens a shipment. Looking decides nothing. */
export const action: Action<z.infer<typeof args>> = {
  args,
  roles: "everyone",
  repeatable: true,
  async run(key, context, asker) {
    const now = await shipmentNow(context, key, asker);
    return { message: shipmentCard(now), data: now.shipment };
  },
};
