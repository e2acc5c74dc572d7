import { ofNothing } from "../tables/said.ts";
import type { Source } from "../../app/types.ts";
import type { DecimalText, LineFlag, Return } from "../../domain/facts/facts.ts";
import { magnitude, times } from "../tables/decimal.ts";
import { nthOf } from "../tables/nth.ts";
import type { Row } from "../tables/row.ts";
import { type Taken, tableSource } from "../tables/table-source.ts";
import { COLUMNS, COUNTRY_CODES } from "./schema.ts";

/**
 * Codes that are no product: postage (POST, DOT, C2), discounts (D), manual entries (M, m), samples (S), bank and
 * marketplace fees (BANK CHARGES, AMAZONFEE, CRUK), bad debt (B), pads given along (PADS), vouchers (gift_0001_…).
 * Products are five digits and perhaps letters; the DCGS… codes are products too (bags, dog collars) with another numbering.
 */
const NON_PRODUCT = new Set([
  "POST",
  "DOT",
  "C2",
  "C3",
  "D",
  "M",
  "S",
  "B",
  "BANK CHARGES",
  "AMAZONFEE",
  "CRUK",
  "PADS",
  "ADJUST",
  "ADJUST2",
  "TEST001",
  "TEST002",
]);
export const isProduct = (code: string): boolean => !NON_PRODUCT.has(code.toUpperCase()) && !/^gift_/i.test(code);

const CURRENCY = "GBP";

interface Line {
  readonly invoice: string;
  readonly code: string;
  readonly quantity: number;
  readonly price: DecimalText;
  /** Somebody is named as the buyer. */
  readonly bought: boolean;
}

/**
 * Why a line is no sale. A price below zero writes off a debt, whatever its code. Lines at price 0 move stock ("check",
 * "found", "damages", "ebay" …): their quantities, also the positive ones, are no demand. Where a buyer is named, it was a gift.
 */
export function flagOf(line: Line): LineFlag | null {
  if (line.price.startsWith("-")) return "adjustment";
  if (!isProduct(line.code)) return "non-product";
  if (line.invoice.startsWith("C")) return line.quantity < 0 ? "return" : "adjustment";
  if (line.quantity < 0) return "adjustment";
  if (line.price === "0") return line.bought ? "sample" : "adjustment";
  return null;
}

function start(): (row: Row) => Taken<"order-lines"> {
  const lineNumber = nthOf();
  return (row) => {
    const invoice = row.code("InvoiceNo");
    const code = row.code("StockCode");
    const quantity = row.count("Quantity", { negative: true });
    const price = row.amount("UnitPrice", CURRENCY);
    const { at, day } = row.moment("InvoiceDate");
    const written = row.text("Country");
    const flag = flagOf({ invoice, code, quantity, price, bought: row.raw("CustomerID") !== "" });
    if (flag === null && quantity === 0) row.reject("out-of-range", "Quantity", ofNothing("Quantity", { zh: "销售数量", en: "a sale" }));
    const amount =
      times(price, quantity) ??
      row.reject("out-of-range", "UnitPrice", {
        zh: "UnitPrice × Quantity 超出可保存的范围",
        en: "UnitPrice × Quantity is more than can be kept",
      });
    const nth = lineNumber(invoice, code);
    const returned: Return | undefined =
      flag === "return"
        ? {
            orderId: invoice,
            sku: code,
            nth,
            day,
            quantity: -quantity,
            reason: null,
            bucket: "unknown",
            disposition: null,
            status: null,
            comment: null,
            refund: magnitude(amount),
            currency: CURRENCY,
          }
        : undefined;
    return {
      fact: {
        orderId: invoice,
        sku: code,
        nth,
        at,
        day,
        quantity,
        amount,
        discount: null,
        currency: CURRENCY,
        flag,
        status: null,
        fulfilment: null,
        country: written === null ? null : (COUNTRY_CODES.get(written) ?? null),
        title: row.text("Description"),
        asin: null,
      },
      ...(returned ? { beside: { fact: "returns" as const, row: returned } } : {}),
    };
  };
}

const source = tableSource({
  id: "online-retail",
  fact: "order-lines",
  title: { zh: "Online Retail 交易明细（UCI）", en: "Online Retail transactions (UCI)" },
  origin: {
    zh: "UCI 机器学习库 352 号数据集，英国一家礼品网店的发票明细，金额为英镑。",
    en: "Dataset 352 of the UCI Machine Learning Repository: invoices of a British gift shop, in pounds.",
  },
  asks: { store: true },
  fits: { currency: CURRENCY },
  columns: COLUMNS,
  unknown: "note",
  style: "point",
  // Invoice times are those of the shop's wall clock.
  naive: "store",
  start,
});

export const sources: readonly Source[] = [source];
