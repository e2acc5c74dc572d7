import type { FactKind, FactRows } from "../../domain/facts/facts.ts";
import { KEPT_VALUE_CHARACTERS, NOT_OF_THE_FILE, type RejectionCode } from "../../domain/facts/rejections.ts";
import type { ImportHead, Imports, OpenImport, Rejection, Staged } from "../../ports/imports.ts";
import type { ParsedRecord } from "../types.ts";

/** Records that are handed on at once: large enough to be fast, small enough that a stop costs little. */
const BATCH = 4000;
/** Rejections that an answer carries; all of them are kept with the import. */
const SHOWN = 1000;
const SUPERSEDED: RejectionCode = "superseded-in-file";

export interface Streamed {
  readonly importId: number;
  readonly counts: Awaited<ReturnType<OpenImport<FactKind>["publish"]>>;
  readonly rejections: readonly Rejection[];
  readonly rejectedBy: Readonly<Record<string, number>>;
  /** First and last day that the accepted facts speak of; null where they speak of none. */
  readonly span: { readonly from: string; readonly to: string } | null;
}

export interface Sink<K extends FactKind> {
  readonly imports: Imports;
  readonly head: ImportHead & { readonly fact: K };
  readonly simulated: boolean;
  /** Why a fact that was read all right cannot be kept (a warehouse that nobody knows). */
  readonly refuse: (fact: FactRows[K]) => Omit<Rejection, "row"> | undefined;
  /** Hears of each fact that is kept. */
  readonly see?: (fact: FactRows[K], row: number) => void;
  readonly onRecords?: (read: number, rejected: number) => void;
}

class Batch<K extends FactKind> {
  facts: Staged<K>[] = [];
  also: Staged<K>[] = [];
  returns: Staged<"returns">[] = [];
  rejected: Rejection[] = [];

  get size(): number {
    return this.facts.length + this.also.length + this.rejected.length;
  }

  async into(open: OpenImport<K>, fact: K): Promise<void> {
    if (this.facts.length > 0) await open.add(this.facts);
    if (this.also.length > 0) await open.addBeside(fact, this.also);
    if (this.returns.length > 0) await open.addBeside("returns", this.returns);
    if (this.rejected.length > 0) await open.reject(this.rejected);
  }
}

const kept = (r: Rejection): Rejection =>
  r.value !== null && r.value.length > KEPT_VALUE_CHARACTERS ? { ...r, value: `${r.value.slice(0, KEPT_VALUE_CHARACTERS - 1)}…` } : r;

/** Widens as facts with a day or an interval go by. */
class Span {
  from = "9999";
  to = "";
  see(fact: object): void {
    if ("day" in fact && typeof fact.day === "string") this.#take(fact.day, fact.day);
    else if ("from" in fact && "to" in fact && typeof fact.from === "string" && typeof fact.to === "string") this.#take(fact.from, fact.to);
  }
  #take(from: string, to: string): void {
    if (from < this.from) this.from = from;
    if (to > this.to) this.to = to;
  }
  get value(): Streamed["span"] {
    return this.to === "" ? null : { from: this.from, to: this.to };
  }
}

/**
 * Hands records to the store while the next ones are read, and shows them in one step at the end. When anything fails
 * midway the import is abandoned: nothing of the file is visible.
 */
export async function stream<K extends FactKind>(records: AsyncIterable<readonly ParsedRecord<K>[]>, sink: Sink<K>): Promise<Streamed> {
  const rejections: Rejection[] = [];
  const rejectedBy: Record<string, number> = {};
  const span = new Span();
  let read = 0;
  let rejected = 0;
  const iterator = records[Symbol.asyncIterator]();
  // Read before the import is opened: a header that is refused leaves no trace of an import.
  let next = await iterator.next();
  const open = await sink.imports.open(sink.head, sink.simulated).catch(async (error: unknown) => {
    await iterator.return?.();
    throw error;
  });
  let writing: Promise<void> = Promise.resolve();
  try {
    let batch = new Batch<K>();
    const reject = (r: Rejection): void => {
      const rejection = kept(r);
      rejected += 1;
      rejectedBy[r.code] = (rejectedBy[r.code] ?? 0) + 1;
      if (rejections.length < SHOWN) rejections.push(rejection);
      batch.rejected.push(rejection);
    };
    const flush = async (): Promise<void> => {
      const full = batch;
      batch = new Batch();
      await writing;
      writing = full.into(open, sink.head.fact);
      // Its failure is thrown by the next flush; until then it must not count as unheard.
      writing.catch(() => undefined);
    };
    for (; !next.done; next = await iterator.next()) {
      for (const record of next.value) {
        read += 1;
        if ("reject" in record) {
          reject({ row: record.row, ...record.reject });
          continue;
        }
        const refused = sink.refuse(record.fact);
        if (refused) {
          reject({ row: record.row, ...refused });
          continue;
        }
        span.see(record.fact);
        sink.see?.(record.fact, record.row);
        batch.facts.push({ row: record.row, fact: record.fact });
        for (const fact of record.also ?? []) batch.also.push({ row: record.row, fact });
        if (record.beside) batch.returns.push({ row: record.row, fact: record.beside.row });
      }
      sink.onRecords?.(read, rejected);
      if (batch.size >= BATCH) await flush();
    }
    if (batch.size > 0) await flush();
    await writing;
    const incomplete = Object.keys(rejectedBy).some((code) => !NOT_OF_THE_FILE.has(code));
    const counts = await open.publish({ incomplete });
    if (counts.read !== read) throw new Error(`import ${open.id}: ${read} records were read, the store counted ${counts.read}`);
    // The store rejects too: rows that contradict each other across batches.
    const more = counts.rejected - rejected;
    if (more > 0) rejectedBy[SUPERSEDED] = (rejectedBy[SUPERSEDED] ?? 0) + more;
    const listed = more > 0 ? await sink.imports.rejections(open.id, SHOWN) : rejections;
    return { importId: open.id, counts, rejections: listed, rejectedBy, span: span.value };
  } catch (error) {
    await writing.catch(() => undefined);
    await iterator.return?.();
    try {
      await open.abandon(error instanceof Error ? error.message.slice(0, 500) : String(error));
    } catch (further) {
      // What went wrong first is the news. The import is not visible, and is cleared as one of a dead process is.
      throw new AggregateError([error, further], `import ${open.id} failed and could not be abandoned`, { cause: error });
    }
    throw error;
  }
}
