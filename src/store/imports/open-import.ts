import { type Day, earlier, later } from "../../domain/calendar/day.ts";
import type { FactKind } from "../../domain/facts/facts.ts";
import type { ImportCounts, OpenImport, Rejection, Staged } from "../../ports/imports.ts";
import { Names } from "./names.ts";
import { settleFailed } from "./aftermath.ts";
import { publish } from "./publish.ts";
import { Seen } from "./seen.ts";
import type { Surroundings } from "./staging.ts";
import { BATCH, cellsOf, insertRejections, insertRows, slices } from "./stage.ts";
import type { FactTable, Ids } from "./table.ts";
import { TABLES } from "./tables.ts";
import { touch } from "./roll-up.ts";
import { dropEarlier, perhapsAgain } from "./twice.ts";

const BEAT_MS = 10_000;

export class StagedImport<K extends FactKind> implements OpenImport<K> {
  readonly id: number;
  readonly #around: Surroundings;
  readonly #table: FactTable<K>;
  readonly #storeId: number | null;
  readonly #simulated: boolean;
  readonly #names: Names;
  readonly #seen = new Map<FactKind, Seen>();
  readonly #besides = new Set<FactKind>();
  readonly #lines = new Map<string, number>();
  readonly #beat: NodeJS.Timeout;
  #waiting: Staged<K>[] = [];
  #waitingBeside: { [B in FactKind]?: Staged<B>[] } = {};
  #waitingRejections: Rejection[] = [];
  #writing: Promise<void> = Promise.resolve();
  #span: { from: Day; to: Day } | null = null;
  #added = 0;
  #repeated = 0;
  #superseded = 0;
  #rejected = 0;
  #batches = 0;
  #over = false;

  constructor(around: Surroundings, id: number, fact: K, storeId: number | null, simulated: boolean) {
    this.id = id;
    this.#around = around;
    this.#table = TABLES[fact];
    this.#storeId = storeId;
    this.#simulated = simulated;
    this.#names = new Names(around.prisma, id, storeId, simulated);
    // A slow file is not a dead import.
    this.#beat = setInterval(() => {
      around.prisma.$executeRaw`UPDATE import SET beat_at = clock_timestamp() WHERE id = ${id} AND state = 'staging'`.catch(
        around.onTrouble,
      );
    }, BEAT_MS);
    this.#beat.unref();
  }

  async add(rows: readonly Staged<K>[]): Promise<void> {
    this.#refuseWhenOver();
    this.#added += rows.length;
    for (const row of rows) {
      const span = this.#table.span?.(row.fact);
      if (span === undefined) continue;
      this.#span = this.#span === null ? span : { from: earlier(this.#span.from, span.from), to: later(this.#span.to, span.to) };
      if (this.#table.fact === "order-lines") touch(this.#lines, span.from, 1);
    }
    for (const row of rows) this.#waiting.push(row);
    if (this.#waiting.length >= BATCH) await this.#flush();
  }

  async addBeside<B extends FactKind>(fact: B, rows: readonly Staged<B>[]): Promise<void> {
    this.#refuseWhenOver();
    if (rows.length === 0) return;
    this.#besides.add(fact);
    const waiting: Staged<B>[] = (this.#waitingBeside[fact] ??= []);
    for (const row of rows) waiting.push(row);
    if (waiting.length >= BATCH) await this.#flush();
  }

  async reject(rows: readonly Rejection[]): Promise<void> {
    this.#refuseWhenOver();
    for (const row of rows) this.#waitingRejections.push(row);
    if (this.#waitingRejections.length >= BATCH) await this.#flush();
  }

  async publish(how = { incomplete: false }): Promise<ImportCounts> {
    this.#refuseWhenOver();
    await this.#flush();
    await this.#writing;
    const counts = await publish(this.#around, {
      importId: this.id,
      fact: this.#table.fact,
      storeId: this.#storeId,
      simulated: this.#simulated,
      names: this.#names,
      besides: this.#besides,
      lines: this.#lines,
      span: this.#span,
      added: this.#added,
      repeated: this.#repeated,
      superseded: this.#superseded,
      rejected: this.#rejected,
      incomplete: how.incomplete,
    });
    this.#end();
    return counts;
  }

  async abandon(reason: string): Promise<void> {
    if (this.#over) return;
    this.#end();
    // The error of a write that nobody waited for is the reason why we are here.
    await this.#writing.catch(() => undefined);
    const { prisma } = this.#around;
    const failed = await prisma.$executeRaw`
      UPDATE import SET state = 'failed', error = ${reason} WHERE id = ${this.id} AND state = 'staging'`;
    if (failed === 1) await settleFailed(prisma, this.id, () => Promise.resolve());
  }

  #refuseWhenOver(): void {
    if (this.#over) throw new Error(`import ${this.id} was published or abandoned before`);
  }

  #end(): void {
    this.#over = true;
    clearInterval(this.#beat);
    this.#around.ended(this.id);
  }

  /** One batch is written while the next one is read and put together; an error of it comes out at the next call. */
  async #flush(): Promise<void> {
    await this.#writing;
    const rows = this.#waiting;
    const besides = this.#waitingBeside;
    const rejections = this.#waitingRejections;
    this.#waiting = [];
    this.#waitingBeside = {};
    this.#waitingRejections = [];
    this.#writing = (async () => {
      await this.#write(this.#table, rows, true);
      for (const fact of this.#besides) await this.#writeBeside(fact, besides);
      await this.#writeRejections(rejections);
    })();
    this.#writing.catch(() => undefined);
  }

  async #writeBeside<B extends FactKind>(fact: B, waiting: { readonly [F in FactKind]?: readonly Staged<F>[] }): Promise<void> {
    const rows = waiting[fact];
    if (rows !== undefined) await this.#write(TABLES[fact], rows, false);
  }

  async #writeRejections(rows: readonly Rejection[]): Promise<void> {
    if (rows.length === 0) return;
    await insertRejections(this.#around.prisma, this.id, this.#rejected, rows);
    this.#rejected += rows.length;
  }

  async #write<F extends FactKind>(table: FactTable<F>, all: readonly Staged<F>[], counted: boolean): Promise<void> {
    const { prisma } = this.#around;
    let seen = this.#seen.get(table.fact);
    if (seen === undefined) this.#seen.set(table.fact, (seen = new Seen()));
    for (const rows of slices(all, BATCH)) {
      const { sku, warehouse } = table;
      if (sku !== null) await this.#names.learnSkus(rows.flatMap((r) => sku(r.fact) ?? []));
      if (warehouse !== null) await this.#names.learnWarehouses(rows.map((r) => warehouse(r.fact)));
      const ids: Ids = { store: this.#storeId, sku: (code) => this.#names.sku(code), warehouse: (code) => this.#names.warehouse(code) };
      const cells = cellsOf(table, rows, ids);
      const again = perhapsAgain(table, cells, rows.length, seen);
      await insertRows(
        prisma,
        this.id,
        table,
        this.#batches++,
        cells,
        rows.map((r) => r.row),
      );
      if (again.length > 0) {
        const twice = await dropEarlier(prisma, this.id, table, cells, again);
        if (counted) {
          this.#repeated += twice.repeated;
          this.#superseded += twice.superseded.length;
          await this.#writeRejections(twice.superseded);
        }
      }
    }
  }
}
