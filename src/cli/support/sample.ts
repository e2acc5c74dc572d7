import { access, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { completeTo, extension, firstLoad, master, type SampleFile, type SampleRequest } from "../../../examples/sample/index.ts";
import { UserError } from "../../domain/user-error.ts";
import type { Day } from "../../domain/calendar/day.ts";
import type { Purser } from "../../main.ts";
import type { Terminal } from "./terminal.ts";
import { sampleFiles } from "./sample-files.ts";

/** How it is going, as a share of one. */
export type Watcher = (share: number, what: string) => void;

interface Take {
  readonly watch?: Watcher;
  /** Stops between two pieces of a file; what was begun leaves nothing behind. */
  readonly signal?: AbortSignal;
  /** These SKUs alone, for tests that want a store and not all of it. */
  readonly skus?: readonly string[];
}

const PIECE = 1 << 18;
/** About what a day of all stores comes to; exact sizes are known only when the last file is made. */
const BYTES_A_DAY = 105_000;

const bytesOf = (text: string, signal: AbortSignal | undefined) =>
  async function* (): AsyncIterable<Uint8Array> {
    const bytes = Buffer.from(text, "utf8");
    for (let at = 0; at < bytes.length; at += PIECE) {
      signal?.throwIfAborted();
      yield bytes.subarray(at, at + PIECE);
    }
  };

function given(file: SampleFile): Readonly<Record<string, string>> {
  const { format, store, period, day, warehouse } = file;
  const stretch = day ?? (period && `${period.from}..${period.to}`);
  return { format, ...(store && { store }), ...(stretch && { period: stretch }), ...(warehouse && { warehouse }) };
}

/** A bar that is written over on a terminal, and a line now and then elsewhere. */
export function bar(io: Terminal): Watcher {
  const WIDTH = 30;
  let told = -1;
  return (share, what) => {
    const full = Math.round(share * WIDTH);
    const percent = `${Math.floor(share * 100)}%`;
    if (io.isTerminal) io.status(`[${"█".repeat(full)}${"·".repeat(WIDTH - full)}] ${percent}  ${what}`);
    else if (Math.floor(share * 4) > told) io.out(`${percent}  ${what}`);
    told = Math.max(told, Math.floor(share * 4));
  };
}

/** The day before which the sample's files are made: the earliest "today" of its stores, so that no row lies in any future. */
export function sampleToday(purser: Purser): Day {
  return master.stores.map((s) => purser.today(s.zone)).reduce((a, b) => (a < b ? a : b));
}

async function take(purser: Purser, request: SampleRequest, { watch, signal }: Take): Promise<void> {
  await using files = sampleFiles(request);
  const days = (Date.parse(request.to) - Date.parse(request.from)) / 86_400_000 + 1;
  let done = 0;
  let shown = 0;
  const show = (bytes: number, what: string): void => {
    const { bytes: made, exact } = files.total;
    shown = Math.max(shown, Math.min(0.99, bytes / (exact ? made : Math.max(made, days * BYTES_A_DAY))));
    watch?.(shown, what);
  };
  for (let file = await files.next(); file; file = await files.next()) {
    signal?.throwIfAborted();
    const { name, text } = file;
    show(done, name);
    const result = await purser.intake.take({
      name,
      given: given(file),
      by: null,
      simulated: true,
      open: bytesOf(text, signal),
      onProgress: (p) => show(done + p.done, name),
    });
    // The generator and the formats are both ours: anything but "done, nothing rejected" is a bug of one of them.
    if (result.kind !== "done" || result.rejected > 0) throw new Error(`sample: ${name}: ${JSON.stringify(result)}`);
    done += text.length;
  }
}

/** Somebody took the sample away: an empty store is what they wanted. */
const declined = (purser: Purser): string => join(purser.config.home, "sample-removed");

/** What is there of the sample. `partial`: a first load was interrupted, or a removal. */
export type SampleState = { readonly kind: "none" | "partial" } | { readonly kind: "whole"; readonly to: Day };

/** More imports than a sample of several years has. */
const ALL = 50_000;

export async function sampleState(purser: Purser): Promise<SampleState> {
  const { company, imports } = purser.ports;
  const [stores, records] = await Promise.all([company.stores(), imports.recent(ALL)]);
  if (!stores.some((s) => s.simulated)) return { kind: "none" };
  const to = records
    .flatMap((r) => (r.by === null && r.state === "visible" ? (completeTo(r.file) ?? []) : []))
    .reduce<Day | undefined>((a, b) => (a === undefined || a < b ? b : a), undefined);
  return to === undefined ? { kind: "partial" } : { kind: "whole", to };
}

/**
 * Whether a start has to load the sample: into a store in which nothing is, or where the first load was interrupted. Not where
 * somebody took it away, or where real stores are.
 */
export async function wantsSample(purser: Purser): Promise<boolean> {
  if (purser.store.kind !== "embedded" || !purser.config.sample || purser.config.slack || purser.config.feishu) return false;
  if ((await purser.ports.company.stores()).some((s) => !s.simulated)) return false;
  const takenAway = await access(declined(purser)).then(
    () => true,
    () => false,
  );
  if (takenAway) return false;
  return (await sampleState(purser)).kind === "partial" || (await purser.store.isEmpty());
}

/** Loads the sample into a store without real stores. What an interrupted load left is cleared first. */
export async function loadSample(purser: Purser, how: Take): Promise<void> {
  const { company } = purser.ports;
  if ((await company.stores()).some((s) => !s.simulated)) {
    throw new UserError(
      "real-stores",
      { en: "There are real stores here, and the sample is never mixed with them.", zh: "这里已有真实店铺，不能与示例数据混在一起。" },
      {
        en: "Load it into another directory: PURSER_HOME=./sample npm start",
        zh: "请换一个目录加载：PURSER_HOME=./sample npm start",
      },
    );
  }
  await rm(declined(purser), { force: true });
  if ((await sampleState(purser)).kind === "partial") await company.removeSimulated();
  for (const s of master.stores) await company.saveStore(s);
  for (const w of master.warehouses) await company.saveWarehouse(w);
  for (const s of master.suppliers) await company.saveSupplier(s);
  for (const l of master.lanes) await company.saveLane(l);
  how.signal?.throwIfAborted();
  await take(purser, { ...firstLoad(sampleToday(purser)), ...(how.skus && { skus: how.skus }) }, how);
}

/** Adds the days since it was loaded. False where there is no sample or nothing is missing. */
export async function extendSample(purser: Purser, how: Take): Promise<boolean> {
  const state = await sampleState(purser);
  const request = state.kind === "whole" ? extension(state.to, sampleToday(purser)) : undefined;
  if (!request) return false;
  await take(purser, request, how);
  return true;
}

export async function removeSample(purser: Purser): Promise<void> {
  // First: a removal that is interrupted must not be taken for an interrupted load.
  if (purser.config.databaseUrl === null) await writeFile(declined(purser), "");
  await purser.ports.company.removeSimulated();
}
