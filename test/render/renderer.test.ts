import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { TopLevelSpec } from "vega-lite";
import { afterAll, describe, expect, it } from "vitest";
import type { ChartModule } from "../../charts/define.ts";
import { discover } from "../../src/discover.ts";
import { makePool } from "../../src/render/pool.ts";
import { makeRenderer } from "../../src/render/renderer.ts";
import { bar, CASES, projection, ranking, trend, wave } from "../charts/data.ts";

const charts = await discover<ChartModule>("chart", new URL("../../charts", import.meta.url).pathname);
const renderer = makeRenderer(charts, { strict: true });
const closers = [renderer];
afterAll(() => Promise.all(closers.map((c) => c.close())));

const run = promisify(execFile);
const hash = (png: Uint8Array): string => createHash("sha256").update(png).digest("hex");
const draw = async (chart: string, data: unknown, lang: "zh" | "en" = "zh"): Promise<string> =>
  hash(await renderer.png(chart, data, { lang }));

/** A renderer of one chart that is made up here. */
function only(spec: object, options: Parameters<typeof makeRenderer>[1] = {}) {
  const made = makeRenderer(new Map([["one", { spec: () => spec as TopLevelSpec }]]), options);
  closers.push(made);
  return () => made.png("one", null, { lang: "en" });
}
const LINE = {
  width: 50,
  height: 40,
  padding: 0,
  autosize: { type: "none" },
  datasets: { t: [{ a: 1, b: 2 }] },
  data: { name: "t" },
  mark: "point",
};

describe("a chart becomes a picture", () => {
  it("of twice its size in pixels, as PNG, some ten kilobytes large", async () => {
    const png = await renderer.png("kpi-trend", trend(30, wave), { lang: "zh" });
    const view = new DataView(png.buffer, png.byteOffset);
    expect([view.getUint32(16), view.getUint32(20)]).toEqual([960, 528]);
    expect(png.length).toBeGreaterThan(5_000);
    expect(png.length).toBeLessThan(60_000);
  });

  it("that depends on its data only, not on what was drawn before", async () => {
    const [a, b] = [trend(30, wave), trend(30, (i) => (i === 4 ? null : 9000 - wave(i)), { immatureFrom: "2026-11-15" })];
    const fresh = makeRenderer(charts, { strict: true, threads: 1 });
    closers.push(fresh);
    const first = hash(await fresh.png("kpi-trend", b, { lang: "zh" }));
    const seen = [await draw("kpi-trend", a), await draw("kpi-trend", b), await draw("kpi-trend", a), await draw("kpi-trend", b)];
    expect(seen).toEqual([seen[0], first, seen[0], first]);
    expect(seen[0]).not.toBe(first);
  });

  it("that is the same for every kind of data, whatever kind was drawn before it", async () => {
    const inOrder = async (cases: typeof CASES): Promise<Map<string, string>> => {
      const fresh = makeRenderer(charts, { strict: true, threads: 1 });
      closers.push(fresh);
      const drawn = new Map<string, string>();
      for (const [name, chart, data] of cases) drawn.set(name, hash(await fresh.png(chart, data, { lang: "zh" })));
      return drawn;
    };
    const [forth, back] = await Promise.all([inOrder(CASES), inOrder(CASES.toReversed())]);
    expect(Object.fromEntries(back)).toEqual(Object.fromEntries(forth));
  });

  it("the same one for many who ask at once", async () => {
    const wanted = Array.from({ length: 12 }, (_, i) => (i % 3 === 0 ? projection() : projection({ onHand: 90 + (i % 3) })));
    const all = await Promise.all(wanted.map((d) => draw("stock-projection", d)));
    const alone: string[] = [];
    for (const d of wanted) alone.push(await draw("stock-projection", d));
    expect(all).toEqual(alone);
    expect(new Set(all).size).toBe(3);
  });

  it("with Chinese characters, each its own, and no boxes in their place", async () => {
    const named = (name: string) => draw("ranking", ranking([bar(name, 5)]));
    const drawn = await Promise.all(["鞋", "帽", "断", "补", "\u{F0000}"].map(named));
    // The last one is in no font: two missing characters look alike, and like no other.
    expect(new Set(drawn).size).toBe(5);
    expect(await named("\u{F0001}")).toBe(drawn[4]);
  });

  it("that is the same on a server in Shanghai, in Los Angeles and in UTC", async () => {
    const script = fileURLToPath(new URL("./draw.ts", import.meta.url));
    const zones = ["UTC", "Asia/Shanghai", "America/Los_Angeles"];
    const [utc, ...others] = await Promise.all(
      zones.map((TZ) => run(process.execPath, [script], { env: { ...process.env, TZ, LANG: TZ === "UTC" ? "C" : "zh_CN.UTF-8" } })),
    );
    expect(utc?.stdout.trim().split("\n").length).toBeGreaterThan(20);
    for (const other of others) expect(other.stdout).toBe(utc?.stdout);
  });
});

describe("what goes wrong is told", () => {
  it("a chart that does not exist, by the names of those that do", async () => {
    await expect(renderer.png("kpi-trent", {}, { lang: "en" })).rejects.toThrow(
      'no chart is called "kpi-trent"; there are frontier, kpi-trend, promo-track, ranking, return-reasons, six-twelve, small-multiples, stock-projection, waterfall',
    );
  });

  it("a misspelt channel, which Vega-Lite only warns of, fails in tests and is logged at work", async () => {
    const spec = { ...LINE, encoding: { x: { field: "a", type: "quantitative" }, colr: { value: "red" } } };
    await expect(only(spec, { strict: true })()).rejects.toThrow(/colr/);
    const heard: string[] = [];
    await only(spec, { log: { warn: (event) => void heard.push(event) } })();
    expect(heard).toEqual(["chart-warning"]);
  });

  it.each(["http://127.0.0.1:9/rows.csv", "file:///etc/passwd", "/etc/passwd"])("data from %s is not loaded", async (url) => {
    const spec = { ...LINE, data: { url }, encoding: { x: { field: "a", type: "quantitative" } } };
    await expect(only(spec)()).rejects.toThrow(`a chart may not load "${url}"`);
  });

  it("a spec that cannot be drawn, and the next one is", async () => {
    await expect(only({ ...LINE, mark: "nonsense", encoding: {} })()).rejects.toThrow('chart "one" cannot be drawn');
    expect((await only({ ...LINE, encoding: { x: { field: "a", type: "quantitative" } } })()).length).toBeGreaterThan(60);
  });
});

describe("a thread", () => {
  const worker = new URL("./broken-worker.ts", import.meta.url);

  it("that dies, or does not answer, fails its own picture and is replaced", async () => {
    const pool = makePool({ threads: 1, timeoutMs: 1500, worker, workerData: new SharedArrayBuffer(4) });
    const spec = LINE as TopLevelSpec;
    const asked = [pool.draw(spec, 1), pool.draw(spec, 1), pool.draw(spec, 1)];
    const settled = await Promise.allSettled(asked);
    expect(settled[0]).toMatchObject({ status: "rejected", reason: { message: "the chart thread ended with code 3" } });
    expect(settled[1]).toMatchObject({ status: "rejected", reason: { message: "a chart was not drawn within 1.5 s" } });
    expect(settled[2]).toMatchObject({ status: "fulfilled", value: { png: new Uint8Array([2]) } });
    await pool.close();
    await expect(pool.draw(spec, 1)).rejects.toThrow("the chart threads were stopped");
  });
});
