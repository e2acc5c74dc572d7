import { type Browser, type BrowserContext, chromium, type Locator, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe } from "vitest";
import { chromiumPath, stage, type Stage } from "./stage.ts";
import { skipped } from "../skipped.ts";

/** A tab on the real page, and what it complains of. */
export interface Visit {
  readonly page: Page;
  readonly theatre: Stage;
  /** Errors of scripts, of the console, of the content policy. Whatever a test leaves here fails it. */
  readonly problems: string[];
  readonly composer: () => Locator;
  /** Types into the composer and sends. */
  readonly say: (text: string) => Promise<void>;
}

/** Runs a suite in a real Chromium, a fresh tab and server for each test; skipped with a reason where there is none. */
export function describeInBrowser(name: string, suite: (visit: () => Visit) => void): void {
  const executablePath = chromiumPath();
  // Where one was promised, leaving the suite out would be a green light for nothing.
  if (executablePath === undefined && process.env["REQUIRE_BROWSER"])
    throw new Error("REQUIRE_BROWSER is set, and there is no Chromium here");
  const why = executablePath === undefined ? "no Chromium here; set CHROMIUM_PATH or install chromium" : undefined;
  describe.skipIf(skipped(name, why))(`${name}`, () => {
    let browser: Browser;
    let context: BrowserContext;
    let current: Visit;

    beforeAll(async () => {
      browser = await chromium.launch({ executablePath: executablePath ?? "", args: ["--no-sandbox"] });
    });
    afterAll(async () => {
      await browser.close();
    });
    beforeEach(async () => {
      const theatre = await stage();
      context = await browser.newContext({ locale: "en-US", viewport: { width: 1280, height: 800 } });
      const page = await context.newPage();
      const problems: string[] = [];
      page.on("pageerror", (error) => problems.push(error.message));
      page.on("console", (line) => {
        if (line.type() === "error" && !line.text().includes("ERR_CONNECTION_REFUSED")) problems.push(line.text());
      });
      const composer = (): Locator => page.locator(".main textarea");
      await page.goto(theatre.address);
      await composer().waitFor();
      current = {
        page,
        theatre,
        problems,
        composer,
        say: async (text) => {
          await composer().fill(text);
          await composer().press("Enter");
        },
      };
    });
    afterEach(async () => {
      const { problems, theatre } = current;
      await context.close();
      await theatre.stop();
      if (problems.length > 0) throw new Error(`the page complained: ${problems.join("; ")}`);
    });

    suite(() => current);
  });
}
