import { runJob } from "../app/run-job.ts";
import { openPurser } from "../main.ts";
import { plain } from "../message/plain.ts";
import { langOf, type Subcommand, text, UsageError } from "./subcommand.ts";

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/;

/** `purser job daily-digest` */
export const subcommand: Subcommand = {
  summary: "Runs a scheduled job now, in every channel that is bound to it, under its normal key: twice is once.",
  usage: "NAME [--at INSTANT] [--dry-run] [--lang zh|en] [--json]",
  options: { at: { type: "string" }, "dry-run": { type: "boolean" }, lang: { type: "string" }, json: { type: "boolean" } },
  async run({ values, positionals: [name] }, io) {
    if (name === undefined) throw new UsageError("which job? For instance: npm run purser -- job daily-digest");
    const given = text(values["at"]);
    // Without a zone an instant would be read in this machine's, which is nobody's day.
    const instant = given !== undefined && INSTANT.test(given) ? new Date(given) : undefined;
    if (given !== undefined && (instant === undefined || Number.isNaN(instant.getTime())))
      throw new UsageError(`--at ${given}: expected an instant with its zone, such as 2026-11-22T09:00:00Z or 2026-11-22T09:00+08:00`);
    const lang = langOf(values);
    await using purser = await openPurser(io.config);
    const at = instant ?? purser.clock.now();
    const deps = {
      jobs: purser.jobs,
      clock: purser.clock,
      contextAt: (now: Date) => purser.contextAt(now, instant === undefined ? {} : { at: instant }),
    };
    const reports = await runJob(deps, name, at, { dryRun: values["dry-run"] === true });
    if (values["json"]) {
      io.out(JSON.stringify(reports, null, 2));
      return 0;
    }
    const said = lang ?? (await purser.ports.company.company()).lang;
    for (const r of reports) {
      io.out(
        `${r.platform} ${r.channel}: ${r.outcome === "already-posted" ? "already posted" : r.outcome}  ${r.key}${r.because ? `\n  ${r.because[said]}` : ""}`,
      );
      if (r.outcome === "dry-run") for (const m of r.messages) io.out(`\n${plain(m, said)}`);
    }
    if (reports.some((r) => r.outcome === "queued")) io.out("The running bot posts it; `npm start` if none runs.");
    return 0;
  },
};
