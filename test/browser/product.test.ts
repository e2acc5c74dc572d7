import { expect, it } from "vitest";
import { message } from "../../src/message/message.ts";
import { seal } from "./script.ts";
import { describeInBrowser } from "./visit.ts";

const both = (text: string) => ({ zh: text, en: text });

describeInBrowser("the workspace in a browser, used every day", (visit) => {
  it("stays light or dark as somebody chose, from the first byte on, and follows the system again when asked to", async () => {
    const { page } = visit();
    const paper = (): Promise<string> => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    await page.emulateMedia({ colorScheme: "light" });
    const light = await paper();
    await page.getByRole("radio", { name: "Dark" }).check();
    const dark = await paper();
    expect(dark).not.toBe(light);

    const [answer] = await Promise.all([page.waitForResponse((r) => r.url().endsWith("/")), page.reload()]);
    expect(await answer.text()).toContain('<html lang="en" data-theme="dark">');
    expect(await paper()).toBe(dark);
    expect(await page.getByRole("radio", { name: "Dark" }).isChecked()).toBe(true);

    await page.getByRole("radio", { name: "System" }).check();
    expect(await paper()).toBe(light);
    await page.emulateMedia({ colorScheme: "dark" });
    expect(await paper()).toBe(dark);
  });

  it("completes arguments in the order of the usage line: KPI, place, period, split", async () => {
    const { page, composer, theatre } = visit();
    const offered = page.locator(".completions li code");
    await composer().pressSequentially("/kpi ");
    await expect.poll(() => offered.allInnerTexts()).toContain("return-rate");
    await composer().pressSequentially("retu");
    expect(await offered.allInnerTexts()).toEqual(["return-rate"]);
    await page.keyboard.press("Tab");
    expect(await composer().inputValue()).toBe("/kpi return-rate ");
    expect(await offered.allInnerTexts()).toContain("amazon-us");
    await composer().pressSequentially("last mo");
    await page.keyboard.press("Tab");
    await composer().pressSequentially("by st");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    expect(await composer().inputValue()).toBe("/kpi return-rate last month by store ");
    await page.keyboard.press("Enter");
    await expect.poll(() => theatre.heard).toEqual(["text /kpi return-rate last month by store"]);
  });

  it("completes in Chinese, and finds a SKU by a part of its code", async () => {
    const { page, composer } = visit();
    await page.getByRole("radio", { name: "中文" }).check();
    await composer().fill("/kpi 退");
    await page.locator(".completions li", { hasText: "退货率" }).click();
    await composer().pressSequentially("上");
    await expect.poll(() => page.locator(".completions li code").allInnerTexts()).toEqual(["上月", "上周", "上季度"]);

    await composer().fill("/restock kb-2");
    await expect.poll(() => page.locator(".completions li code").allInnerTexts()).toEqual(["KB-201-BLK", "KB-201-WHT"]);
    // Enter sends what stands there: nobody's line is changed who did not choose.
    await page.keyboard.press("Enter");
    await page.locator(".said", { hasText: "/restock kb-2" }).waitFor();
  });

  it("is walked through by keys: channels, messages, thread, composer", async () => {
    const { page, composer, say } = visit();
    await say("/restock");
    await page.getByRole("heading", { name: /Restock/ }).waitFor();
    const focused = (): Promise<string> => page.evaluate(() => document.activeElement?.id ?? "");

    await page.keyboard.press("Shift+F6");
    expect(await focused()).toMatch(/^entry-\d+$/);
    const last = await focused();
    await page.keyboard.press("ArrowUp");
    expect(await focused()).not.toBe(last);
    await page.keyboard.press("End");
    expect(await focused()).toBe(last);
    await page.keyboard.press("Enter");
    await page.locator(".thread textarea").waitFor();
    await page.keyboard.press("Escape");
    await page.locator(".thread").waitFor({ state: "detached" });
    // The page gives the focus back once the thread is gone.
    await page.waitForFunction((id) => document.activeElement?.id === id, last);
    await page.keyboard.press("Escape");
    expect(await composer().evaluate((box) => box === document.activeElement)).toBe(true);

    await page.keyboard.press("Alt+ArrowDown");
    await expect.poll(() => new URL(page.url()).hash).toBe("#/digest");
    await page.keyboard.press("Alt+ArrowUp");
    await expect.poll(() => new URL(page.url()).hash).toBe("#/ops");
    await page.keyboard.press("Control+k");
    await page.locator("dialog input:focus").waitFor();
    await page.keyboard.type("复盘");
    await page.locator("dialog [role=option]").filter({ hasText: "retro" }).first().waitFor();
    await page.keyboard.press("Enter");
    await expect.poll(() => new URL(page.url()).hash).toBe("#/retro");
    await page.getByRole("button", { name: "Keyboard shortcuts" }).click();
    await page.getByRole("dialog", { name: "Keyboard shortcuts" }).waitFor();
    await page.keyboard.press("Escape");
    await page.locator("dialog").waitFor({ state: "detached" });
  });

  it("counts what waits, also after a reload, and shows where the new begins", async () => {
    const { page, theatre } = visit();
    const digest = page.locator(".channel", { hasText: "digest" });
    await theatre.platform.post({ channel: "digest" }, seal(message({ title: both("Monday") })), "d1");
    await digest.locator(".badge", { hasText: "1" }).waitFor();
    await digest.click();
    await page.getByRole("heading", { name: "Monday" }).waitFor();
    await page.locator(".channel", { hasText: "ops" }).click();
    for (const day of ["Tuesday", "Wednesday"])
      await theatre.platform.post({ channel: "digest" }, seal(message({ title: both(day) })), day);
    await digest.locator(".badge", { hasText: "2" }).waitFor();

    await page.reload();
    await digest.locator(".badge", { hasText: "2" }).waitFor();
    expect(await digest.getByText("2 new").count()).toBe(1);
    await digest.click();
    await page.getByRole("heading", { name: "Wednesday" }).waitFor();
    const order = await page.locator(".main .stream").innerText();
    expect(order.replaceAll(/\s+/g, " ")).toMatch(/Monday.*New.*Tuesday.*Wednesday/);
  });

  it("keeps a line that was begun while another channel is looked at", async () => {
    const { page, composer } = visit();
    await composer().fill("/kpi gmv");
    await page.locator(".channel", { hasText: "stock" }).click();
    await page.getByText("Stock warnings are posted here").waitFor();
    expect(await composer().inputValue()).toBe("");
    await page.locator(".channel", { hasText: "ops" }).click();
    await page.getByRole("heading", { name: "Welcome aboard" }).waitFor();
    expect(await composer().inputValue()).toBe("/kpi gmv");
  });

  it("says in an empty channel what will come and what to type meanwhile, in the reader's language", async () => {
    const { page, theatre } = visit();
    await page.locator(".channel", { hasText: "retro" }).click();
    await page.getByText("The monthly retrospective is posted here").waitFor();
    await page.getByRole("radio", { name: "中文" }).check();
    await page.getByText("每月复盘会发到这里").waitFor();
    await page.getByRole("button", { name: "/kpi 退货率 上月 按店铺" }).click();
    await expect.poll(() => theatre.heard).toEqual(["text /kpi 退货率 上月 按店铺"]);
  });

  it("says when a channel did not load, and loads it when asked again", async () => {
    const { page, theatre, problems } = visit();
    await theatre.platform.post({ channel: "stock" }, seal(message({ title: both("Stock-out") })), "s");
    await page.route("**/local/entries?**", (route) => route.abort());
    await page.locator(".channel", { hasText: "stock" }).click();
    await page.getByText("The messages of this channel did not load.").waitFor();
    await page.unroute("**/local/entries?**");
    await page.getByRole("button", { name: "Try again" }).click();
    await page.getByRole("heading", { name: "Stock-out" }).waitFor();
    expect(problems.splice(0).length).toBeGreaterThan(0);
  });

  it("opens a long form as a dialog, sends it, and gives the focus back", async () => {
    const { page, theatre, say } = visit();
    await say("/form");
    const opener = page.getByRole("button", { name: "Save the review…" });
    await opener.click();
    const dialog = page.getByRole("dialog", { name: "Save the review" });
    await dialog.getByRole("button", { name: "Save the review" }).click();
    expect(await dialog.getByLabel("What went well").evaluate((box: HTMLInputElement) => box.validity.valueMissing)).toBe(true);
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
    expect(await opener.evaluate((button) => button === document.activeElement)).toBe(true);

    await opener.click();
    await dialog.getByLabel("What went well").fill("Fewer returns");
    await dialog.getByLabel("What went well").press("Enter");
    await dialog.waitFor({ state: "detached" });
    await expect
      .poll(() => theatre.heard.at(-1))
      .toBe('press file-answer {"well":"Fewer returns","badly":"","cause":"","owner":"","due":""}');
  });

  it("keeps what was typed where the form is refused, says why in the box, and keeps it where the box is closed by mistake", async () => {
    const { page, theatre, say } = visit();
    await say("/form");
    const opener = page.getByRole("button", { name: "Save the review…" });
    await opener.click();
    const dialog = page.getByRole("dialog", { name: "Save the review" });
    const typed = (): Promise<string[]> =>
      Promise.all(["What went well", "What did not", "Until"].map((label) => dialog.getByLabel(label).inputValue()));
    await dialog.getByLabel("What went well").fill("?");
    await dialog.getByLabel("What did not").fill("Returns of lamps");
    await dialog.getByLabel("Until").fill("2026-12-01");
    await dialog.getByRole("button", { name: "Save the review" }).click();
    await dialog.getByRole("alert").getByText("“What went well” says nothing.").waitFor();
    expect(await typed()).toEqual(["?", "Returns of lamps", "2026-12-01"]);

    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
    // The answer lies in the thread, where the form stands once more.
    await opener.last().click();
    expect(await typed()).toEqual(["?", "Returns of lamps", "2026-12-01"]);

    await dialog.getByLabel("What went well").fill("Fewer returns");
    await dialog.getByLabel("What went well").press("Enter");
    await dialog.waitFor({ state: "detached" });
    expect(theatre.heard.at(-1)).toContain('{"well":"Fewer returns","badly":"Returns of lamps"');
    // What was taken is not offered once more.
    await opener.last().click();
    expect(await typed()).toEqual(["", "", ""]);
  });

  it("colours a form by what it does: what the message is there for, or a refusal", async () => {
    const { page, say } = visit();
    await say("/form");
    const back = page.getByRole("button", { name: "Send it back" });
    const colour = (element: Element): string => getComputedStyle(element).backgroundColor;
    const main = await page.getByRole("button", { name: "Save the review…" }).evaluate(colour);
    expect(await back.evaluate((b) => b.className)).toBe("press danger");
    expect(await back.evaluate(colour)).not.toBe(main);
    // What is plain among others is what its own box is there for.
    const other = page.getByRole("button", { name: "Change the owners…" });
    expect(await other.evaluate(colour)).not.toBe(main);
    await other.click();
    const send = page.getByRole("dialog", { name: "Change the owners" }).getByRole("button", { name: "Change the owners" });
    expect(await send.evaluate((b) => b.className)).toBe("press primary");
    await page.keyboard.press("Escape");
    await page.getByLabel("Reason").fill("No figures");
    await back.click();
    await page
      .locator(".thread")
      .getByRole("heading", { name: /Done: file-answer/ })
      .waitFor();
  });

  it("keeps the first column of a wide table in view on a telephone", async () => {
    const { page, say } = visit();
    await page.setViewportSize({ width: 360, height: 740 });
    await say("/restock");
    await page.getByRole("heading", { name: /Restock/ }).waitFor();
    const sheet = page.locator(".sheet").first();
    const first = sheet.locator("tbody td").first();
    const before = await first.boundingBox();
    await sheet.evaluate((box) => box.scrollTo({ left: 300 }));
    await expect.poll(() => sheet.evaluate((box) => box.scrollLeft)).toBe(300);
    expect((await first.boundingBox())?.x).toBe(before?.x);
    await sheet.and(page.locator(".moved")).waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  });

  it("stands still for whoever asked for less motion", async () => {
    const { page, theatre } = visit();
    await page.emulateMedia({ reducedMotion: "reduce" });
    const answer = theatre.hold();
    const dropped = await page.evaluateHandle(() => {
      const data = new DataTransfer();
      data.items.add(new File(["x"], "a.csv"));
      return data;
    });
    await page.dispatchEvent(".main", "drop", { dataTransfer: dropped });
    await page.locator(".working .dots i").first().waitFor();
    const moving = await page.evaluate(() => document.getAnimations().length);
    answer();
    expect(moving).toBe(0);
  });
});
