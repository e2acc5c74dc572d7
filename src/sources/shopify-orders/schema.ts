import type { SourceColumn } from "../../app/types.ts";
import type { LineFlag } from "../../domain/facts/facts.ts";

/** `order` columns are filled on an order's first line only. */
export const COLUMNS: readonly SourceColumn[] = [
  { name: "Name", required: true },
  { name: "Financial Status", required: true },
  { name: "Currency", required: true },
  { name: "Subtotal", required: true },
  { name: "Discount Code", required: false },
  { name: "Discount Amount", required: false },
  { name: "Created at", required: true },
  { name: "Cancelled at", required: false },
  { name: "Fulfilled at", required: false },
  { name: "Payment Method", required: false },
  { name: "Shipping Country", required: false },
  { name: "Lineitem quantity", required: true },
  { name: "Lineitem name", required: true },
  { name: "Lineitem price", required: true },
  { name: "Lineitem sku", required: true },
  { name: "Lineitem discount", required: false },
  { name: "Lineitem requires shipping", required: false },
  { name: "Lineitem fulfillment status", required: false },
];

/** Refunds are dated elsewhere and stay sales of their day. A status that is not here is never guessed. */
export const STATUS_FLAGS: ReadonlyMap<string, LineFlag | null> = new Map(
  Object.entries<LineFlag | null>({
    paid: null,
    authorized: null,
    "partially paid": null,
    "partially refunded": null,
    refunded: null,
    pending: "unpaid",
    unpaid: "unpaid",
    expired: "unpaid",
    voided: "cancelled",
  }),
);

/** Known and not wanted: personal data first of all. */
export const IGNORED: readonly (string | RegExp)[] = [
  "Email",
  /^billing /i,
  /^shipping /i,
  /^phone/i,
  /^notes?\b/i,
  /^note attributes/i,
  "Id",
  /^paid at/i,
  /^fulfillment/i,
  /^accepts marketing/i,
  "Shipping",
  "Taxes",
  "Total",
  /^lineitem (?:compare|taxable)/i,
  /^payment (?:reference|id|terms)/i,
  /^refunded amount/i,
  "Vendor",
  /^outstanding balance/i,
  "Employee",
  "Location",
  /^device id/i,
  "Tags",
  /^risk level/i,
  "Source",
  /^tax \d/i,
  /^receipt number/i,
  "Duties",
  /^next payment due/i,
];
