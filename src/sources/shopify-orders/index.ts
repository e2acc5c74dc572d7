import { blank } from "../tables/said.ts";
import type { OpenedFile, ParsedRecord, Source, SourceContext } from "../../app/types.ts";
import { counted } from "../../domain/words/counted.ts";
import { times } from "../tables/decimal.ts";
import { nthOf } from "../tables/nth.ts";
import type { Row } from "../tables/row.ts";
import { type Taken, tableSource } from "../tables/table-source.ts";
import { settle } from "./discounts.ts";
import { type Order, orderIn } from "./order.ts";
import { COLUMNS, IGNORED } from "./schema.ts";

/** Orders of the file. Their lines follow each other, so only those at hand are known in full. */
class Ledger {
  readonly #seen = new Set<string>();
  readonly #open = new Map<string, Order>();
  #current: Order | undefined;
  #headless: string | undefined;

  /** The order that a line belongs to; its first line brings it. */
  of(row: Row, expected: string | null): Order {
    const name = row.code("Name");
    // The date and the buyer's address stand on every line; money and state on the first alone.
    if (row.raw("Financial Status") === "" && row.raw("Currency") === "") {
      if (this.#current?.name === name) return this.#current;
      row.reject(
        "incomplete",
        "Name",
        this.#headless === name
          ? {
              zh: `${name} 的首行被拒收，订单的日期和币种在那一行`,
              en: `the first line of ${name} was rejected; date and currency of the order stand there`,
            }
          : {
              zh: `上方没有 ${name} 的首行（订单的日期和币种在那一行）`,
              en: `the first line of ${name}, with date and currency of the order, is not above this one`,
            },
      );
    }
    this.#headless = name;
    this.#current = undefined;
    if (this.#seen.has(name))
      row.reject("duplicate", "Name", {
        zh: `${name} 在文件里出现两次，只取第一次的明细`,
        en: `${name} is in the file twice; its lines are taken from the first time`,
      });
    this.#seen.add(name);
    const order = orderIn(row, name, expected);
    this.#headless = undefined;
    this.#current = order;
    this.#open.set(name, order);
    return order;
  }

  /** Its lines are over: hands it out and forgets it. */
  close(name: string): Order | undefined {
    const order = this.#open.get(name);
    this.#open.delete(name);
    return order;
  }
}

/** What Shopify writes beside a line that has not left although others of its order have. */
const OPEN: ReadonlySet<string> = new Set(["pending", "unfulfilled", "partial"]);

function lineOf(row: Row, order: Order, number: (order: string, sku: string) => number): Taken<"order-lines"> {
  const sku =
    row.optionalCode("Lineitem sku") ??
    row.reject("no-sku", "Lineitem name", {
      zh: "Lineitem sku 为空，无法判断是哪个商品；请在 Shopify 里给该变体填 SKU",
      en: "Lineitem sku is blank; which product the line is cannot be told. Give the variant a SKU in Shopify",
    });
  const quantity = row.count("Lineitem quantity");
  if (quantity === 0)
    row.reject("out-of-range", "Lineitem quantity", {
      zh: "Lineitem quantity 为 0，应为 1 或更大",
      en: "Lineitem quantity is 0; expected 1 or more",
    });
  const price = row.optionalPrice("Lineitem price", order.currency);
  if (price === null) row.reject("missing-price", "Lineitem price", blank("Lineitem price"));
  const amount = times(price, quantity);
  if (amount === undefined)
    row.reject("out-of-range", "Lineitem price", {
      zh: "Lineitem price × Lineitem quantity 超出可保存的范围",
      en: "Lineitem price times Lineitem quantity is more than can be kept",
    });
  return {
    fact: {
      orderId: order.name,
      sku,
      nth: number(order.name, sku),
      at: order.moment.at,
      day: order.moment.day,
      quantity,
      amount,
      discount: row.optionalPrice("Lineitem discount", order.currency),
      currency: order.currency,
      flag: order.flag,
      status: order.status,
      // Gift cards and downloads are nobody's to ship.
      fulfilment: row.raw("Lineitem requires shipping").toLowerCase() === "false" ? null : "seller",
      shippedAt: OPEN.has(row.raw("Lineitem fulfillment status").toLowerCase()) ? null : order.shippedAt,
      codes: order.codes,
      country: order.country,
      title: row.text("Lineitem name"),
      asin: null,
    },
  };
}

const starting = (ledger: Ledger) => (context: SourceContext) => {
  const number = nthOf();
  const expected = context.currency ?? context.store?.currency ?? null;
  return (row: Row): Taken<"order-lines"> => {
    const order = ledger.of(row, expected);
    try {
      return lineOf(row, order, number);
    } catch (error) {
      order.lacking = true;
      throw error;
    }
  };
};

const table = (ledger: Ledger): Source<"order-lines"> =>
  tableSource({
    id: "shopify-orders",
    fact: "order-lines",
    title: { zh: "Shopify 订单导出", en: "Shopify orders export" },
    origin: {
      zh: "Shopify 后台 → 订单 → 导出 → 普通 CSV 文件；超过 50 单时通过邮件发送。",
      en: "Shopify admin → Orders → Export → plain CSV; sent by e-mail where there are more than 50 orders.",
    },
    asks: { store: true },
    fits: { platform: "shopify" },
    columns: COLUMNS,
    ignored: IGNORED,
    unknown: "note",
    style: "point",
    start: starting(ledger),
  });

type Line = Extract<ParsedRecord<"order-lines">, { readonly fact: unknown }>;

/** Lines are held until their order is over: only then is it known what each of them bears of its discount. */
async function* read(file: OpenedFile, context: SourceContext): AsyncGenerator<readonly ParsedRecord<"order-lines">[]> {
  const ledger = new Ledger();
  let open: Line[] = [];
  let unsettled = 0;
  const close = (): readonly Line[] => {
    const [first] = open;
    if (!first) return [];
    const lines = open;
    open = [];
    const order = ledger.close(first.fact.orderId);
    const settled = order && settle(order, lines);
    if (!settled) unsettled += 1;
    return settled ?? lines;
  };
  for await (const batch of table(ledger).read(file, context)) {
    const out: ParsedRecord<"order-lines">[] = [];
    for (const record of batch) {
      if ("reject" in record) {
        out.push(record);
        continue;
      }
      if (open[0] && open[0].fact.orderId !== record.fact.orderId) out.push(...close());
      open.push(record);
    }
    if (out.length > 0) yield out;
  }
  const last = close();
  if (last.length > 0) yield last;
  if (unsettled > 0) {
    context.note?.({
      zh: `${unsettled} 个订单的 Subtotal 与行金额对不上，订单折扣未分摊，只计入行折扣。`,
      en: `${counted(unsettled, "order")} of which Subtotal and lines do not agree: only discounts by line are counted there.`,
    });
  }
}

export const sources: readonly Source[] = [{ ...table(new Ledger()), read }];
