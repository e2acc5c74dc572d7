import { runJob } from "../app/run-job.ts";
import { openPurser } from "../main.ts";
import { plain } from "../message/plain.ts";
import { type Subcommand, text, UsageError } from "./subcommand.ts";

/** `purser job daily-digest` */
export const subcommand: Subcommand = {
  summary: "Runs a scheduled job now, in every channel that is bound to it, under its normal key: twice is once.",
  usage: "NAME [--at INSTANT] [--dry-run] [--lang zh|en] [--json]",
  options: { at: { type: "string" }, "dry-run": { type: "boolean" }, lang: { type: "string" }, json: { type: "boolean" } },
  async run({ values, positionals: [name] }, io) {
    await using purser = await openPurser(io.config);
    if (name === undefined) throw new UsageError(`which job? There are ${[...purser.jobs.keys()].join(", ")}`);
    const given = text(values["at"]);
    const at = given === undefined ? purser.clock.now() : new Date(given);
    if (Number.isNaN(at.getTime())) throw new UsageError(`--at ${given}: expected an instant such as 2026-11-22T09:00:00Z`);
    const lang = text(values["lang"]);
    if (lang !== undefined && lang !== "zh" && lang !== "en") throw new UsageError(`--lang ${lang}: expected zh or en`);
    const deps = {
      jobs: purser.jobs,
      clock: purser.clock,
      contextAt: (now: Date) => purser.contextAt(now, given === undefined ? {} : { at }),
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
    if (reports.some((r) => r.outcome === "queued")) io.out("The running bot posts it; `purser start` if none runs.");
    return 0;
  },
};
