import type { Day } from "../../domain/calendar/day.ts";
import { replan } from "../shipments/replan.ts";
import type { Answer, Asker, Context } from "../types.ts";
import { transferBy } from "./transfer-by.ts";
import { namesOf } from "./standing.ts";
import type { Transfer } from "../../ports/transfers.ts";
import type { Message } from "../../message/message.ts";

/** A move as it is after somebody pressed, its SKU planned anew: what was done, or what it had become before. */
export async function afterPress(
  { id, sku }: Pick<Transfer, "id" | "sku">,
  done: boolean,
  context: Context,
  asker: Asker,
  view: (told: { readonly transfer: Transfer; readonly names: ReadonlyMap<string, string>; readonly today: Day }) => Message,
): Promise<Answer> {
  if (done) await replan(context, [sku]);
  const [transfer, names] = await Promise.all([transferBy(id, context), namesOf(context)]);
  const message = view({ transfer, names, today: context.today(asker.zone) });
  return done ? { message, data: transfer, audited: true } : { message, data: transfer, reach: "asker", undecided: true };
}

export const transferVersion = async (id: number, { transfers }: Pick<Context, "transfers">): Promise<string> => {
  const x = await transfers.byId(id);
  return x ? `${x.state} ${x.revision}` : "none";
};
