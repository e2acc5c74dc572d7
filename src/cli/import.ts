import { createReadStream } from "node:fs";
import { basename } from "node:path";
import { intakeJson } from "../app/intake/json.ts";
import type { Given, IntakeResult } from "../app/intake.ts";
import { planDay, refreshPlan } from "../app/plan.ts";
import type { Progress } from "../ports/chat-platform.ts";
import { openPurser } from "../main.ts";
import { plain } from "../message/plain.ts";
import { intakeMessage } from "../views/intake.ts";
import { type CliIo, type Subcommand, text, UsageError } from "./subcommand.ts";

const ASKED = ["format", "store", "period", "currency", "warehouse"] as const;

/** A line that is written over, on a terminal only. */
function meter(io: CliIo, name: string): { readonly onProgress?: (p: Progress) => void; end(): void } {
  if (!io.isTerminal) return { end: () => undefined };
  let shown = false;
  return {
    onProgress: ({ done, of, note }) => {
      shown = true;
      process.stderr.write(`\r\u001b[K${name}  ${of ? `${Math.floor((100 * done) / of)}%  ` : ""}${note.en}`);
    },
    end: () => void (shown && process.stderr.write("\r\u001b[K")),
  };
}

/** `purser import orders.txt --store amazon-us` */
export const subcommand: Subcommand = {
  summary: "Reads reports; says for each what was read, accepted, unchanged and rejected, and why.",
  usage:
    "FILE… [--format ID] [--store CODE] [--period YYYY-MM|FROM..TO|D..D] [--currency CCC] [--warehouse CODE] [--as MEMBER] [--lang zh|en] [--json]",
  options: {
    format: { type: "string" },
    store: { type: "string" },
    period: { type: "string" },
    currency: { type: "string" },
    warehouse: { type: "string" },
    as: { type: "string" },
    lang: { type: "string" },
    json: { type: "boolean" },
  },
  async run({ values, positionals }, io) {
    if (positionals.length === 0) throw new UsageError("which file?");
    await using purser = await openPurser(io.config);
    const company = await purser.ports.company.company();
    const lang = text(values["lang"]) === "zh" || (values["lang"] === undefined && company.lang === "zh") ? "zh" : "en";
    const given: Given = Object.fromEntries(ASKED.flatMap((k) => (text(values[k]) === undefined ? [] : [[k, text(values[k])]])));
    const results: IntakeResult[] = [];
    for (const path of positionals) {
      const name = basename(path);
      const progress = meter(io, name);
      const result = await purser.intake.take({
        name,
        given,
        by: text(values["as"]) ?? "owner",
        open: () => createReadStream(path, { highWaterMark: 1 << 18 }),
        ...(progress.onProgress && { onProgress: progress.onProgress }),
      });
      progress.end();
      results.push(result);
      if (!values["json"]) io.out(plain(intakeMessage(result, null), lang));
    }
    if (values["json"]) io.out(JSON.stringify(results.map(intakeJson), null, 2));
    if (results.some((r) => r.kind === "done" && r.accepted > 0)) {
      const context = purser.contextAt(purser.clock.now());
      await refreshPlan(context, await planDay(context));
    }
    return results.every((r) => r.kind === "done") ? 0 : 1;
  },
};
