import { readdir } from "node:fs/promises";
import type { ParsedRecord, Source, SourceContext } from "../../src/app/types.ts";
import { day } from "../../src/domain/calendar/day.ts";
import { zone } from "../../src/domain/calendar/zone.ts";
import type { FactKind, FactRows } from "../../src/domain/facts/facts.ts";
import { inspector } from "../../src/sources/tables/inspect.ts";
import type { Limits } from "../../src/sources/tables/limits.ts";

const FOLDER = new URL("../../src/sources/", import.meta.url);

/** Every format that there is a folder of. */
export async function allSources(): Promise<readonly Source[]> {
  const found: Source[] = [];
  for (const entry of await readdir(FOLDER, { withFileTypes: true })) {
    if (!entry.isDirectory() || entry.name === "tables") continue;
    const { sources } = (await import(new URL(`${entry.name}/index.ts`, FOLDER).href)) as { sources: readonly Source[] };
    found.push(...sources);
  }
  return found;
}

export async function sourceOf<K extends FactKind>(id: string): Promise<Source<K>> {
  const source = (await allSources()).find((s) => s.id === id);
  if (!source) throw new Error(`no format ${id}`);
  return source as Source<K>;
}

/** Bytes in pieces of an odd size, so that characters and records are cut in the middle. */
export function inPieces(bytes: Uint8Array, size = 997): () => AsyncIterable<Uint8Array> {
  return async function* () {
    for (let i = 0; i < bytes.length; i += size) yield bytes.subarray(i, i + size);
  };
}

export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

export const US = { code: "amazon-us", zone: zone("America/Los_Angeles"), currency: "USD", country: "US" };
export const DE = { code: "amazon-de", zone: zone("Europe/Berlin"), currency: "EUR", country: "DE" };
export const TODAY = day("2026-11-22");

export const NOTHING: SourceContext = { store: null, period: null, currency: null, day: null, warehouse: null, today: TODAY };

export interface ReadOut<K extends FactKind> {
  readonly records: readonly ParsedRecord<K>[];
  readonly facts: readonly FactRows[K][];
  readonly rejects: readonly {
    readonly row: number;
    readonly column: string | null;
    readonly value: string | null;
    readonly code: string;
    readonly reason: string;
    /** The reason in Chinese. */
    readonly zh: string;
  }[];
  readonly notes: readonly string[];
  readonly encoding: string;
}

/** Reads a file as its format would, without a store behind it. */
export async function readAs<K extends FactKind>(
  source: Source<K>,
  content: string | Uint8Array,
  context: Partial<SourceContext> = {},
  options: { readonly name?: string; readonly limits?: Limits; readonly piece?: number } = {},
): Promise<ReadOut<K>> {
  const notes: string[] = [];
  const note = (text: { readonly en: string }): void => void notes.push(text.en);
  const bytes = typeof content === "string" ? utf8(content) : content;
  const inspected = await inspector(options.limits)(options.name ?? "report.txt", inPieces(bytes, options.piece));
  const sniff = inspected.sniffs.find((s) => source.recognise(s)) ?? inspected.sniffs[0];
  if (!sniff) throw new Error("nothing that may be a header");
  const file = await inspected.open({ sniff, country: context.store?.country ?? null, encodings: source.encodings ?? [], note });
  const records: ParsedRecord<K>[] = [];
  for await (const batch of source.read(file, { ...NOTHING, ...context, note })) records.push(...batch);
  return {
    records,
    facts: records.flatMap((r) => ("fact" in r ? [r.fact] : [])),
    rejects: records.flatMap((r) =>
      "reject" in r ? [{ row: r.row, ...r.reject, reason: r.reject.reason.en, zh: r.reject.reason.zh }] : [],
    ),
    notes,
    encoding: file.encoding,
  };
}

/** What a promise was refused with; fails where it was not. */
export async function refusal(promise: Promise<unknown>): Promise<{ readonly code: string; readonly en: string; readonly zh: string }> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof Error && "text" in error && "code" in error) {
      const { en, zh } = error.text as { en: string; zh: string };
      return { code: String(error.code), en, zh };
    }
    throw error;
  }
  throw new Error("it was not refused");
}

export const tsv = (...rows: readonly (readonly string[])[]): string => rows.map((r) => r.join("\t")).join("\r\n") + "\r\n";
