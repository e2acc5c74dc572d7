// The workspace's page in a browser that was never there: how long until something is seen, until it can be used, and what it weighs.
import { chromium } from "playwright-core";
import { chromiumPath, stage } from "../test/browser/stage.ts";
import { weigh } from "../test/browser/weigh.ts";
import { median, report, type Row } from "./table.ts";

const VISITS = 9;
const PAINT_MS = 500;
const FIRST_LOAD_KB = 150;
/** What only a machine without any Chinese font fetches, after the first paint. */
const FONT = "font.ttf";

async function visits(executablePath: string): Promise<readonly Row[]> {
  const theatre = await stage();
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  const paints: number[] = [];
  const contents: number[] = [];
  const usable: number[] = [];
  let weight = 0;
  try {
    for (let i = 0; i < VISITS; i += 1) {
      const context = await browser.newContext();
      const page = await context.newPage();
      const fetched = await weigh(page);
      await page.goto(theatre.address);
      await page.locator(".main textarea").waitFor();
      usable.push(await page.evaluate(() => performance.now()));
      const paint = async (name: string): Promise<number> =>
        page.evaluate((wanted) => performance.getEntriesByName(wanted)[0]?.startTime ?? Number.NaN, name);
      paints.push(await paint("first-paint"));
      contents.push(await paint("first-contentful-paint"));
      weight = fetched()
        .filter(({ url }) => !url.endsWith(FONT))
        .reduce((sum, { bytes }) => sum + bytes, 0);
      await context.close();
    }
  } finally {
    await browser.close();
    await theatre.stop();
  }
  const ms = (values: readonly number[]): string => `${Math.round(median(values))} ms`;
  return [
    {
      what: `first paint of the workspace (median of ${VISITS})`,
      measured: ms(paints),
      target: "under 500 ms",
      met: median(paints) < PAINT_MS,
    },
    { what: "its first words", measured: ms(contents), target: "under 500 ms", met: median(contents) < PAINT_MS },
    { what: "until one can type", measured: ms(usable), target: "", met: null },
    {
      what: "what a first visit fetches",
      measured: `${Math.round(weight / 1000)} kB`,
      target: "under 150 kB",
      met: weight < FIRST_LOAD_KB * 1000,
    },
  ];
}

const path = chromiumPath();
if (path === undefined) console.log("skipped: no Chromium on this machine; set CHROMIUM_PATH");
report(path === undefined ? [] : await visits(path));
