import type { ParsedRecord } from "../../app/types.ts";
import { KEPT_VALUE_CHARACTERS } from "../../domain/facts/rejections.ts";
import type { Text } from "../../domain/value.ts";
import type { FactKind, FactRows } from "../../domain/facts/facts.ts";

export interface Summed<K extends FactKind> {
  readonly key: (fact: FactRows[K]) => string;
  /** Undefined where the sum is more than can be kept. */
  readonly add: (a: FactRows[K], b: FactRows[K]) => FactRows[K] | undefined;
  /** Told at the end how many lines became how many records, where that is not the same. */
  readonly told: (lines: number, records: number) => void;
}

const BATCH = 2000;
const SPOILT: Text = {
  zh: "同组的另一行被拒收，合计不完整；改好后请重新上传",
  en: "another line that belongs to this sum was rejected; correct it and send the file again",
};
const TOO_MUCH: Text = { zh: "这些行的合计超出可保存的范围", en: "the sum of these lines is more than can be kept" };
const named = (key: string) => ({
  column: null,
  value: key
    .split("\u0001")
    .filter((part) => part !== "")
    .join(" · ")
    .slice(0, KEPT_VALUE_CHARACTERS),
});

/**
 * Adds up lines that are finer than the fact: the search terms of a campaign. A sum of which a line was rejected is rejected too, for
 * it would look whole. Memory holds one fact for each sum, not each line.
 */
export async function* summed<K extends FactKind>(
  records: AsyncIterable<readonly ParsedRecord<K>[]>,
  spoilt: ReadonlySet<string>,
  how: Summed<K>,
): AsyncGenerator<readonly ParsedRecord<K>[]> {
  const sums = new Map<string, { readonly row: number; fact: FactRows[K] | undefined }>();
  let lines = 0;
  for await (const batch of records) {
    const rejected: ParsedRecord<K>[] = [];
    for (const record of batch) {
      if ("reject" in record) {
        rejected.push(record);
        continue;
      }
      lines += 1;
      const key = how.key(record.fact);
      const before = sums.get(key);
      if (before) before.fact &&= how.add(before.fact, record.fact);
      else sums.set(key, { row: record.row, fact: record.fact });
    }
    if (rejected.length > 0) yield rejected;
  }
  if (lines > sums.size) how.told(lines, sums.size);
  let out: ParsedRecord<K>[] = [];
  for (const [key, { row, fact }] of sums) {
    if (fact === undefined) out.push({ row, reject: { ...named(key), code: "out-of-range", reason: TOO_MUCH } });
    else if (spoilt.has(key)) out.push({ row, reject: { ...named(key), code: "incomplete", reason: SPOILT } });
    else out.push({ row, fact });
    if (out.length < BATCH) continue;
    yield out;
    out = [];
  }
  if (out.length > 0) yield out;
}
