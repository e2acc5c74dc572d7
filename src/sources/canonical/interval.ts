import { expected } from "../tables/said.ts";
import { type Day, later } from "../../domain/calendar/day.ts";
import type { Row } from "../tables/row.ts";
import { optional, required } from "./column.ts";

/** `from` alone is one day. */
export const INTERVAL = [required("from", "day", "date", "日期", "开始日期"), optional("to", "结束日期")] as const;

export function interval(row: Row): { readonly from: Day; readonly to: Day } {
  const from = row.day("from");
  const to = row.optionalDay("to") ?? from;
  if (to < from)
    row.reject(
      "wrong-order",
      "to",
      expected("to", { zh: ` ${later(from, to)} 或更晚（见 from）`, en: `${later(from, to)} or later, as from says` }),
    );
  return { from, to };
}
