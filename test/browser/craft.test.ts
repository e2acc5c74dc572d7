import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { audit, focusTour } from "./audit.ts";
import { describeInBrowser } from "./visit.ts";
import { weigh } from "./weigh.ts";

/** Before any picture of a message: what a first visit fetches. */
const FIRST_LOAD_BYTES = 150_000;

const languages = [
  ["zh", "中文"],
  ["en", "English"],
] as const;

/** Every theme, language and width; what is wrong says where it was seen. */
async function everywhere(page: Page, widths: readonly number[], open: (page: Page) => Promise<void> = async () => {}): Promise<string[]> {
  const wrong: string[] = [];
  for (const [lang, name] of languages) {
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.getByRole("radio", { name }).check();
    await page.locator(`html[lang^=${lang}]`).waitFor();
    for (const colorScheme of ["light", "dark"] as const)
      for (const width of widths) {
        await page.emulateMedia({ colorScheme });
        await page.setViewportSize({ width, height: 800 });
        await open(page);
        wrong.push(...(await audit(page)).map((what) => `${lang} ${colorScheme} ${width}: ${what}`));
      }
  }
  return wrong;
}

describeInBrowser("the workspace's craft", (visit) => {
  it("can be read, named, reached and fits, with answers and a thread, in both languages, light and dark, from 360 to 1920 px", async () => {
    const { page, say } = visit();
    await say("/kpi");
    await page.getByRole("heading", { name: /Return rate/ }).waitFor();
    await say("/restock");
    await page.getByRole("button", { name: "Show work" }).click();
    await page.locator(".thread").getByRole("heading", { name: "Done: show" }).waitFor();

    expect(await everywhere(page, [360, 768, 1280, 1920])).toEqual([]);
  });

  it("is as careful where there is nothing yet", async () => {
    const { page } = visit();
    expect(await everywhere(page, [360, 1280])).toEqual([]);
    await page.goto(`${page.url().split("#")[0]}#/digest`);
    await page.getByText("Nothing here yet.").waitFor();
    expect(await everywhere(page, [360, 1280])).toEqual([]);
  });

  it("is as careful with what lies over the page: confirmation, picture, keys, jumping, completion", async () => {
    const { page, say, composer } = visit();
    await say("/kpi");
    await page.locator(".chart button").click();
    const picture = await page.locator("dialog[open] img").boundingBox();
    const close = await page.locator("dialog[open]").getByRole("button", { name: "Close" }).boundingBox();
    // What closes the picture does not cover it.
    expect((close?.y ?? 0) + (close?.height ?? 0)).toBeLessThanOrEqual(picture?.y ?? 0);
    expect(close?.width).toBeLessThan(50);
    expect(await audit(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await say("/restock");
    await page.getByRole("button", { name: "Approve 3 orders" }).click();
    await page.getByRole("alertdialog", { name: "Approve 3 orders" }).waitFor();
    expect(await audit(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await say("/form");
    await page.getByRole("button", { name: "Save the review…" }).click();
    await page.getByRole("dialog", { name: "Save the review" }).getByLabel("What went well").waitFor();
    expect(await audit(page)).toEqual([]);
    await page.keyboard.press("Escape");
    for (const keys of ["Control+/", "Control+k"]) {
      await page.keyboard.press(keys);
      await page.locator("dialog[open]").waitFor();
      expect(await audit(page)).toEqual([]);
      await page.keyboard.press("Escape");
      await page.locator("dialog").waitFor({ state: "detached" });
    }
    await composer().fill("/kpi ");
    await page.locator(".completions").waitFor();
    expect(await audit(page)).toEqual([]);
  });

  it("shows where the focus is, wherever Tab leads", async () => {
    const { page, say } = visit();
    await say("/kpi");
    await page.getByRole("heading", { name: /Return rate/ }).waitFor();
    await page.getByRole("button", { name: "Jump to" }).focus();
    const { reached, unseen } = await focusTour(page, 24);
    expect(unseen).toEqual([]);
    // Channels, settings, the answer's picture and table, the composer: all of it by Tab alone.
    expect(reached.size).toBeGreaterThan(12);
    for (const place of [/retro/, /Keyboard shortcuts/, /Enlarge chart/, /Download CSV/, /Message/])
      expect([...reached].some((name) => place.test(name))).toBe(true);
  });

  it("notices what it is there to notice", async () => {
    const { page, say } = visit();
    await say("/kpi");
    await page.getByRole("heading", { name: /Return rate/ }).waitFor();
    await page.evaluate(() => {
      const lead = document.querySelector<HTMLElement>(".lead");
      lead?.style.setProperty("color", "rgb(150 150 150)");
      document.querySelector(".send")?.removeAttribute("aria-label");
      document.querySelector(".send")?.removeAttribute("title");
      document.querySelector<HTMLElement>(".send")?.style.setProperty("width", "20px");
      document.querySelector<HTMLElement>(".card")?.style.setProperty("width", "3000px");
      document.querySelector(".main header")?.append(document.createElement("h1"));
      document.querySelector<HTMLElement>(".main header h1:last-child")?.append("Second");
      document.documentElement.lang = "zh-CN";
    });
    const wrong = (await audit(page)).join("\n");
    for (const what of [
      /contrast of 2\.\d/,
      /a button has no name/,
      /20 × \d+ px/,
      /scrolls sideways/,
      /2 first headings/,
      /says that it is zh-CN/,
    ])
      expect(wrong).toMatch(what);
  });

  it("is light: all that a first visit fetches is under 150 kB", async () => {
    const { page, theatre } = visit();
    const context = await page.context().browser()?.newContext();
    if (context === undefined) throw new Error("no browser");
    try {
      const fresh = await context.newPage();
      const fetched = await weigh(fresh);
      await fresh.goto(theatre.address);
      await fresh.getByRole("heading", { name: "Welcome aboard" }).waitFor();
      await fresh.waitForLoadState("load");
      // A machine without any Chinese font fetches one, after the first paint; no desktop does.
      const weights = fetched()
        .filter(({ url }) => !url.endsWith("font.ttf"))
        .map(({ bytes }) => bytes);
      expect(weights.length).toBeGreaterThan(20);
      expect(weights.reduce((sum, n) => sum + n, 0)).toBeLessThan(FIRST_LOAD_BYTES);
    } finally {
      await context.close();
    }
  });
});
