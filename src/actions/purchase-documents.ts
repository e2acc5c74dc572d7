import { z } from "zod";
import { documentsAnswer } from "../app/purchase/documents.ts";
import type { Action } from "../app/types.ts";
import { purchaseDocuments } from "../views/purchase-documents.ts";

const args = z.object({ order: z.int().positive() });

/** The files of an order, for the supplier and for the forwarder. */
export const action: Action<z.infer<typeof args>> = {
  args,
  roles: "everyone",
  repeatable: true,
  run: ({ order }, context, asker) => documentsAnswer(order, context, asker, purchaseDocuments),
};
