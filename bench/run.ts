// Every benchmark in a process of its own, one after the other, and one table of what they found.
import { spawn } from "node:child_process";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { machine, MARK, type Row } from "./table.ts";

const HELPERS = new Set(["run.ts", "table.ts", "world.ts"]);
const only = process.argv.slice(2);

async function run(
  file: string,
): Promise<{ readonly rows: readonly Row[]; readonly peakMiB: number | null; readonly code: number | null }> {
  const child = spawn(
    process.execPath,
    [
      "--import",
      "data:text/javascript,process.on('exit',()=>process.stderr.write('@@rss '+process.resourceUsage().maxRSS+'\\n'))",
      join(import.meta.dirname, file),
    ],
    {
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  let out = "";
  let errors = "";
  child.stdout.setEncoding("utf8").on("data", (s: string) => {
    out += s;
    process.stdout.write(
      s
        .split("\n")
        .filter((l) => !l.startsWith(MARK))
        .join("\n"),
    );
  });
  child.stderr.setEncoding("utf8").on("data", (s: string) => (errors += s));
  const code = await new Promise<number | null>((done) => child.on("close", done));
  const rss = /@@rss (\d+)/.exec(errors)?.[1];
  const line = out.split("\n").find((l) => l.startsWith(MARK));
  if (code !== 0) process.stderr.write(errors);
  return {
    rows: line === undefined ? [] : (JSON.parse(line.slice(MARK.length)) as Row[]),
    peakMiB: rss === undefined ? null : Math.round(Number(rss) / 1024),
    code,
  };
}

const files = (await readdir(import.meta.dirname))
  .filter((f) => f.endsWith(".ts") && !HELPERS.has(f))
  .filter((f) => only.length === 0 || only.includes(f.slice(0, -3)));
const lines: string[] = [];
let failed = false;
for (const file of files.toSorted()) {
  console.log(`\n# ${file.slice(0, -3)}`);
  const { rows, peakMiB, code } = await run(file);
  failed ||= code !== 0;
  if (code !== 0) lines.push(`| ${file.slice(0, -3)} | failed with ${code} | | |`);
  for (const r of rows) lines.push(`| ${r.what} | ${r.measured} | ${r.target} | ${r.met === null ? "" : r.met ? "yes" : "**no**"} |`);
  if (peakMiB !== null) lines.push(`| ${file.slice(0, -3)}: peak memory of the process | ${peakMiB} MiB | | |`);
}
console.log(`\n${machine()}\n\n| what | measured | target | met |\n|---|---|---|---|\n${lines.join("\n")}`);
process.exitCode = failed ? 1 : 0;
