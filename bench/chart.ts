/**
 * A chart from its data to the bytes of a PNG, against the same spec drawn in a Chromium page that is open already, with Vega and the
 * font loaded. One run, turn by turn, other data in every turn; the same number of pixels on both sides. Chromium is timed in the two ways
 * in which a program gets a picture out of it: a screenshot of the element, and `toDataURL` of a canvas that nobody sees.
 */
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { type Browser, chromium, type Page } from "playwright-core";
import type { TopLevelSpec } from "vega-lite";
import type { ChartModule } from "../charts/define.ts";
import { discover } from "../src/discover.ts";
import { addDays, day } from "../src/domain/calendar/day.ts";
import type { KpiTrendData, RankingData } from "../src/domain/kpi/chart-data.ts";
import type { StockProjectionData } from "../src/domain/restock/chart-data.ts";
import { makeRenderer } from "../src/render/renderer.ts";
import { median, quantile, report, type Row } from "./table.ts";

declare global {
  interface Window {
    /** In the page, both ways in which a program gets a picture out of it. */
    shown(spec: unknown): Promise<void>;
    hidden(spec: unknown): Promise<string>;
  }
}

const CHROMIUM = process.env["CHROMIUM"] ?? "/usr/bin/chromium";
const WARM = 8;
const TURNS = 40;
const REST_MS = 40;
const FASTER = 12;
const LARGER = 1.5;
const END = day("2026-11-21");

function trend(turn: number): KpiTrendData {
  const days = 180;
  const value = (i: number): number => 5000 + Math.sin(i / 7 + turn) * 900 + (((i + turn) * 7919) % 97) * 20;
  return {
    title: { zh: "净销售额", en: "Net sales" },
    name: { zh: "净销售额", en: "Net sales" },
    unit: "money",
    currency: "USD",
    grain: "day",
    period: { from: addDays(END, 1 - days), to: END },
    series: Array.from({ length: days }, (_, i) => ({ day: addDays(END, i + 1 - days), value: value(i) })),
    comparison: {
      label: { zh: "上期", en: "Previous" },
      period: { from: addDays(END, 1 - 2 * days), to: addDays(END, -days) },
      series: Array.from({ length: days }, (_, i) => ({ day: addDays(END, i + 1 - 2 * days), value: value(i + 50) * 0.8 })),
    },
    immatureFrom: null,
    sensitivity: "internal",
  };
}

function ranking(turn: number): RankingData {
  return {
    title: { zh: "净销售额", en: "Net sales" },
    name: { zh: "净销售额", en: "Net sales" },
    unit: "money",
    currency: "USD",
    by: { zh: "SKU", en: "SKU" },
    rows: Array.from({ length: 12 }, (_, i) => ({
      key: `SKU-${i}`,
      label: `BOX-${i} 折叠收纳箱 家用大号`,
      value: (90_000 + 97 * turn) / (i + 1),
      comparison: 80_000 / (i + 1),
    })),
    total: null,
    comparisonLabel: { zh: "上期", en: "Previous" },
    more: 40,
    sensitivity: "internal",
  };
}

function projection(turn: number): StockProjectionData {
  const arrivals = [18, 52].map((n, k) => ({
    day: addDays(END, n),
    units: 300 + 60 * k,
    label: { zh: `海运 FBA${k}`, en: `sea FBA${k}` },
    proposed: false,
  }));
  let stock = 400 + turn;
  const days = Array.from({ length: 90 }, (_, i) => {
    const d = addDays(END, i + 1);
    const arriving = arrivals.reduce((sum, a) => sum + (a.day === d ? a.units : 0), 0);
    const there = stock + arriving;
    stock = Math.max(0, there - 16);
    return { day: d, stock, arriving, demand: 16, lost: Math.max(0, 16 - there) };
  });
  return {
    title: { zh: "SKU-1", en: "SKU-1" },
    subtitle: { zh: "", en: "" },
    today: END,
    onHand: 400 + turn,
    days,
    withOrder: { label: { zh: "按建议补货", en: "if ordered today" }, days: days.map((d) => ({ ...d, stock: d.stock + 250 })) },
    reorderPoint: 380,
    stockOutDate: days.find((d) => d.lost > 0)?.day ?? null,
    arrivals,
  };
}

