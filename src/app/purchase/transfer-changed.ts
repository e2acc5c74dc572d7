import type { Answer, Context } from "../types.ts";
import { transferBy } from "./transfer-by.ts";
import { namesOf } from "./standing.ts";
import type { Transfer } from "../../ports/transfers.ts";
import type { Message } from "../../message/message.ts";

/** A move as it is after somebody pressed: what was done, or what it had become before. */
export async function afterPress(
  id: number,
  done: boolean,
  context: Context,
  view: (x: Transfer, names: ReadonlyMap<string, string>) => Message,
): Promise<Answer> {
  const [transfer, names] = await Promise.all([transferBy(id, context), namesOf(context)]);
  const message = view(transfer, names);
  return done ? { message, data: transfer, audited: true } : { message, data: transfer, reach: "asker", undecided: true };
}

export const transferVersion = async (id: number, { transfers }: Pick<Context, "transfers">): Promise<string> => {
  const x = await transfers.byId(id);
  return x ? `${x.state} ${x.revision}` : "none";
};
