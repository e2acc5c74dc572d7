import { UserError } from "../../domain/user-error.ts";
import { closestName } from "../../domain/words/closest.ts";
import type { Context } from "../types.ts";
import { type Wanted, wantedOf } from "./rfq.ts";

/** What `/purchase` was asked. */
export type PurchaseWords =
  | { readonly kind: "list"; readonly all: boolean; readonly supplier: string | null }
  | { readonly kind: "order"; readonly id: number }
  | { readonly kind: "documents"; readonly id: number }
  | { readonly kind: "transfer"; readonly id: number }
  | { readonly kind: "rfq"; readonly wanted: readonly Wanted[] };

const DOCUMENTS: ReadonlySet<string> = new Set(["documents", "docs", "files", "单据", "文件"]);
const RFQ: ReadonlySet<string> = new Set(["rfq", "quote", "询价", "询价单"]);
const ALL: ReadonlySet<string> = new Set(["all", "全部", "所有", "已关闭", "closed"]);
const OPEN: ReadonlySet<string> = new Set(["open", "未完成", "待办"]);
const LARGEST = 2_147_483_647;

/** `12`, `#12`, `T5`, `调拨5` */
function numbered(word: string): { readonly kind: "order" | "transfer"; readonly id: number } | undefined {
  const [, mark, digits] = /^(#|t|调拨)?(\d{1,10})$/iu.exec(word) ?? [];
  const id = Number(digits);
  if (digits === undefined || id < 1 || id > LARGEST) return undefined;
  return { kind: mark === undefined || mark === "#" ? "order" : "transfer", id };
}

/** Words of `/purchase`: a number, with or without its documents; a supplier by code or name; `all`; `rfq` with SKUs. */
export async function readPurchaseWords(words: readonly string[], context: Pick<Context, "company">): Promise<PurchaseWords> {
  const [first] = words;
  const number = first !== undefined && words.length === 1 ? numbered(first) : undefined;
  if (number) return number;
  if (first !== undefined && RFQ.has(first.toLowerCase())) return { kind: "rfq", wanted: await wantedOf(words.slice(1), context) };
  if (words.some((w) => DOCUMENTS.has(w.toLowerCase()))) {
    const [which, ...more] = words.filter((w) => !DOCUMENTS.has(w.toLowerCase()));
    const order = which === undefined || more.length > 0 ? undefined : numbered(which);
    if (order?.kind === "order") return { kind: "documents", id: order.id };
    throw new UserError(
      "which-order",
      { zh: "要哪张采购单的单据？", en: "The documents of which order?" },
      { zh: "例如：/purchase 12 单据。编号见 /purchase", en: "For example: /purchase 12 documents. /purchase lists the numbers" },
    );
  }
  const rest = words.filter((w) => !ALL.has(w.toLowerCase()) && !OPEN.has(w.toLowerCase()));
  const all = words.some((w) => ALL.has(w.toLowerCase()));
  if (rest.length === 0) return { kind: "list", all, supplier: null };
  const wanted = rest.join(" ");
  const suppliers = await context.company.suppliers();
  const same = (a: string): boolean => a.toLowerCase() === wanted.toLowerCase();
  const partly = suppliers.filter((s) => s.name.toLowerCase().includes(wanted.toLowerCase()));
  const found = suppliers.find((s) => same(s.code) || same(s.name)) ?? (partly.length === 1 ? partly[0] : undefined);
  if (found) return { kind: "list", all, supplier: found.code };
  const near = closestName(
    wanted,
    suppliers.flatMap((s) => [s.code, s.name]),
  );
  throw new UserError(
    "unknown-purchase",
    {
      zh: `“${wanted}”不是采购单编号，也不是供应商${near === undefined ? "。" : `，是不是 ${near}？`}`,
      en: `"${wanted}" is neither the number of an order nor a supplier${near === undefined ? "." : `; did you mean ${near}?`}`,
    },
    { zh: "例如：/purchase 12、/purchase T5、/purchase 全部", en: "For example: /purchase 12, /purchase T5, /purchase all" },
  );
}
