import { cpus, totalmem } from "node:os";

/** One line of the benchmark table. `target` is written as people read it; `met` null: no target. */
export interface Row {
  readonly what: string;
  readonly measured: string;
  readonly target: string;
  readonly met: boolean | null;
}

/** The line by which `bench/run.ts` finds a benchmark's rows in what it prints. */
export const MARK = "@@bench ";

export function report(rows: readonly Row[]): void {
  for (const r of rows) console.log(`${r.met === false ? "MISSED " : ""}${r.what}: ${r.measured} (${r.target})`);
  console.log(MARK + JSON.stringify(rows));
}

export function quantile(sorted: readonly number[], q: number): number {
  const at = (sorted.length - 1) * q;
  const low = sorted[Math.floor(at)] ?? Number.NaN;
  const high = sorted[Math.ceil(at)] ?? Number.NaN;
  return low + (high - low) * (at - Math.floor(at));
}

export const median = (values: readonly number[]): number =>
  quantile(
    values.toSorted((a, b) => a - b),
    0.5,
  );

export const machine = (): string =>
  `${cpus().length} cores (${cpus()[0]?.model.trim() ?? "unknown"}), ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}`;
