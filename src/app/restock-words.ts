import { STATE_WORDS, statesOf, topOf } from "../domain/restock/words.ts";
import type { PlanState } from "../domain/restock/types.ts";
import { UserError } from "../domain/user-error.ts";
import { closestName } from "../domain/words/closest.ts";
import type { Context } from "./types.ts";

export interface StockWords {
  readonly sku: string | null;
  readonly warehouse: string | null;
  readonly store: string | null;
  readonly states: readonly PlanState[] | null;
  readonly top: number | null;
  /** Only lines that the asker is on, or only those that somebody snoozed. Absent: neither. */
  readonly only?: "mine" | "snoozed";
}

const ONLY: Readonly<Record<string, "mine" | "snoozed">> = {
  mine: "mine",
  我负责的: "mine",
  我的: "mine",
  snoozed: "snoozed",
  暂缓: "snoozed",
  已暂缓: "snoozed",
};

const MAX_TOP = 99;
// Each beginning is a question to the store: no typing error is at the end of more letters than this.
const LONGEST_BEGINNING = 40;

async function knownSku(word: string, context: Pick<Context, "company">): Promise<string> {
  const near = await context.company.findSkus(word, 20);
  const exact = near.find((s) => s.sku === word) ?? only(near.filter((s) => s.sku.toLowerCase() === word.toLowerCase()));
  if (exact) return exact.sku;
  const candidates = new Set(near.map((s) => s.sku));
  // A typo is often in the last characters: whoever begins alike is asked too.
  for (let length = Math.min(word.length - 1, LONGEST_BEGINNING); length >= 2 && candidates.size === 0; length -= 1)
    for (const s of await context.company.findSkus(word.slice(0, length), 50)) candidates.add(s.sku);
  const meant = closestName(word, candidates) ?? [...candidates][0];
  const [warehouses, stores] = await Promise.all([context.company.warehouses(), context.company.stores()]);
  // Codes are compared without regard to capitals and named as they are written.
  const written = new Map(
    [...warehouses.map((w) => w.code), ...stores.map((x) => x.code), ...STATE_WORDS, ...Object.keys(ONLY)].map((c) => [c.toLowerCase(), c]),
  );
  const place = written.get(closestName(word.toLowerCase(), written.keys()) ?? "");
  const guess = place !== undefined && (meant === undefined || near.length === 0) ? place : meant;
  const others = near
    .map((s) => s.sku)
    .filter((s) => s !== guess)
    .slice(0, 4);
  throw new UserError(
    "unknown-sku",
    {
      zh: `没有叫“${word}”的 SKU、仓库、店铺或状态${guess === undefined ? "。" : `，是不是 ${guess}？`}`,
      en: `No SKU, warehouse, store or state is called "${word}"${guess === undefined ? "." : `; did you mean ${guess}?`}`,
    },
    others.length > 0
      ? { zh: `相近的 SKU：${others.join("、")}`, en: `Similar SKUs: ${others.join(", ")}` }
      : { zh: "SKU 编码区分大小写；带空格的请加引号。", en: "SKU codes are case-sensitive; put one with spaces in quotation marks." },
  );
}

const only = <T>(items: readonly T[]): T | undefined => (items.length === 1 ? items[0] : undefined);

const twice = (what: { zh: string; en: string }, word: string): UserError =>
  new UserError(
    "too-many-words",
    { zh: `“${word}”：已经指定过${what.zh}，只能有一个。`, en: `"${word}": there is already a ${what.en}, and only one is expected.` },
    { zh: "例如：/restock US-FBA 断货 前20", en: "For example: /restock US-FBA out top 20" },
  );

/** Words of `/restock` and `/stock`, in any order and either language: a SKU, a warehouse or store, state words, `top N`. */
export async function readStockWords(words: readonly string[], context: Pick<Context, "company">): Promise<StockWords> {
  const [warehouses, stores] = await Promise.all([context.company.warehouses(), context.company.stores()]);
  const byCode = <T extends { readonly code: string }>(items: readonly T[], word: string): string | undefined =>
    (items.find((i) => i.code === word) ?? items.find((i) => i.code.toLowerCase() === word.toLowerCase()))?.code;
  const read: { -readonly [K in keyof StockWords]: StockWords[K] } = { sku: null, warehouse: null, store: null, states: null, top: null };
  for (let i = 0; i < words.length; i += 1) {
    const word = words[i] ?? "";
    const top = topOf(word, words[i + 1]);
    const states = statesOf(word);
    const only = Object.hasOwn(ONLY, word.toLowerCase()) ? ONLY[word.toLowerCase()] : undefined;
    const warehouse = byCode(warehouses, word);
    const store = byCode(stores, word);
    if (top !== undefined) {
      if (top.top < 1 || top.top > MAX_TOP)
        throw new UserError("bad-top", {
          zh: `top ${top.top}：请给 1 到 ${MAX_TOP} 之间的数。`,
          en: `top ${top.top}: expected a number from 1 to ${MAX_TOP}.`,
        });
      read.top = top.top;
      i += top.words - 1;
    } else if (only !== undefined) {
      read.only = only;
    } else if (states !== undefined) {
      read.states = [...new Set([...(read.states ?? []), ...states])];
    } else if (warehouse !== undefined) {
      if (read.warehouse !== null) throw twice({ zh: "仓库", en: "warehouse" }, word);
      read.warehouse = warehouse;
    } else if (store !== undefined) {
      if (read.store !== null) throw twice({ zh: "店铺", en: "store" }, word);
      read.store = store;
    } else {
      if (read.sku !== null) throw twice({ zh: " SKU", en: "SKU" }, word);
      read.sku = await knownSku(word, context);
    }
  }
  return read;
}
