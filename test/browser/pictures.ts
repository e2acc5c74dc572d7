// The pictures of the READMEs, taken from the sample store into docs/images: `npx node test/browser/pictures.ts`. To look at everything, light
// and dark, wide and narrow, in another folder: `npx node test/browser/pictures.ts FOLDER`. Names of scenes behind it: these alone.
import { spawn } from "node:child_process";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { type Browser, chromium, type Page } from "playwright-core";
import type { Language } from "../../src/message/message.ts";
import { chromiumPath } from "./stage.ts";

interface Scene {
  readonly name: string;
  readonly dark?: true;
  readonly phone?: true;
  /** What is asked; `SKU` stands for the first SKU that is to be ordered. Empty: nothing. */
  readonly asks: Readonly<Record<Language, string>>;
  /** Whose post is looked at instead, on the sample store alone; its thread too, where it has one. */
  readonly posted?: string;
  readonly after?: (page: Page, lang: Language) => Promise<void>;
}

const ROOT = join(import.meta.dirname, "../..");
const DESK = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 780 };
/** A first start loads the sample. */
const START_MS = 180_000;
const ANSWER_MS = 60_000;

const both = (text: string): Record<Language, string> => ({ zh: text, en: text });

/** One of each thing that a README tells of. */
export const SCENES: readonly Scene[] = [
  { name: "restock", asks: both("/restock") },
  { name: "restock-sku", asks: both("/restock SKU") },
  { name: "kpi", asks: { zh: "/kpi 退货率 上月 按店铺", en: "/kpi return-rate last month by store" } },
  { name: "dark", dark: true, asks: { zh: "/kpi gmv 近30天 同比", en: "/kpi gmv last 30 days vs last-year" } },
  { name: "phone", phone: true, asks: both("/restock") },
  {
    name: "thread",
    asks: both("/restock"),
    after: async (page, lang) => {
      await page.locator(".main .entry.bot").last().hover();
      await page
        .getByRole("button", { name: lang === "zh" ? "回复" : "Reply", exact: true })
        .last()
        .click();
      await page.locator(".thread .entry.bot").waitFor();
      const sku = await firstSku(page);
      await ask(page, ".thread", `/restock ${sku}`);
    },
  },
  {
    name: "complete",
    asks: both(""),
    after: async (page, lang) => {
      await page.locator(".main textarea").fill(lang === "zh" ? "/kpi 退货率 上月 " : "/kpi return-rate last month ");
      await page.locator(".completions").waitFor();
    },
  },
];

const NOTHING = both("");

/** What comes by itself. */
export const POSTS: readonly Scene[] = [
  { name: "digest", asks: NOTHING, posted: "digest" },
  { name: "returns", asks: NOTHING, posted: "returns" },
  { name: "retro", asks: NOTHING, posted: "retro" },
];
const JOBS = ["daily-digest", "weekly-returns", "monthly-retro"];

/** Every scene on every ground. */
const everyWay = (scenes: readonly Scene[]): readonly Scene[] =>
  scenes.flatMap(({ name, asks, posted, after }) => {
    const scene = { asks, ...(posted !== undefined && { posted }), ...(after && { after }) };
    return [
      { ...scene, name },
      { ...scene, name: `${name}-dark`, dark: true },
      { ...scene, name: `${name}-phone`, phone: true },
    ];
  });

/** The SKU in the first row of the newest restock list; the wording of the list does not matter. */
async function firstSku(page: Page): Promise<string> {
  const cell = page.locator(".main .entry.bot .sheet tbody tr:first-child td.code:first-child").last();
  return (await cell.innerText({ timeout: ANSWER_MS })).trim();
}

/** Says it and waits until it is answered and every picture of the answer is there. */
async function ask(page: Page, place: ".main" | ".thread", text: string): Promise<void> {
  const cards = page.locator(`${place} .entry.bot`);
  const before = await cards.count();
  const box = page.locator(`${place} textarea`);
  await box.fill(text);
  await box.press("Enter");
  await cards.nth(before).waitFor({ timeout: ANSWER_MS });
  await page.locator(".working").waitFor({ state: "detached", timeout: ANSWER_MS });
  await page.waitForFunction(() => [...document.images].every((image) => image.complete), undefined, { timeout: ANSWER_MS });
}

/** The newest post of a channel, and its thread where there is one. */
async function visit(page: Page, address: string, narrow: boolean): Promise<void> {
  await page.goto(address);
  const post = page.locator(".main .entry.bot").last();
  await post.waitFor({ timeout: ANSWER_MS });
  const replies = page.locator(".main .replies").last();
  if (!narrow && (await replies.count()) > 0) {
    await replies.click();
    const first = page.locator(".thread .entry.bot").nth(1);
    await first.waitFor({ timeout: ANSWER_MS });
    // It opens at its end; it is read from its beginning.
    await first.evaluate((entry) => entry.scrollIntoView({ block: "start" }));
  }
  await page.waitForFunction(() => [...document.images].every((image) => image.complete), undefined, { timeout: ANSWER_MS });
}

