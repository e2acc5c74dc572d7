import { UserError } from "../../domain/user-error.ts";
import type { Transfer } from "../../ports/transfers.ts";
import type { Context } from "../types.ts";

export async function transferBy(id: number, { transfers }: Pick<Context, "transfers">): Promise<Transfer> {
  const found = await transfers.byId(id);
  if (found) return found;
  const open = (await transfers.open()).slice(0, 6).map((x) => `T${x.id}`);
  throw new UserError(
    "no-such-transfer",
    { zh: `没有编号 T${id} 的调拨。`, en: `There is no move T${id}.` },
    open.length > 0
      ? { zh: `未完成的调拨：${open.join("、")}`, en: `Open moves: ${open.join(", ")}` }
      : { zh: "目前没有未完成的调拨。", en: "No move is open." },
  );
}
