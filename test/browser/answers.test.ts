import { expect, it } from "vitest";
import { EVIL } from "./script.ts";
import { describeInBrowser } from "./visit.ts";

declare global {
  interface Window {
    /** In the page: how the bars of progress read, one after the other. */
    seen: string[];
  }
}

describeInBrowser("the workspace in a browser, asked", (visit) => {
  it("welcomes a newcomer with commands that work at a click", async () => {
    const { page, theatre } = visit();
    await page.getByRole("heading", { name: "Welcome aboard" }).waitFor();
    await page.getByRole("button", { name: "/kpi return-rate last month by store" }).click();
    await page.getByRole("heading", { name: "Return rate · October 2026 · by store" }).waitFor();
    expect(theatre.heard).toEqual(["text /kpi return-rate last month by store"]);
  });

  it("shows the answer to a command with figures, table, basis, and a picture that really is one", async () => {
    const { page, say } = visit();
    await say("/kpi return-rate last month by store");

    const card = page.locator(".card").first();
    await card.getByText("6.4%", { exact: true }).first().waitFor();
    expect(await card.locator(".fact").nth(2).innerText()).toBe("Refunds\n$18,234.50\n+$310.20 vs September");
    expect(await card.locator(".fact").nth(3).innerText()).toContain("no traffic report for these days");
    expect(await card.locator("tbody tr").first().innerText()).toBe("amazon-us\t14,210\t902\t6.4%");
    expect(
      await card
        .locator("tbody td")
        .nth(1)
        .evaluate((td) => getComputedStyle(td).textAlign),
    ).toBe("right");
    expect(await card.getByText("Simulated").count()).toBe(1);
    const picture = card.getByRole("img");
    await expect.poll(() => picture.evaluate((img: HTMLImageElement) => img.naturalWidth), { timeout: 20_000 }).toBeGreaterThan(300);
    expect(await picture.getAttribute("alt")).toBe("Return rate by day, rising from 5.6% to 6.9%");

    await card.locator(".basis summary").click();
    expect(await card.locator(".basis dl").innerText()).toContain("minimum sample 30 orders (default)");

    await card.locator(".chart button").click();
    await page.locator("dialog[open] img").waitFor();
    await page.keyboard.press("Escape");
    await page.locator("dialog").waitFor({ state: "detached" });
  });

  it("completes commands, shows their usage, and recalls what was said", async () => {
    const { page, composer, say } = visit();
    await composer().pressSequentially("/re");
    expect(await page.locator(".completions li").allTextContents()).toEqual(["/restock What to buy, how much, when, by which route"]);
    await page.keyboard.press("Tab");
    expect(await composer().inputValue()).toBe("/restock ");
    expect(await page.locator(".usage").innerText()).toBe("/restock [SKU]");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: /Restock: 3 of 58/ }).waitFor();

    await say("/kpi");
    await page.getByRole("heading", { name: /Return rate/ }).waitFor();
    await composer().press("ArrowUp");
    await composer().press("ArrowUp");
    expect(await composer().inputValue()).toBe("/restock");
    await composer().press("ArrowDown");
    expect(await composer().inputValue()).toBe("/kpi");
  });

  it("presses a button after asking, and shows what came of it in the message's thread", async () => {
    const { page, theatre, say } = visit();
    await say("/restock");
    await page.getByRole("button", { name: "Approve 3 orders" }).click();
    await page.getByText("Orders for US$ 13,875.50 go to the suppliers.").waitFor();
    await page.getByRole("button", { name: "Cancel" }).click();
    expect(theatre.heard).toEqual(["text /restock"]);

    await page.getByRole("button", { name: "Approve 3 orders" }).click();
    await page.getByRole("button", { name: "Confirm" }).click();
    await page.locator(".thread").getByRole("heading", { name: "Done: approve" }).waitFor();

    expect(theatre.heard).toEqual(["text /restock", "press approve"]);
    await page.locator(".main").getByText("1 reply").waitFor();
    await page.keyboard.press("Escape");
    await page.locator(".thread").waitFor({ state: "detached" });
  });

  it("takes a dropped file in with its progress, and asks in a form what the file lacks", async () => {
    const { page, theatre } = visit();
    const bytes = 3_000_000;
    const dropped = await page.evaluateHandle((size) => {
      const data = new DataTransfer();
      data.items.add(new File([new Uint8Array(size)], "All Orders 2026-10.txt"));
      return data;
    }, bytes);
    // The bar may be gone before anybody can look, so the page notes each of its states.
    await page.evaluate(() => {
      const seen: string[] = [];
      window.seen = seen;
      new MutationObserver(() => {
        const bar = document.querySelector(".working progress");
        if (bar !== null) seen.push(`${bar.parentElement?.className} ${bar.getAttribute("value")}`);
      }).observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
    });
    const answer = theatre.hold();
    await page.dispatchEvent(".main", "dragenter", { dataTransfer: dropped });
    await page.getByText("Drop to import").waitFor();
    await page.dispatchEvent(".main", "drop", { dataTransfer: dropped });

    await page.locator(".working:not(.upload) progress").waitFor();
    answer();
    await page.getByRole("heading", { name: "What is missing in this file?" }).waitFor();
    expect(theatre.heard).toEqual([`file All Orders 2026-10.txt ${bytes}`]);
    expect(await page.locator(".said.file").innerText()).toContain("2.9 MB");
    const seen = await page.evaluate(() => window.seen);
    expect(seen.some((s) => s.startsWith("working upload"))).toBe(true);
    expect(seen.some((s) => /^working \d/.test(s))).toBe(true);

    await page.getByRole("button", { name: "Import" }).click();
    expect(await page.getByLabel("Store").evaluate((s: HTMLSelectElement) => s.validity.valueMissing)).toBe(true);
    await page.getByLabel("Store").selectOption("amazon-de");
    await page.getByLabel("Month").fill("2026-10");
    await page.getByRole("button", { name: "Import" }).click();

    await page
      .locator(".thread")
      .getByRole("heading", { name: /Done: file-answer/ })
      .waitFor();
    expect(theatre.heard.at(-1)).toBe('press file-answer {"store":"amazon-de","month":"2026-10","currency":"USD"}');
  });

  it("speaks Chinese at a click: what is there already, the picture, and after a reload", async () => {
    const { page, theatre, say } = visit();
    await say("/kpi");
    await page.getByRole("heading", { name: /Return rate/ }).waitFor();

    await page.getByRole("radio", { name: "中文" }).click();

    await page.getByRole("heading", { name: "退货率 · 2026年10月 · 按店铺" }).waitFor();
    expect(await page.locator(".fact .delta").first().innerText()).toBe("较9月 +0.8%");
    expect(await page.getByRole("img").getAttribute("src")).toContain("lang=zh");
    expect(await page.locator("html").getAttribute("lang")).toBe("zh-CN");
    await page.reload();
    await page.getByRole("heading", { name: "退货率 · 2026年10月 · 按店铺" }).waitFor();
    expect(await theatre.workspace.language("owner")).toBe("zh");
  });

  it("shows hostile titles as the characters they are made of", async () => {
    const { page, say } = visit();
    await say("/evil");
    const card = page.locator(".card").first();
    await card.getByRole("heading", { name: EVIL[0] ?? "" }).waitFor();

    expect(await card.locator("ul.list li").allInnerTexts()).toEqual(EVIL);
    expect(await card.locator("tbody td").allInnerTexts()).toEqual(EVIL);
    expect(await card.locator(".lead").innerText()).toBe(EVIL.join("\n"));
    expect(await card.locator("img, script, a:not([download])").count()).toBe(0);
    expect(await page.evaluate(() => "pwned" in window)).toBe(false);
    await card.getByRole("button", { name: EVIL[0] ?? "" }).click();
    await page.locator(".thread").getByRole("heading", { name: "Done: evil" }).waitFor();
  });

  it("fits a telephone: nothing sticks out sideways, the menu opens and closes", async () => {
    const { page, say } = visit();
    await say("/kpi");
    await page.getByRole("heading", { name: /Return rate/ }).waitFor();
    await say("/restock");
    await page.getByRole("heading", { name: /Restock/ }).waitFor();
    await page.setViewportSize({ width: 380, height: 800 });

    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(380);
    expect(await page.locator(".main .scroll").evaluate((box) => box.scrollWidth - box.clientWidth)).toBe(0);
    await page.getByRole("button", { name: "Menu" }).click();
    await page.keyboard.press("Escape");
    await page.locator(".menu-open").waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Menu" }).click();
    await page.locator(".channel", { hasText: "retro" }).click();
    await page.getByText("Nothing here yet.").waitFor();
    await page.locator(".menu-open").waitFor({ state: "detached" });
    await expect.poll(() => page.locator(".sidebar").isVisible()).toBe(false);
  });

  it("looks through another role's eyes, and shows that it does", async () => {
    const { page, theatre, composer, say } = visit();
    await page.getByLabel("View as").selectOption("service");
    await page.reload();
    await composer().waitFor();
    expect(await page.getByLabel("View as").inputValue()).toBe("service");
    await say("/restock");
    await page.getByRole("heading", { name: /Restock/ }).waitFor();
    expect(theatre.heard).toEqual(["text /restock as service"]);
  });

  it("can be used without a mouse", async () => {
    const { page, say, theatre } = visit();
    await say("/restock");
    await page.getByRole("heading", { name: /Restock/ }).waitFor();
    await page.getByRole("button", { name: "Show work" }).focus();
    await page.keyboard.press("Enter");
    await page.locator(".thread").getByRole("heading", { name: "Done: show" }).waitFor();
    await page.locator(".thread textarea").pressSequentially("/kpi");
    await page.keyboard.press("Enter");
    await page
      .locator(".thread")
      .getByRole("heading", { name: /Return rate/ })
      .waitFor();
    await page.keyboard.press("Escape");
    await page.locator(".thread").waitFor({ state: "detached" });
    expect(theatre.heard).toEqual(["text /restock", "press show", "text /kpi"]);
  });
});
