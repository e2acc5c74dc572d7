import { storesOwn, unknownStatus } from "../tables/said.ts";
import type { DecimalText, LineFlag } from "../../domain/facts/facts.ts";
import { codesIn } from "../tables/codes.ts";
import type { Row } from "../tables/row.ts";
import type { Moment } from "../tables/date.ts";
import { STATUS_FLAGS } from "./schema.ts";

/** What an order's first line says for all of its lines. */
export interface Order {
  readonly name: string;
  readonly moment: Moment;
  readonly status: string;
  readonly flag: LineFlag | null;
  readonly currency: string;
  /** Sum of the lines after every discount on goods, before shipping. */
  readonly subtotal: DecimalText | null;
  /** Discount by code, on goods and on shipping together. */
  readonly discount: DecimalText | null;
  readonly codes: readonly string[];
  readonly country: string | null;
  /** When the last of it left. */
  readonly shippedAt: Date | null;
  /** A line of it was rejected, so that its lines do not add up to its subtotal. */
  lacking: boolean;
}

// Shopify's own way to pay in a shop that is being tried out.
const TEST_PAYMENT = /bogus|test gateway/i;

function flagOf(row: Row, status: string): LineFlag | null {
  const flag = STATUS_FLAGS.get(status.toLowerCase().replace(/[_\s]+/g, " "));
  if (flag === undefined) row.reject("unknown-value", "Financial Status", unknownStatus("Financial Status"));
  if (TEST_PAYMENT.test(row.raw("Payment Method"))) return "test";
  return row.raw("Cancelled at") === "" ? flag : "cancelled";
}

/** Reads the first line of an order. */
export function orderIn(row: Row, name: string, expected: string | null): Order {
  const currency = row.currency("Currency", null);
  if (expected !== null && currency !== expected) row.reject("other-currency", "Currency", storesOwn("Currency", expected));
  const status = row.code("Financial Status");
  return {
    name,
    moment: row.moment("Created at"),
    status,
    flag: flagOf(row, status),
    currency,
    subtotal: row.optionalPrice("Subtotal", currency),
    discount: row.optionalPrice("Discount Amount", currency),
    codes: codesIn(row.raw("Discount Code")),
    country: row.text("Shipping Country"),
    shippedAt: row.optionalMoment("Fulfilled at")?.at ?? null,
    lacking: false,
  };
}
