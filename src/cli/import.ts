import { createReadStream } from "node:fs";
import { basename } from "node:path";
import { intakeJson } from "../app/intake/json.ts";
import { INTAKE_ROLES } from "../app/intake/drop.ts";
import { ASKED } from "../app/intake/types.ts";
import type { Given, IntakeResult } from "../app/intake.ts";
import { UserError } from "../domain/user-error.ts";
import type { Text } from "../domain/value.ts";
import { openPurser } from "../main.ts";
import { plain } from "../message/plain.ts";
import { intakeMessage } from "../views/intake.ts";
import { importUndone } from "../views/intake-undone.ts";
import { type CliIo, langOf, type Parsed, type Subcommand, text, UsageError } from "./subcommand.ts";
import { actingAs } from "./support/acting.ts";
import { planning, renewPlan } from "./support/plan.ts";
import { stopOnSignals } from "./support/stop.ts";

const PIECE = 1 << 18;
const RECENT = 1_000;
const UNREADABLE: Readonly<Record<string, Text>> = {
  ENOENT: { zh: "没有这个文件", en: "there is no such file" },
  EISDIR: { zh: "这是一个目录，需要文件", en: "this is a directory, and a file was expected" },
  EACCES: { zh: "没有读取权限", en: "this user may not read it" },
};

/** A day is given as a period of one day. */
const OPTIONS = [...ASKED.filter((field) => field !== "day"), "encoding"] as const;

/** The file from its first byte, or a sentence where it cannot be read. */
async function* reading(path: string, signal: AbortSignal): AsyncIterable<Uint8Array> {
  try {
    yield* createReadStream(path, { highWaterMark: PIECE, signal });
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    const why = UNREADABLE[String(code)];
    if (why === undefined) throw error;
    throw new UserError("file-unreadable", { zh: `${path}：${why.zh}。`, en: `${path}: ${why.en}.` });
  }
}

/** `purser import --undo 12`: takes back what an import brought. */
async function undoImport({ values, positionals }: Parsed, io: CliIo): Promise<number> {
  const id = Number(text(values["undo"]));
  if (!Number.isInteger(id) || id < 1 || positionals.length > 0)
    throw new UsageError("--undo takes the number of an import, as its answer says it, and no file");
  const lang = langOf(values);
  await using purser = await openPurser(io.config);
  const by = await actingAs(values, purser.ports.company, INTAKE_ROLES, { zh: "撤销导入", en: "undo an import" });
  const file = (await purser.ports.imports.recent(RECENT)).find((i) => i.id === id)?.file ?? "";
  const undone = await purser.ports.imports.undo(id);
  const entry = { at: purser.clock.now(), by, what: "undo-import", on: String(id), details: { file, ...undone } };
  await purser.ports.audit.record(entry);
  await renewPlan(purser, planning(io));
  if (values["json"]) io.out(JSON.stringify({ import: id, ...undone }, null, 2));
  else io.out(plain(importUndone(id, file, undone), lang ?? (await purser.ports.company.company()).lang));
  return 0;
}

/** `purser import orders.txt --store amazon-us` */
export const subcommand: Subcommand = {
  summary: "Reads reports; says for each what was read, accepted, unchanged and rejected, and why.",
  usage:
    "FILE… [--format ID] [--store CODE] [--period YYYY-MM|FROM..TO|D..D] [--currency CCC] [--warehouse CODE] [--encoding NAME] [--as MEMBER] [--lang zh|en] [--json], or --undo NUMBER [--as MEMBER]",
  options: {
    ...Object.fromEntries(OPTIONS.map((field) => [field, { type: "string" as const }])),
    as: { type: "string" },
    lang: { type: "string" },
    json: { type: "boolean" },
    undo: { type: "string" },
  },
  async run(parsed, io) {
    const { values, positionals } = parsed;
    if (values["undo"] !== undefined) return undoImport(parsed, io);
    if (positionals.length === 0) throw new UsageError("which file?");
    const lang = langOf(values);
    using stop = stopOnSignals(process);
    await using purser = await openPurser(io.config);
    const { company } = purser.ports;
    const by = await actingAs(values, company, INTAKE_ROLES, { zh: "导入文件", en: "import files" });
    const said = lang ?? (await company.company()).lang;
    const given: Given = Object.fromEntries(OPTIONS.flatMap((k) => (text(values[k]) === undefined ? [] : [[k, text(values[k])]])));
    // Where no bot runs, this is who clears up after a process that was killed.
    await purser.ports.imports.recover();
    const results: IntakeResult[] = [];
    for (const path of positionals) {
      const name = basename(path);
      let result: IntakeResult;
      try {
        result = await purser.intake.take({
          name,
          given,
          by,
          open: () => reading(path, stop.signal),
          onProgress: ({ done, of, note }) => io.status(`${name}  ${of ? `${Math.floor((100 * done) / of)}%  ` : ""}${note[said]}`),
        });
      } catch (error) {
        if (!stop.signal.aborted) throw error;
        io.err(`purser: stopped; nothing of ${name} is visible`);
        break;
      }
      results.push(result);
      if (!values["json"]) io.out(plain(intakeMessage(result, null), said));
    }
    if (values["json"]) io.out(JSON.stringify(results.map(intakeJson), null, 2));
    if (results.some((r) => r.kind === "done")) await renewPlan(purser, planning(io));
    return !stop.signal.aborted && results.every((r) => r.kind === "done") ? 0 : 1;
  },
};