async function warmPage(browser: Browser): Promise<Page> {
  const file = (path: string): string => fileURLToPath(import.meta.resolve(path));
  const packages = new URL("../node_modules/", import.meta.url);
  const font = await readFile(file("@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf"), "base64");
  const page = await browser.newPage({ deviceScaleFactor: 2, viewport: { width: 800, height: 700 } });
  await page.setContent(
    `<style>@font-face{font-family:"Noto Sans SC";src:url(data:font/ttf;base64,${font})}body{margin:0;background:#fff}#v,#v *{display:block;width:max-content;margin:0}.vega-bindings{display:none!important}</style><div id="v"></div><p style="font-family:'Noto Sans SC'">净销售额</p>`,
  );
  await page.evaluate("document.fonts.ready");
  for (const script of ["vega/build/vega.min.js", "vega-lite/build/vega-lite.min.js"])
    await page.addScriptTag({ path: fileURLToPath(new URL(script, packages)) });
  // Both ways begin with the spec: nothing that Vega makes of it is there before.
  await page.evaluate(`
    window.shown = async (spec) => { window.view?.finalize(); window.view = await new vega.View(vega.parse(vegaLite.compile(spec).spec), { renderer: "canvas" }).initialize("#v").runAsync(); };
    window.hidden = async (spec) => (await (await new vega.View(vega.parse(vegaLite.compile(spec).spec), { renderer: "none" }).runAsync()).toCanvas(2)).toDataURL("image/png");
  `);
  return page;
}

const size = (png: Uint8Array): string => {
  const view = new DataView(png.buffer, png.byteOffset);
  return `${view.getUint32(16)}×${view.getUint32(20)}`;
};

async function measure(
  chart: string,
  data: (turn: number) => unknown,
  charts: ReadonlyMap<string, ChartModule>,
  page: Page,
): Promise<Row[]> {
  const module = charts.get(chart);
  if (!module) throw new Error(`no chart is called ${chart}`);
  const renderer = makeRenderer(charts, { strict: true });
  const times: Record<"ours" | "screenshot" | "toDataURL", number[]> = { ours: [], screenshot: [], toDataURL: [] };
  const bytes: Record<"ours" | "screenshot" | "toDataURL", number[]> = { ours: [], screenshot: [], toDataURL: [] };
  const element = page.locator("#v");
  const ways = {
    ours: (given: unknown) => renderer.png(chart, given, { lang: "zh" }),
    screenshot: async (given: unknown) => {
      const spec: TopLevelSpec = module.spec(given as never, "zh");
      await page.evaluate((s) => window.shown(s), spec);
      return element.screenshot({ type: "png" });
    },
    toDataURL: async (given: unknown) => {
      const spec: TopLevelSpec = module.spec(given as never, "zh");
      const url = await page.evaluate((s) => window.hidden(s), spec);
      return Buffer.from(url.slice(url.indexOf(",") + 1), "base64");
    },
  };
  for (let turn = 0; turn < WARM + TURNS; turn++) {
    const sizes = new Set<string>();
    for (const way of ["ours", "screenshot", "toDataURL"] as const) {
      // What the last one left to be tidied up is not on the account of the next.
      await pause(REST_MS);
      const given = data(turn);
      const begin = performance.now();
      const png = await ways[way](given);
      const took = performance.now() - begin;
      sizes.add(size(png));
      if (turn < WARM) continue;
      times[way].push(took);
      bytes[way].push(png.length);
    }
    if (sizes.size !== 1) throw new Error(`${chart}: the pictures are not of one size: ${[...sizes].join(", ")}`);
  }
  await renderer.close();
  const p = (of: readonly number[], q: number): string =>
    quantile(
      of.toSorted((a, b) => a - b),
      q,
    ).toFixed(1);
  const ours = median(times.ours);
  const rows: Row[] = [
    {
      what: `chart ${chart}: data to PNG`,
      measured: `p50 ${p(times.ours, 0.5)} ms, p95 ${p(times.ours, 0.95)} ms, ${Math.round(median(bytes.ours) / 1024)} KiB`,
      target: "",
      met: null,
    },
  ];
  for (const way of ["screenshot", "toDataURL"] as const) {
    const faster = median(times[way]) / ours;
    const larger = median(bytes.ours) / median(bytes[way]);
    rows.push({
      what: `chart ${chart}: against Chromium's ${way}`,
      measured: `${faster.toFixed(1)} times faster (p50 ${p(times[way], 0.5)} ms), file ${larger.toFixed(2)} times as large`,
      target: `${FASTER} times faster, at most ${LARGER} times as large`,
      met: faster >= FASTER && larger <= LARGER,
    });
  }
  return rows;
}

if (!existsSync(CHROMIUM)) {
  console.log(`skipped: there is no Chromium at ${CHROMIUM} (set CHROMIUM to one)`);
  report([]);
} else {
  const charts = await discover<ChartModule>("chart", fileURLToPath(new URL("../charts", import.meta.url)));
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox"] });
  const page = await warmPage(browser);
  const rows: Row[] = [];
  for (const [chart, data] of [
    ["kpi-trend", trend],
    ["ranking", ranking],
    ["stock-projection", projection],
  ] as const)
    rows.push(...(await measure(chart, data, charts, page)));
  await browser.close();
  report(rows);
}
