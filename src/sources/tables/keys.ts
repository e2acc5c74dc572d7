import { Rejected } from "./rejected.ts";

/** FNV-1a over UTF-16 units, twice: enough to tell a repetition from a contradiction without keeping either. */
function print(text: string): number {
  let a = 0x811c9dc5;
  let b = 0x01000193;
  for (let i = 0; i < text.length; i += 1) {
    const c = text.charCodeAt(i);
    a = Math.imul(a ^ c, 0x01000193);
    b = Math.imul(b ^ c, 0x5bd1e995);
  }
  return (a >>> 0) * 0x100000 + ((b >>> 12) & 0xfffff);
}

/**
 * Rejects a record that contradicts an earlier one of its key. A repetition word for word (files that were glued together) passes:
 * the store counts it as unchanged.
 */
export function contradictions(): (key: string, line: number, fact: unknown) => void {
  const seen = new Map<string, { readonly line: number; readonly print: number }>();
  return (key, line, fact) => {
    const mine = print(JSON.stringify(fact));
    const before = seen.get(key);
    if (before === undefined) seen.set(key, { line, print: mine });
    else if (before.print !== mine) {
      const shown = key
        .split("\u0001")
        .filter((part) => part !== "")
        .join(" · ");
      throw new Rejected("duplicate", null, shown, {
        zh: `第 ${before.line} 行同一主键的内容不同，无法判断以哪行为准`,
        en: `line ${before.line} says something else of the same key; which one counts cannot be told`,
      });
    }
  };
}
