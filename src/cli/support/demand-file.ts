import { createReadStream } from "node:fs";
import { basename } from "node:path";
import { dayNumber, parseDay } from "../../domain/calendar/day.ts";
import { UserError } from "../../domain/user-error.ts";
import { plainBytes } from "../../sources/tables/bytes.ts";
import { decoded } from "../../sources/tables/encoding.ts";
import { LIMITS } from "../../sources/tables/limits.ts";
import { records } from "../../sources/tables/records.ts";

const COLUMNS = ["sku", "date", "demand"] as const;

function refused(
  name: string,
  line: number,
  column: string,
  found: string,
  expected: { readonly zh: string; readonly en: string },
): UserError {
  return new UserError("bad-demand-file", {
    zh: `${name}：第 ${line} 行 ${column} 列是“${found}”，应为${expected.zh}。`,
    en: `${name}: line ${line}, column ${column} holds "${found}"; expected ${expected.en}.`,
  });
}

/** Demand by product from a CSV (may be gzip) `sku,date,demand`: one number a day from the first to the last day of the file; days that are not in it are 0. */
export async function readDemand(path: string): Promise<readonly Float64Array[]> {
  const name = basename(path);
  const text = decoded(
    name,
    plainBytes(name, () => createReadStream(path), LIMITS),
    "utf-8",
  );
  const sold = new Map<string, Map<number, number>>();
  let [first, last] = [Infinity, -Infinity];
  let places: readonly number[] | undefined;
  for await (const batch of records(name, text, { delimiter: ",", skipLines: 0 }, LIMITS)) {
    for (const { line, cells } of batch) {
      if (places === undefined) {
        const header = cells.map((c) => c.trim().toLowerCase());
        places = COLUMNS.map((c) => header.indexOf(c));
        const lacking = COLUMNS.filter((_, k) => (places?.[k] ?? -1) < 0);
        if (lacking.length > 0)
          throw new UserError("bad-demand-file", {
            zh: `${name}：缺少列 ${lacking.join("、")}；需要 sku,date,demand。`,
            en: `${name}: the column ${lacking.join(", ")} is missing; expected sku,date,demand.`,
          });
        continue;
      }
      const [sku = "", date = "", demand = ""] = places.map((p) => (cells[p] ?? "").trim());
      const day = parseDay(date);
      const units = Number(demand);
      if (sku === "") throw refused(name, line, "sku", sku, { zh: "商品编码", en: "a product's code" });
      if (day === undefined) throw refused(name, line, "date", date, { zh: "日期 YYYY-MM-DD", en: "a day, YYYY-MM-DD" });
      if (demand === "" || !Number.isFinite(units) || units < 0)
        throw refused(name, line, "demand", demand, { zh: "不小于 0 的数", en: "a number, 0 or more" });
      const at = dayNumber(day);
      [first, last] = [Math.min(first, at), Math.max(last, at)];
      const days = sold.get(sku) ?? new Map<number, number>();
      days.set(at, (days.get(at) ?? 0) + units);
      sold.set(sku, days);
    }
  }
  return [...sold]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([, days]) => Float64Array.from({ length: last - first + 1 }, (_, k) => days.get(first + k) ?? 0));
}
