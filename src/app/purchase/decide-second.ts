import type { Asker, Context } from "../types.ts";
import { UserError } from "../../domain/user-error.ts";
import type { Text } from "../../domain/value.ts";
import type { Purchase } from "../../ports/purchases.ts";
import { detailOf } from "./standing.ts";

export async function purchaseBy(id: number, { purchases }: Pick<Context, "purchases">): Promise<Purchase> {
  const purchase = await purchases.byId(id);
  if (purchase) return purchase;
  throw new UserError(
    "no-such-purchase",
    { zh: "这笔采购已经不在了。", en: "This purchase is not kept any more." },
    { zh: "用 /purchase 看未完成的采购单。", en: "See the open ones with /purchase." },
  );
}

/** What a second person decides on: the line as it is, and whether the plan still wants anything bought of it. */
export async function secondVersion(id: number, context: Context): Promise<string> {
  const purchase = await context.purchases.byId(id);
  if (!purchase) return "none";
  const detail = purchase.state === "waiting" ? await detailOf(purchase, context) : undefined;
  return `${purchase.state} ${purchase.revision} ${(detail?.line.orderQuantity ?? 0) > 0 ? "wanted" : "not wanted"}`;
}

/** Who approved a purchase alone is not its second person. */
export async function notSecond(
  id: number,
  { purchases }: Pick<Context, "purchases">,
  asker: Pick<Asker, "member">,
): Promise<Text | undefined> {
  const purchase = await purchases.byId(id);
  return purchase?.state === "waiting" && purchase.by === asker.member.slug
    ? { zh: "你已批准，要由另一个人操作", en: "You approved it, so this is for somebody else" }
    : undefined;
}

export const who = ({ now }: Pick<Context, "now">, asker: Pick<Asker, "member">) => ({ by: asker.member.slug, at: now });
