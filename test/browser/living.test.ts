import { expect, it } from "vitest";
import { message } from "../../src/message/message.ts";
import { kpiAnswer, seal } from "./script.ts";
import { describeInBrowser } from "./visit.ts";

const both = (text: string) => ({ zh: text, en: text });

describeInBrowser("the workspace in a browser, left open", (visit) => {
  it("receives a post while it is open, and marks channels that nobody looks at", async () => {
    const { page, theatre } = visit();
    await theatre.platform.post({ channel: "ops" }, seal(message({ title: both("Stock-out in 7 days") })), "k1");
    await page.getByRole("heading", { name: "Stock-out in 7 days" }).waitFor();

    await theatre.platform.post({ channel: "digest" }, seal(kpiAnswer()), "k2");
    const digest = page.locator(".channel", { hasText: "digest" });
    await digest.locator(".badge", { hasText: "1" }).waitFor();
    await expect.poll(() => page.title()).toBe("(1) ops · Purser");
    await digest.click();
    await page.getByRole("heading", { name: /Return rate/ }).waitFor();
    await digest.locator(".badge").waitFor({ state: "detached" });
    expect(new URL(page.url()).hash).toBe("#/digest");
  });

  it("shows an edited message in its place", async () => {
    const { page, theatre } = visit();
    const posted = await theatre.platform.post(
      { channel: "ops" },
      seal(message({ title: both("Stock-out in 7 days"), tone: "critical" })),
      "k",
    );
    await page.getByRole("heading", { name: "Stock-out in 7 days" }).waitFor();
    if (posted.kind !== "sent") throw new Error("not sent");
    await theatre.platform.edit?.(posted.ref, seal(message({ title: both("Recovered"), tone: "good" })));
    await page.getByRole("heading", { name: "Recovered" }).waitFor();
    expect(await page.locator(".card").count()).toBe(1);
  });

  it("comes back by itself after the server was away, with what was said meanwhile", async () => {
    const { page, theatre, say } = visit();
    await say("/restock");
    await page.getByRole("heading", { name: /Restock/ }).waitFor();
    await theatre.restart();
    await theatre.platform.post({ channel: "ops" }, seal(message({ title: both("Said while you were away") })), "away");
    await page.getByRole("heading", { name: "Said while you were away" }).waitFor();
    expect(await page.getByRole("heading", { name: /Restock/ }).count()).toBe(1);
    await page.locator(".offline").waitFor({ state: "detached" });
  });

  it("tells of a bug in one sentence and goes on", async () => {
    const { page, theatre, say } = visit();
    await say("/bug");
    await page.getByText(/Something went wrong here; it is in the log\. Reference: [0-9a-f-]{36}/).waitFor();
    expect(theatre.errors).toEqual(["local.handler-failed"]);
    await say("/restock");
    await page.getByRole("heading", { name: /Restock/ }).waitFor();
  });

  it("says in words what a picture would show when it cannot be drawn", async () => {
    const { page, theatre, problems } = visit();
    const lost = message({
      title: both("Chart"),
      blocks: [{ kind: "chart", chart: "no-such-chart", data: {}, alt: both("Sales rise from 10 to 20") }],
    });
    await theatre.platform.post({ channel: "ops" }, seal(lost), "k");
    await page.getByText("Sales rise from 10 to 20").waitFor();
    await expect.poll(() => problems.length).toBe(1);
    expect(problems.splice(0)[0]).toContain("500");
  });

  it("loads older messages at the top without moving what is being read", async () => {
    const { page, theatre } = visit();
    for (let i = 1; i <= 60; i += 1)
      await theatre.platform.post({ channel: "stock" }, seal(message({ title: both(`Warning ${i}`) })), `k${i}`);
    await page.locator(".channel", { hasText: "stock" }).click();
    await page.getByRole("heading", { name: "Warning 60", exact: true }).waitFor();
    expect(await page.getByRole("heading", { name: "Warning 20", exact: true }).count()).toBe(0);

    const earlier = page.getByRole("button", { name: "Earlier messages" });
    await earlier.scrollIntoViewIfNeeded();
    const reading = page.getByRole("heading", { name: "Warning 22", exact: true });
    const before = (await reading.boundingBox())?.y ?? 0;
    await earlier.click();
    await page.getByRole("heading", { name: "Warning 1", exact: true }).waitFor();

    expect(await page.locator(".entry").count()).toBe(60);
    // The button goes, and its height with it.
    await expect.poll(async () => Math.abs(((await reading.boundingBox())?.y ?? 0) - before)).toBeLessThan(50);
  });

  it("waits for a server that is not there yet, and opens when it comes", async () => {
    const { page, theatre, problems, composer } = visit();
    // The page itself still comes (its server is just starting), and has nothing to begin with.
    await page.route(`${theatre.address}/`, async (route) => {
      const response = await route.fetch();
      const body = (await response.text()).replace(/(<script id="first"[^>]*>)[^<]*/, "$1null");
      await route.fulfill({ response, body });
    });
    await page.route("**/local/state", (route) => route.abort());
    await page.reload();
    await page.getByText("Connection lost; reconnecting…").waitFor();
    await page.unroute("**/local/state");
    await composer().waitFor();
    expect(problems.splice(0).join(" ")).toMatch(/Failed to fetch/);
  });

  it("shows a long answer from its question on, and does not pull away whoever scrolled", async () => {
    const { page, theatre, say } = visit();
    const rows = Array.from({ length: 50 }, (_, i) => [{ kind: "code" as const, code: `SKU-${i}` }]);
    const blocks = [1, 2, 3].map(() => ({ kind: "table" as const, columns: [{ label: both("SKU") }], rows }));
    await say("/silence");
    await theatre.platform.post({ channel: "ops" }, seal(message({ title: both("A long answer"), blocks })), "long");

    const question = page.locator(".said", { hasText: "/silence" });
    await page.getByRole("heading", { name: "A long answer" }).waitFor();
    await expect.poll(async () => Math.round((await question.boundingBox())?.y ?? 0)).toBeGreaterThan(0);
    expect((await question.boundingBox())?.y).toBeLessThan(300);

    await page.locator(".main .scroll").hover();
    await page.mouse.wheel(0, 200);
    const scrolled = () => page.locator(".main .scroll").evaluate((box) => box.scrollTop);
    await expect.poll(scrolled).toBeGreaterThan(100);
    expect(await page.locator("tbody").first().locator("tr").count()).toBe(25);
    await page.getByRole("button", { name: "Show all 50 rows" }).first().click();
    expect(await page.locator("tbody").first().locator("tr").count()).toBe(50);
    const before = await scrolled();
    await theatre.platform.post({ channel: "ops" }, seal(message({ title: both("Something else") })), "else");
    await page.getByRole("button", { name: "New messages" }).click();
    await expect.poll(scrolled).toBeGreaterThan(before);
    await page.getByRole("button", { name: "New messages" }).waitFor({ state: "detached" });
  });
});
