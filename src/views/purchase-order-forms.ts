import type { OrderLine, OrderNow } from "../app/purchase/orders.ts";
import type { Day } from "../domain/calendar/day.ts";
import type { Block, Field } from "../message/message.ts";
import { LABEL } from "./purchase-labels.ts";
import { rejectForm } from "./purchase-second.ts";
import { t } from "./purchase-words.ts";

/** A form has room for ten fields: beside number and days, two for each of so many lines. More lines are written into one field. */
export const LINES_IN_FORM = 3;

/** Names of a line's fields. */
export const unitsField = (id: number): string => `units${id}`;
export const priceField = (id: number): string => `price${id}`;

/** What the form asks the price in: the supplier's last one, else whatever the supplier is paid in. */
export const currencyOf = ({ purchase: p, goods }: OrderLine): string | null =>
  p.price?.currency ?? goods?.price?.currency ?? goods?.supplier?.currency ?? p.cash?.currency ?? null;

/** Lines that can be placed with the supplier. */
export const toPlace = ({ lines }: OrderNow): readonly OrderLine[] => lines.filter((l) => l.purchase.state === "approved");

function lineFields(lines: readonly OrderLine[]): Field[] {
  if (lines.length > LINES_IN_FORM)
    return [
      {
        name: "differences",
        label: t("与批准不同的行", "Lines that differ"),
        type: "text",
        hint: t(
          "SKU 数量 单价，用分号隔开，例如：KTC-01 200 4.10；其余按批准",
          "SKU units price, with a semicolon between: KTC-01 200 4.10; the others as approved",
        ),
      },
    ];
  return lines.flatMap((l): Field[] => {
    const { purchase: p, goods } = l;
    const currency = currencyOf(l);
    const price = p.price?.amount ?? goods?.price?.amount;
    const of = lines.filter((x) => x.purchase.sku === p.sku).length > 1 ? `${p.sku} → ${p.warehouse}` : p.sku;
    return [
      {
        name: unitsField(p.id),
        label: t(`${of} ${LABEL.confirmedUnits.zh}`, `${of}: units confirmed`),
        type: "number",
        value: String(p.quantity),
        required: true,
      },
      {
        name: priceField(p.id),
        label: t(
          `${of} 单价${currency === null ? "" : `（${currency}）`}`,
          `${of}: price of one${currency === null ? "" : ` (${currency})`}`,
        ),
        type: "text",
        ...(price !== undefined && { hint: t("留空为现行采购成本", "left empty: the purchase cost in force") }),
      },
    ];
  });
}

/** What comes next for an order: it is placed with the supplier, or nothing more is expected of it. */
export function orderForms(now: OrderNow, today: Day): Block[] {
  const { order, stage } = now;
  const lines = toPlace(now);
  const place: Block[] =
    order.state === "open" && lines.length > 0
      ? [
          {
            kind: "form",
            deed: { action: "order-purchase", args: { order: order.id } },
            fields: [
              { name: "reference", label: LABEL.reference, type: "text" },
              { name: "orderedOn", label: LABEL.orderedOn, type: "day", value: today, required: true },
              { name: "readyOn", label: LABEL.readyOn, type: "day" },
              ...lineFields(lines),
            ],
            submit: t("登记已下单", "Ordered with the supplier"),
          },
        ]
      : [];
  const [only, ...others] = now.lines;
  const close: Block[] =
    stage === "closed" || stage === "withdrawn"
      ? []
      : only?.purchase.state === "waiting" && others.length === 0
        ? // Nothing of it stands yet: it is refused, not closed.
          [rejectForm(only.purchase)]
        : [
            {
              kind: "form",
              deed: { action: "close-purchase", args: { order: order.id } },
              fields: [{ name: "because", label: LABEL.closing, type: "text", required: true }],
              submit: t("关闭采购单", "Close the order"),
              // Where something was not shipped, closing gives it up.
              style: stage === "shipped" ? "plain" : "danger",
            },
          ];
  return [...place, ...close];
}