async function take(browser: Browser, address: string, scene: Scene, lang: Language, folder: string): Promise<string> {
  const context = await browser.newContext({
    locale: lang === "zh" ? "zh-CN" : "en-US",
    viewport: scene.phone === true ? PHONE : DESK,
    colorScheme: scene.dark === true ? "dark" : "light",
    deviceScaleFactor: scene.phone === true ? 1.5 : 1,
    reducedMotion: "reduce",
  });
  try {
    const page = await context.newPage();
    await page.goto(address);
    await page.locator(".main textarea").waitFor();
    await page.evaluate(async (wanted) => {
      await fetch("/local/language", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ lang: wanted }),
      });
    }, lang);
    await page.locator(`html[lang^=${lang}]`).waitFor();
    if (scene.posted !== undefined) await visit(page, `${address}/#/${scene.posted}`, scene.phone === true);
    const wanted = scene.asks[lang];
    if (wanted.includes("SKU")) await ask(page, ".main", "/restock");
    if (wanted !== "") await ask(page, ".main", wanted.replace("SKU", wanted.includes("SKU") ? await firstSku(page) : ""));
    await scene.after?.(page, lang);
    // Layout settles after the last picture: what is newest is scrolled to.
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    const path = join(folder, `${scene.name}${lang === "zh" ? ".zh-CN" : ""}.png`);
    await page.screenshot({ path });
    return path;
  } finally {
    await context.close();
  }
}

/** Every scene in both languages; the paths that were written. */
export async function takePictures(address: string, folder: string, scenes: readonly Scene[] = SCENES): Promise<readonly string[]> {
  const executablePath = chromiumPath();
  if (executablePath === undefined) throw new Error("no Chromium on this machine: set CHROMIUM_PATH");
  await mkdir(folder, { recursive: true });
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  const written: string[] = [];
  try {
    for (const scene of scenes) for (const lang of ["en", "zh"] as const) written.push(await take(browser, address, scene, lang, folder));
    return written;
  } finally {
    await browser.close();
  }
}

function freePort(): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const server = createServer().listen(0, "127.0.0.1", () => {
    const { port } = server.address() as AddressInfo;
    server.close((error) => (error === undefined ? resolve(port) : reject(error)));
  });
  return promise;
}

/** Runs to its end and says nothing unless it fails. */
async function purser(args: readonly string[], env: NodeJS.ProcessEnv): Promise<void> {
  const child = spawn(process.execPath, ["purser.mjs", ...args], { cwd: ROOT, env, stdio: ["ignore", "ignore", "inherit"] });
  const code = await new Promise((resolve) => void child.once("exit", resolve));
  if (code !== 0) throw new Error(`purser ${args.join(" ")} ended with ${String(code)}`);
}

/** A workspace on a new home with the sample in it, and what its jobs post there; gone when `work` is done. */
async function onSample(work: (address: string) => Promise<void>): Promise<void> {
  const home = await mkdtemp(join(tmpdir(), "purser-pictures-"));
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  const env = { ...process.env, PURSER_HOME: home, PORT: String(port) };
  const server = spawn(process.execPath, ["purser.mjs", "start"], { cwd: ROOT, env, stdio: ["ignore", "inherit", "inherit"] });
  const gone = new Promise((resolve) => void server.once("exit", resolve));
  try {
    const until = Date.now() + START_MS;
    const ready = (): Promise<boolean> =>
      fetch(`${address}/readyz`).then(
        ({ ok }) => ok,
        () => false,
      );
    while (!(await ready())) {
      if (server.exitCode !== null || Date.now() > until) throw new Error("Purser did not start");
      await wait(200);
    }
    for (const job of JOBS) await purser(["job", job], env);
    await work(address);
  } finally {
    server.kill("SIGTERM");
    await gone;
    await rm(home, { recursive: true, force: true });
  }
}

if (import.meta.main) {
  const [folder = join(ROOT, "docs/images"), ...names] = process.argv.slice(2);
  const all = [...SCENES, ...POSTS].filter((s) => names.length === 0 || names.includes(s.name));
  const scenes = process.argv.length <= 2 ? all : everyWay(all.filter((s) => s.dark !== true && s.phone !== true));
  await onSample(async (address) => {
    for (const path of await takePictures(address, folder, scenes)) process.stdout.write(`${path}\n`);
  });
}
