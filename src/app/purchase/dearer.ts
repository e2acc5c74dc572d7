import { money, multiply, rounded } from "../../domain/money/money.ts";
import { UserError } from "../../domain/user-error.ts";
import { formatValue } from "../../message/format.ts";
import type { Confirmed } from "../../ports/purchases.ts";
import type { Asker, Context } from "../types.ts";
import { ruling, waits } from "./limit.ts";
import type { OrderLine } from "./orders.ts";

/**
 * Refuses what became dearer than one person may decide alone: approved by one person below the limit, and above it at the price that the
 * supplier confirmed. Where no price was known before there is nothing to hold it against.
 */
export async function refuseDearer(
  lines: readonly OrderLine[],
  confirmed: readonly Confirmed[],
  context: Pick<Context, "company" | "policies" | "today">,
  asker: Pick<Asker, "member" | "roles">,
): Promise<void> {
  const { currency } = await context.company.company();
  for (const { purchase: p, goods } of lines) {
    const now = confirmed.find((c) => c.id === p.id)?.price;
    const before = goods?.price;
    if (!now || !before || now.currency !== before.currency || p.first !== null || p.worth === null) continue;
    const ratio = money(now.amount, now.currency).amount.div(before.amount);
    if (ratio.lte(1)) continue;
    const quantity = confirmed.find((c) => c.id === p.id)?.quantity ?? p.quantity;
    const worth = rounded(multiply(money(p.worth, currency), ratio.times(quantity).div(p.quantity)));
    const ruled = await ruling(context, asker, worth.amount.toFixed(), []);
    if (ruled.why?.kind !== "amount" || !waits(ruled)) continue;
    const limit = { kind: "money", amount: ruled.limit.amount.toFixed(), currency } as const;
    throw new UserError(
      "dearer-than-approved",
      {
        zh: `${p.sku} 按确认的单价已超过单人审批上限 ${formatValue(limit, "zh")}，只有一人批准过。`,
        en: `At the confirmed price ${p.sku} is above ${formatValue(limit, "en")}, and only one person approved it.`,
      },
      {
        zh: "先导入新的采购成本，再在采购单里改这一行，由第二人复核。",
        en: "Import the new purchase cost, then change the line in the order, so that a second person can agree.",
      },
    );
  }
}
