// `npm run fault`: kills, floods and clock changes, and a table of what became of every post.
import { rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { killExperiment } from "./kills.ts";
import { dstExperiment } from "./dst.ts";
import { stormExperiment } from "./storm.ts";
import { dstRows, killRows, type Line, print, stormRows, tickRows } from "./table.ts";
import { tickExperiment } from "./ticks.ts";

const EXPERIMENTS = ["kills", "ticks", "storm", "dst"] as const;

const { values } = parseArgs({
  options: {
    /** A quarter of an hour of experiments, or a minute for every commit. */
    short: { type: "boolean", default: false },
    kills: { type: "string" },
    /** Of kills and of ticks, at most. */
    minutes: { type: "string" },
    ticks: { type: "string" },
    platform: { type: "string", default: "both" },
    /** Of the four, one or several with commas. */
    only: { type: "string", default: EXPERIMENTS.join() },
    seed: { type: "string", default: "1" },
    /** A file for who adds up: how many targets were met and missed. */
    json: { type: "string" },
    /** Seconds of the experiments' clock in one of the machine's. */
    scale: { type: "string", default: "20" },
  },
});

function number(name: "kills" | "minutes" | "ticks" | "seed" | "scale", short: number, long: number): number {
  const given = values[name];
  const n = given === undefined ? (values.short ? short : long) : Number(given);
  if (!Number.isInteger(n) || n < 1) throw new Error(`--${name} ${given ?? ""}: a whole number from 1 is expected`);
  return n;
}

const kills = number("kills", 25, 1_000);
const minutes = number("minutes", 60, 600);
const ticks = number("ticks", 500, 10_000);
const seed = number("seed", 1, 1);
const scale = number("scale", 20, 20);
/** Of storms: the waits that are named must be long beside the time that a request takes on a busy machine. */
const stormScale = Math.max(1, Math.round(scale / 2));
const platforms = (["slack", "feishu"] as const).filter((p) => values.platform === "both" || values.platform === p);
const wanted = values.only.split(",");
const odd = wanted.find((w) => !EXPERIMENTS.some((e) => e === w));
if (odd !== undefined) throw new Error(`--only ${odd}: expected some of ${EXPERIMENTS.join(", ")}`);
if (platforms.length === 0) throw new Error(`--platform ${values.platform}: expected slack, feishu or both`);

const log = join(tmpdir(), `purser-fault-${process.pid}.log`);
const onProgress = (line: string): void => void process.stderr.write(`${line}\n`);
const lines: Line[] = [];
if (wanted.includes("dst")) lines.push(...dstRows(await dstExperiment(values.short ? 4 : 24)));
if (wanted.includes("ticks")) lines.push(...tickRows(await tickExperiment({ ticks, minutes, seed, log, onProgress })));
if (wanted.includes("storm")) {
  for (const platform of platforms) {
    lines.push(...stormRows(await stormExperiment({ platform, postsPerChannel: values.short ? 8 : 200, seed, scale: stormScale, log })));
  }
}
if (wanted.includes("kills"))
  lines.push(...killRows(await killExperiment({ kills, minutes, platforms, seed, scale, log, onProgress }), seed));

const missed = print(lines);
if (values.json !== undefined) {
  const bad = lines.filter((l) => l.missed > 0).length;
  const counts = { numPassedTests: lines.filter((l) => l.target !== "").length - bad, numFailedTests: bad };
  writeFileSync(values.json, JSON.stringify({ ...counts, numFailedTestSuites: 0, numPendingTests: 0 }));
}
if (missed === 0) rmSync(log, { force: true });
else process.stdout.write(`\nThe processes' logs: ${log}\n`);
process.exit(missed === 0 ? 0 : 1);
