import type { Text } from "../../domain/value.ts";
import { named } from "../../domain/words/named.ts";

/** Suppliers that one sentence names. */
const NAMED = 5;

/** A product list adds the suppliers that it names: a slip of the pen would be one as well, so they are told. */
export function newSuppliers(known: readonly { readonly code: string }[]): { see: (fact: object) => void; notes: () => readonly Text[] } {
  const before = new Set(known.map((s) => s.code));
  const added = new Set<string>();
  return {
    see(fact) {
      if ("supplier" in fact && typeof fact.supplier === "string" && !before.has(fact.supplier)) added.add(fact.supplier);
    },
    notes() {
      const codes = [...added];
      const who = named(codes, NAMED);
      const example = `npm run purser -- supplier add ${codes[0] ?? ""} --production-p50 20`;
      return codes.length === 0
        ? []
        : [
            {
              zh: `新增供应商：${who.zh}。交期未知，按默认天数计算；例如用 ${example} 填写。`,
              en: `New ${codes.length === 1 ? "supplier" : "suppliers"}: ${who.en}. How long they produce is not known and the default is assumed; say it with, for example, ${example}.`,
            },
          ];
    },
  };
}
