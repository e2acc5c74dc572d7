import type { Source, SourceContext } from "../../src/app/types.ts";
import { day, type Day } from "../../src/domain/calendar/day.ts";
import type { FactKind, FactRows } from "../../src/domain/facts/facts.ts";
import { ITEMS } from "../../examples/sample/catalogue/items.ts";
import { generate, master, type SampleFile, type SampleRequest } from "../../examples/sample/index.ts";
import { allSources, type ReadOut, readAs } from "../sources/kit.ts";

export const TODAY = day("2026-11-22");
/** A sixth of the catalogue, and one SKU of each story: SKUs know nothing of each other, so that laws of all can be looked at with some. */
const STORIES = new Set<string>();
export const SOME = ITEMS.filter(({ story, nth }) => {
  const first = !STORIES.has(story);
  STORIES.add(story);
  return first || nth % 6 === 0;
}).map((i) => i.sku);

export interface ReadFile {
  readonly file: SampleFile;
  readonly out: ReadOut<FactKind>;
  readonly source: Source;
}

function contextOf(file: SampleFile, today: Day): Partial<SourceContext> {
  const store = master.stores.find((s) => s.code === file.store) ?? null;
  const { warehouses } = master;
  return { store, period: file.period ?? null, day: file.day ?? null, warehouse: file.warehouse ?? null, warehouses, today };
}

/** All files of a request, read by the formats that a seller's own files go through. */
export async function readSample(request: SampleRequest): Promise<ReadFile[]> {
  const sources = await allSources();
  const read: ReadFile[] = [];
  for await (const file of generate(request)) {
    const source = sources.find((s) => s.id === file.format);
    if (!source) throw new Error(`${file.name}: no format ${file.format}`);
    const out = await readAs(source, file.text, contextOf(file, request.today), { name: file.name, piece: 65_536 });
    read.push({ file, out: out as ReadOut<FactKind>, source });
  }
  return read;
}

/** Facts of a kind, of one store (by the file they came in) or of all. */
export function factsOf<K extends FactKind>(read: readonly ReadFile[], kind: K, store?: string): FactRows[K][] {
  const files = read.filter((r) => r.source.fact === kind && (store === undefined || r.file.store === store));
  return files.flatMap((r) => r.out.facts as FactRows[K][]);
}

export function sumBy<T>(rows: readonly T[], key: (row: T) => string | null, units: (row: T) => number): Map<string, number> {
  const sums = new Map<string, number>();
  for (const row of rows) {
    const at = key(row);
    if (at !== null) sums.set(at, (sums.get(at) ?? 0) + units(row));
  }
  return sums;
}
