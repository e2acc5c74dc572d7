import { shipmentNow } from "../src/app/shipments/found.ts";
import type { Asker, Command, Context } from "../src/app/types.ts";
import { daysLate, etaOf, type Shipment, stateOf } from "../src/domain/shipments/types.ts";
import { UserError } from "../src/domain/user-error.ts";
import { closestName } from "../src/domain/words/closest.ts";
import { totalsOf } from "../src/domain/shipments/change.ts";
import { shipmentCard } from "../src/views/shipment.ts";
import { byDelay, shipmentList } from "../src/views/shipment-list.ts";

type Args =
  | { readonly kind: "list"; readonly warehouse: string | null; readonly sku: string | null; readonly number?: string }
  | { readonly kind: "one"; readonly warehouse: string; readonly number: string };

const TOP = 20;

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** A number, a warehouse or a SKU; what nobody knows is answered with what is nearest. */
async function parse(words: readonly string[], { company, shipments }: Pick<Context, "company" | "shipments">): Promise<Args> {
  const text = words.join(" ").trim();
  if (text === "" || text === "在途" || same(text, "all")) return { kind: "list", warehouse: null, sku: null };
  const byNumber = await shipments.find({ number: text });
  const [found] = byNumber;
  // Two warehouses may use one number.
  if (byNumber.length > 1) return { kind: "list", warehouse: null, sku: null, number: text };
  if (found) return { kind: "one", warehouse: found.warehouse, number: found.number };
  const warehouse = (await company.warehouses()).find((w) => same(w.code, text));
  if (warehouse) return { kind: "list", warehouse: warehouse.code, sku: null };
  const skus = await company.findSkus(text, 5);
  const sku = skus.find((s) => s.sku === text) ?? skus.find((s) => same(s.sku, text));
  if (sku) return { kind: "list", warehouse: null, sku: sku.sku };
  const open = await shipments.find({ open: true });
  const exact = open.find((s) => same(s.number, text));
  if (exact) return { kind: "one", warehouse: exact.warehouse, number: exact.number };
  const near = closestName(text, new Set([...open.map((s) => s.number), ...(await company.warehouses()).map((w) => w.code)]));
  throw new UserError(
    "unknown-shipment",
    {
      zh: `没有叫“${text}”的货件、仓库或 SKU${near === undefined ? "。" : `，是不是 ${near}？`}`,
      en: `No shipment, warehouse or SKU is called "${text}"${near === undefined ? "." : `; did you mean ${near}?`}`,
    },
    { zh: "不写则列出全部在途：/shipment", en: "Nothing for all that is on its way: /shipment" },
  );
}

const json = (s: Shipment, today: Parameters<typeof daysLate>[1]) => ({
  number: s.number,
  warehouse: s.warehouse,
  state: stateOf(s.lines),
  eta: etaOf(s.lines),
  daysLate: daysLate(s.lines, today),
  ...totalsOf(s.lines),
  lines: s.lines,
});

async function one(key: { readonly warehouse: string; readonly number: string }, context: Context, asker: Asker) {
  const now = await shipmentNow(context, key, asker);
  const { shipment, events, today } = now;
  return {
    message: shipmentCard(now),
    data: { asOf: today, shipments: [{ ...json(shipment, today), from: shipment.from, lane: shipment.lane, events }] },
  };
}

export const command: Command<Args> = {
  summary: { zh: "在途货件：晚到的在前，可更新、收货", en: "What is on its way: late first; update and receive" },
  usage: { zh: "货件号，或 [仓库|SKU]", en: "NUMBER, or [warehouse|SKU]" },
  examples: ["/shipment", "/shipment US-FBA"],
  roles: "everyone",
  parse: (words, context) => parse(words, context),
  async run(args, context, asker) {
    if (args.kind === "one") return one(args, context, asker);
    const today = context.today(asker.zone);
    const found = await context.shipments.find({
      ...(args.number === undefined ? { open: true } : { number: args.number }),
      ...(args.warehouse !== null && { warehouse: args.warehouse }),
      ...(args.sku !== null && { sku: args.sku }),
    });
    const moving = (await context.transfers.open(args.sku === null ? {} : { sku: args.sku })).filter(
      (m) => m.state === "left" && args.number === undefined && (args.warehouse === null || m.to === args.warehouse),
    );
    return {
      message: shipmentList({ shipments: found, moving, today, sku: args.sku, warehouse: args.warehouse, top: TOP }),
      data: { asOf: today, shipments: byDelay(found, today).map((s) => json(s, today)), moving },
    };
  },
};
