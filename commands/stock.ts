import { inputsOf, planDay } from "../src/app/plan.ts";
import { readStockWords, type StockWords } from "../src/app/restock-words.ts";
import { givenTo, withGiven } from "../src/app/plan-given.ts";
import type { Command, Context } from "../src/app/types.ts";
import { staleStock } from "../src/domain/policy/declared/lead-time.ts";
import type { PlanInput } from "../src/domain/restock/types.ts";
import { policyReader } from "../src/domain/policy/reader.ts";
import { UserError } from "../src/domain/user-error.ts";
import { byWarehouse, stock, stockNow, type StockSince } from "../src/views/stock.ts";

const TOP = 20;

/** One SKU with its moves between warehouses, as its card knows it. */
async function knownOf(context: Context, sku: string): Promise<readonly PlanInput[]> {
  const asOf = await planDay(context);
  const [given, inputs] = await Promise.all([givenTo(context, asOf, sku), inputsOf(context, asOf, sku)]);
  return inputs.map((input) => withGiven(input, given));
}

const sinceOf = ({ warehouse, onHandDay, received = [], sent = 0, promised = 0 }: PlanInput): StockSince[] =>
  onHandDay === null || (received.length === 0 && sent === 0 && promised === 0)
    ? []
    : [{ warehouse, countedOn: onHandDay, received, sent, promised }];

export const command: Command<StockWords> = {
  summary: { zh: "货在哪里：各仓可售、预留、在途", en: "What is where: available, reserved, on its way" },
  usage: { zh: "[SKU] [仓库|店铺] [前N]", en: "[SKU] [warehouse|store] [top N]" },
  examples: ["/stock", "/stock top 50", "/stock 前50"],
  roles: "everyone",

  async parse(words, context) {
    const read = await readStockWords(words, context);
    if (read.states !== null || read.only !== undefined)
      throw new UserError(
        "no-states-here",
        { zh: "/stock 不按状态筛选。", en: "/stock does not filter by state." },
        { zh: "看断货、积压等状态请用 /restock。", en: "For states such as out or overstock use /restock." },
      );
    return read;
  },

  async run(args, context) {
    const [company, warehouses, overrides] = await Promise.all([
      context.company.company(),
      context.company.warehouses(),
      context.policies.overrides(),
    ]);
    const today = context.today(company.zone);
    const filter = {
      ...(args.sku !== null && { sku: args.sku }),
      ...(args.store !== null && { store: args.store }),
      ...(args.warehouse !== null && { warehouse: args.warehouse }),
    };
    const { rows, total } = await context.plans.stock(today, filter);
    const inputs = args.sku === null ? null : await knownOf(context, args.sku);
    const asked = inputs?.filter(
      (i) => (args.warehouse === null || i.warehouse === args.warehouse) && (args.store === null || i.stores.includes(args.store)),
    );
    const arrivals = asked?.flatMap((i) => i.arrivals.map((a) => ({ ...a, warehouse: i.warehouse }))) ?? null;
    const since = asked?.flatMap(sinceOf) ?? [];
    const received = since.flatMap((s) => s.received.map((r) => ({ ...r, warehouse: s.warehouse })));
    const simulated = new Set(warehouses.filter((w) => w.simulated).map((w) => w.code));
    return {
      message: stock({
        today,
        rows,
        top: args.top ?? TOP,
        sku: args.sku,
        title: args.sku === null ? null : (rows[0]?.title ?? inputs?.[0]?.title ?? null),
        place: args.warehouse ?? args.store,
        arrivals,
        since,
        staleAfter: policyReader(overrides, { day: today })(staleStock),
        simulated: rows.some((r) => simulated.has(r.warehouse)),
      }),
      data: { asOf: today, warehouses: byWarehouse(stockNow(rows, since)), rows, total, arrivals, received },
    };
  },
};
