import type { FreightMode } from "../../domain/facts/facts.ts";
import { UserError } from "../../domain/user-error.ts";
import type { Goods } from "../../ports/purchases.ts";
import { planDay, planOfSku } from "../plan.ts";
import type { Context } from "../types.ts";
import { unitsOf } from "./fields.ts";

/** A SKU to be asked a price of freight for. `units`: as somebody said, else as the plan proposes. */
export interface Wanted {
  readonly sku: string;
  readonly units: number | null;
}

const UNITS = { zh: "数量", en: "units" };
/** A forwarder answers a list of so many in one mail. */
const MOST = 200;

async function skuBy(word: string, { company }: Pick<Context, "company">): Promise<string | undefined> {
  const near = await company.findSkus(word, 20);
  const same = near.filter((s) => s.sku.toLowerCase() === word.toLowerCase());
  return near.find((s) => s.sku === word)?.sku ?? (same.length === 1 ? same[0]?.sku : undefined);
}

/** `KTC-01 KTC-02=200`. A SKU may have an equals sign of its own, so that the whole word is tried first. */
export async function wantedOf(words: readonly string[], context: Pick<Context, "company">): Promise<readonly Wanted[]> {
  const wanted = new Map<string, Wanted>();
  for (const word of words.slice(0, MOST).map((w) => w.replace(/[,，、]$/u, ""))) {
    const whole = await skuBy(word, context);
    const [, code = "", units] = /^(.+)[=＝](.+)$/u.exec(word) ?? [];
    const sku = whole ?? (units === undefined ? undefined : await skuBy(code, context));
    if (sku === undefined) {
      const near = await context.company.findSkus(units === undefined ? word : code, 5);
      throw new UserError(
        "unknown-sku",
        { zh: `没有 SKU ${word}。`, en: `No SKU is called ${word}.` },
        near.length > 0
          ? { zh: `相近的有：${near.map((s) => s.sku).join("、")}`, en: `Similar SKUs: ${near.map((s) => s.sku).join(", ")}` }
          : { zh: "SKU 编码区分大小写；带空格的请加引号。", en: "SKU codes are case-sensitive; put one with spaces in quotation marks." },
      );
    }
    wanted.set(sku, { sku, units: whole !== undefined || units === undefined ? null : unitsOf(units, UNITS, { least: 1 }) });
  }
  if (wanted.size > 0) return [...wanted.values()];
  throw new UserError(
    "which-skus",
    { zh: "要询价哪些 SKU？", en: "A quote for which SKUs?" },
    {
      zh: "例如：/purchase rfq SKU-1 SKU-2=200；不写数量按计划建议",
      en: "For example: /purchase rfq SKU-1 SKU-2=200; without a number it is what the plan proposes",
    },
  );
}

/** Where a SKU would go, how many and which way. */
export interface Asked {
  readonly sku: string;
  readonly goods: Goods | undefined;
  readonly legs: readonly {
    readonly units: number;
    readonly warehouse: string;
    readonly mode: FreightMode | null;
    readonly lane: string | null;
  }[];
}

/**
 * What a forwarder is asked a price for: the plan's proposals by warehouse and way, or the number that was said, for the warehouse that needs it
 * most. A SKU of which nothing is proposed and no number is said is taken at its minimum order.
 */
export async function askedOf(wanted: readonly Wanted[], context: Context): Promise<readonly Asked[]> {
  const asOf = await planDay(context);
  const goods = new Map(
    (
      await context.purchases.goods(
        wanted.map((w) => w.sku),
        asOf,
      )
    ).map((g) => [g.sku, g]),
  );
  const asked: Asked[] = [];
  for (const { sku, units } of wanted) {
    const { details } = await planOfSku(context, asOf, sku);
    const proposed = details.flatMap((d) =>
      d.line.legs.map((l) => ({ units: l.units, warehouse: d.line.warehouse, mode: l.mode, lane: l.route })),
    );
    const [first] = details;
    const usual = first?.ahead?.choice.usual.route ?? first?.times[0]?.route ?? null;
    const least = units ?? (proposed.length === 0 ? (goods.get(sku)?.moq ?? null) : null);
    if (least === null && proposed.length === 0)
      throw new UserError(
        "how-many",
        { zh: `${sku} 现在不用采购，也没有起订量。`, en: `${sku} need not be bought now, and its minimum order is not known.` },
        { zh: `写明数量：/purchase rfq ${sku}=200`, en: `Say how many: /purchase rfq ${sku}=200` },
      );
    const one = { units: least ?? 0, warehouse: first?.line.warehouse ?? "", mode: usual?.mode ?? null, lane: usual?.lane ?? null };
    asked.push({ sku, goods: goods.get(sku), legs: least === null ? proposed : [one] });
  }
  return asked;
}
