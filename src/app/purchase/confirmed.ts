import type { Day } from "../../domain/calendar/day.ts";
import { shrink } from "../../domain/purchase/shrink.ts";
import { UserError } from "../../domain/user-error.ts";
import type { Text } from "../../domain/value.ts";
import type { Confirmed } from "../../ports/purchases.ts";
import { type Fields, optional } from "../retro/fields.ts";
import { priceOf, unitsOf } from "./fields.ts";
import type { OrderLine } from "./orders.ts";

interface Said {
  readonly quantity: number;
  /** As decimal text; null: nobody said. */
  readonly price: string | null;
}

const tooMany = (line: OrderLine, units: number): UserError =>
  new UserError(
    "more-than-approved",
    {
      zh: `${line.purchase.sku}：确认 ${units} 件，多于批准的 ${line.purchase.quantity} 件。`,
      en: `${line.purchase.sku}: ${units} units confirmed, more than the ${line.purchase.quantity} approved.`,
    },
    { zh: "先在采购单里改数量并重新批准。", en: "Change the quantity in the order first, and have it approved." },
  );

const DIFFERENCES: Text = { zh: "与批准不同的行", en: "Lines that differ" };

/** `KTC-01 200 4.10; KTC-02 96` by SKU. */
function differences(text: string, lines: readonly OrderLine[]): ReadonlyMap<string, Said> {
  const said = new Map<string, Said>();
  for (const part of text.split(/[;；\n]/u)) {
    const [sku, units, price, ...more] = part.trim().split(/\s+/u);
    if (sku === undefined || sku === "") continue;
    const of = lines.filter((l) => l.purchase.sku === sku);
    if (of.length !== 1 || units === undefined || more.length > 0)
      throw new UserError(
        "field-no-difference",
        {
          zh: `“${DIFFERENCES.zh}”里的“${part.trim()}”看不懂。`,
          en: `"${part.trim()}" in "${DIFFERENCES.en}" cannot be read.`,
        },
        {
          zh: `写成“SKU 数量 单价”。本单的 SKU：${lines.map((l) => l.purchase.sku).join("、")}`,
          en: `Write "SKU units price". SKUs of this order: ${lines.map((l) => l.purchase.sku).join(", ")}`,
        },
      );
    said.set(sku, {
      quantity: unitsOf(units, DIFFERENCES, { least: 0 }),
      price: price === undefined ? null : priceOf(price, DIFFERENCES),
    });
  }
  return said;
}

/**
 * What the supplier confirmed of each line, out of the form: its own two fields, or the one for many lines. A line of 0 units is refused: it is
 * taken back, not ordered.
 */
export function confirmedLines(
  lines: readonly OrderLine[],
  fields: Fields,
  names: {
    readonly units: (id: number) => string;
    readonly price: (id: number) => string;
    readonly currency: (l: OrderLine) => string | null;
  },
  readyOn: Day | null,
): readonly Confirmed[] {
  const others = differences(optional(fields, "differences", DIFFERENCES) ?? "", lines);
  return lines.map((line): Confirmed => {
    const { purchase: p } = line;
    const label = (zh: string, en: string): Text => ({ zh: `${p.sku} ${zh}`, en: `${p.sku}: ${en}` });
    const units = optional(fields, names.units(p.id), label("确认数量", "units confirmed"));
    const price = optional(fields, names.price(p.id), label("单价", "price of one"));
    const said = others.get(p.sku);
    const quantity = units === null ? (said?.quantity ?? p.quantity) : unitsOf(units, label("确认数量", "units confirmed"), { least: 1 });
    if (quantity === 0)
      throw new UserError(
        "nothing-confirmed",
        { zh: `${p.sku}：确认 0 件。`, en: `${p.sku}: 0 units confirmed.` },
        { zh: "供应商不供的行请先撤销。", en: "Take back what the supplier does not deliver." },
      );
    if (quantity > p.quantity) throw tooMany(line, quantity);
    const amount = price === null ? (said?.price ?? line.goods?.price?.amount ?? null) : priceOf(price, label("单价", "price of one"));
    const currency = names.currency(line);
    return {
      id: p.id,
      revision: p.revision,
      quantity,
      legs: shrink(p.legs, quantity),
      price: amount === null || currency === null ? null : { amount, currency },
      readyOn,
    };
  });
}
