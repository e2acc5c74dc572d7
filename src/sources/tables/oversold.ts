import type { SourceContext } from "../../app/types.ts";

/**
 * Shops and warehouses write less than none where more was sold than there is. It is kept as written: refused, the count before it would stand as
 * if nothing had happened. Says so once a file.
 */
export function oversold({ note }: Pick<SourceContext, "note">): (available: number) => number {
  let told = false;
  return (available) => {
    if (available < 0 && !told) {
      told = true;
      note?.({
        zh: "有的 SKU 可售数为负（已超卖）：原样保存，计划按 0 计算。",
        en: "Some SKUs have less than none available (oversold): kept as written, and planned as 0.",
      });
    }
    return available;
  };
}
