import type { Day } from "../../domain/calendar/day.ts";
import { UserError } from "../../domain/user-error.ts";
import type { Message } from "../../message/message.ts";
import type { Answer, Asker, Context } from "../types.ts";
import { orderJson } from "./answers.ts";
import { orderNow, type OrderNow } from "./orders.ts";
import { orderBy } from "./standing.ts";

/** Who writes the documents of an order, and when. */
export interface WrittenBy {
  /** Name of the company. */
  readonly buyer: string;
  readonly today: Day;
}

/** The files of an order; refused while nothing of it is approved. */
export async function documentsAnswer(
  id: number,
  context: Context,
  asker: Pick<Asker, "clearance" | "zone">,
  view: (now: OrderNow, by: WrittenBy) => Message,
): Promise<Answer> {
  const [now, company] = await Promise.all([orderNow(await orderBy(id, context), context), context.company.company()]);
  const { order, lines } = now;
  if (!lines.some((l) => l.purchase.state === "approved" || l.purchase.state === "ordered"))
    throw new UserError(
      "nothing-to-write",
      { zh: `采购单 ${order.id} 没有已批准的行，没有单据。`, en: `Nothing of order ${order.id} is approved, so there are no documents.` },
      { zh: `看这张单：/purchase ${order.id}`, en: `See it: /purchase ${order.id}` },
    );
  return {
    message: view(now, { buyer: company.name, today: context.today(asker.zone) }),
    data: { order: orderJson(now, asker.clearance) },
  };
}
