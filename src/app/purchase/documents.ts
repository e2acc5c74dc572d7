import { UserError } from "../../domain/user-error.ts";
import type { Sensitivity } from "../../domain/value.ts";
import type { Message } from "../../message/message.ts";
import type { Answer } from "../types.ts";
import { orderJson } from "./answers.ts";
import type { OrderNow } from "./orders.ts";

/** The files of an order; refused while nothing of it is approved. */
export function documentsAnswer(now: OrderNow, clearance: Sensitivity, view: (now: OrderNow) => Message): Answer {
  const { order, lines } = now;
  if (!lines.some((l) => l.purchase.state === "approved" || l.purchase.state === "ordered"))
    throw new UserError(
      "nothing-to-write",
      { zh: `采购单 ${order.id} 没有已批准的行，没有单据。`, en: `Nothing of order ${order.id} is approved, so there are no documents.` },
      { zh: `看这张单：/purchase ${order.id}`, en: `See it: /purchase ${order.id}` },
    );
  return { message: view(now), data: { order: orderJson(now, clearance) } };
}
