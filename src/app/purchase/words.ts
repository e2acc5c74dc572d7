import { UserError } from "../../domain/user-error.ts";
import { closestName } from "../../domain/words/closest.ts";
import type { Context } from "../types.ts";

/** What `/purchase` was asked. */
export type PurchaseWords =
  | { readonly kind: "list"; readonly all: boolean; readonly supplier: string | null }
  | { readonly kind: "order"; readonly id: number }
  | { readonly kind: "transfer"; readonly id: number };

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

/** Words of `/purchase`: a number, a supplier by code or name, `all`. */
export async function readPurchaseWords(words: readonly string[], context: Pick<Context, "company">): Promise<PurchaseWords> {
  const [first] = words;
  const number = first !== undefined && words.length === 1 ? numbered(first) : undefined;
  if (number) return number;
  const rest = words.filter((w) => !ALL.has(w.toLowerCase()) && !OPEN.has(w.toLowerCase()));
  const all = words.some((w) => ALL.has(w.toLowerCase()));
  if (rest.length === 0) return { kind: "list", all, supplier: null };
  const wanted = rest.join(" ");
  const suppliers = await context.company.suppliers();
  const same = (a: string): boolean => a.toLowerCase() === wanted.toLowerCase();
  const found = suppliers.find((s) => same(s.code) || same(s.name));
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
