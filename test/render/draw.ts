import { createHash } from "node:crypto";
import type { ChartModule } from "../../charts/define.ts";
import { discover } from "../../src/discover.ts";
import { makeRenderer } from "../../src/render/renderer.ts";
import { CASES } from "../charts/data.ts";

// Prints a hash of every picture; run in several time zones by renderer.test.ts.
const renderer = makeRenderer(await discover<ChartModule>("chart", new URL("../../charts", import.meta.url).pathname), {
  strict: true,
  threads: 1,
});
for (const [name, chart, data] of CASES) {
  const png = await renderer.png(chart, data, { lang: "zh" });
  process.stdout.write(`${chart} ${name} ${createHash("sha256").update(png).digest("hex")}\n`);
}
await renderer.close();
