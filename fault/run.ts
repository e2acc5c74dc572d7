// `npm run fault`: kills, floods and clock changes, and a table of what became of every post.
import { rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { killExperiment } from "./kills.ts";
import { killRows, print } from "./table.ts";

const { values } = parseArgs({
  options: {
    kills: { type: "string" },
    platform: { type: "string", default: "both" },
    seed: { type: "string", default: "1" },
    scale: { type: "string", default: "20" },
    short: { type: "boolean", default: false },
  },
});
const kills = Number(values.kills ?? (values.short ? 25 : 1_000));
const seed = Number(values.seed);
const log = join(tmpdir(), `purser-fault-${process.pid}.log`);
const platforms = (["slack", "feishu"] as const).filter((p) => values.platform === "both" || values.platform === p);

const report = await killExperiment({
  kills,
  platforms,
  seed,
  scale: Number(values.scale),
  log,
  onProgress: (line) => console.error(line),
});
const failed = print(killRows(report, seed));
if (failed === 0) rmSync(log, { force: true });
else console.log(`The processes' logs: ${log}`);
process.exit(failed === 0 ? 0 : 1);
