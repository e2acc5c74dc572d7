import { extension, firstLoad, generate, master, type SampleFile, type SampleRequest } from "../../../examples/sample/index.ts";
import { UserError } from "../../domain/user-error.ts";
import type { Day } from "../../domain/calendar/day.ts";
import type { Purser } from "../../main.ts";
import type { CliIo } from "../subcommand.ts";

const bytesOf = (text: string) =>
  async function* (): AsyncIterable<Uint8Array> {
    const bytes = Buffer.from(text, "utf8");
    for (let at = 0; at < bytes.length; at += 1 << 18) yield bytes.subarray(at, at + (1 << 18));
  };

function given(file: SampleFile): Readonly<Record<string, string>> {
  const { format, store, period, day, warehouse } = file;
  const stretch = day ?? (period && `${period.from}..${period.to}`);
  return { format, ...(store && { store }), ...(stretch && { period: stretch }), ...(warehouse && { warehouse }) };
}

/** A bar that is written over on a terminal, and a line now and then elsewhere. */
function bar(io: CliIo): (share: number, what: string) => void {
  const WIDTH = 30;
  let told = -1;
  return (share, what) => {
    const full = Math.round(share * WIDTH);
    if (io.isTerminal)
      process.stdout.write(
        `\r\u001b[K[${"█".repeat(full)}${"·".repeat(WIDTH - full)}] ${Math.floor(share * 100)}%  ${what}${share >= 1 ? "\n" : ""}`,
      );
    else if (Math.floor(share * 4) > told) io.out(`${Math.floor(share * 100)}%  ${what}`);
    told = Math.floor(share * 4);
  };
}

/** The day before which the sample's files are made: the earliest "today" of its stores, so that no row lies in any future. */
function todayOf(purser: Purser): Day {
  return master.stores.map((s) => purser.today(s.zone)).reduce((a, b) => (a < b ? a : b));
}

async function take(purser: Purser, io: CliIo, request: SampleRequest): Promise<number> {
  const files: SampleFile[] = [];
  for await (const file of generate(request)) files.push(file);
  const all = files.reduce((n, f) => n + f.text.length, 0);
  const show = bar(io);
  let done = 0;
  let rows = 0;
  for (const file of files) {
    show(done / all, file.name);
    const before = done;
    const result = await purser.intake.take({
      name: file.name,
      given: given(file),
      by: null,
      simulated: true,
      open: bytesOf(file.text),
      onProgress: (p) => io.isTerminal && show(Math.min(0.99, (before + p.done) / all), file.name),
    });
    // The generator and the formats are both ours: anything but "done, nothing rejected" is a bug of one of them.
    if (result.kind !== "done" || result.rejected > 0) throw new Error(`sample: ${file.name}: ${JSON.stringify(result)}`);
    rows += result.read;
    done += file.text.length;
  }
  show(1, `${rows.toLocaleString("en")} rows of ${files.length} reports`);
  return rows;
}

/** Loads the sample into a store without real stores. */
export async function loadSample(purser: Purser, io: CliIo): Promise<void> {
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
  for (const s of master.stores) await company.saveStore(s);
  for (const w of master.warehouses) await company.saveWarehouse(w);
  for (const s of master.suppliers) await company.saveSupplier(s);
  for (const l of master.lanes) await company.saveLane(l);
  await take(purser, io, firstLoad(todayOf(purser)));
}

/** Adds the days since it was loaded. False where there is no sample or nothing is missing. */
export async function extendSample(purser: Purser, io: CliIo): Promise<boolean> {
  const sample = (await purser.ports.company.stores()).filter((s) => s.simulated).map((s) => s.code);
  const newest = (await purser.ports.company.freshness())
    .filter((f) => f.fact === "order-lines" && f.store !== null && sample.includes(f.store))
    .map((f) => f.newest);
  if (newest.length === 0) return false;
  const request = extension(
    newest.reduce((a, b) => (a < b ? a : b)),
    todayOf(purser),
  );
  if (!request) return false;
  await take(purser, io, request);
  return true;
}
