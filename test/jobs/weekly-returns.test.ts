import { describe, expect, it } from "vitest";
import type { ReturnSpan } from "../../src/domain/returns/span.ts";
import { zone } from "../../src/domain/calendar/zone.ts";
import { job } from "../../src/jobs/weekly-returns.ts";
import { binding, store } from "../fakes/company.ts";
import type { FakeBooks } from "../fakes/facts.ts";
import { sells, shop } from "./shop.ts";

// A Monday; the week before is 16 to 22 November.
const MONDAY = "2026-11-23T09:30:00Z";
const returns = binding({ purpose: "returns", zone: zone("UTC") });
const covered = { from: "2026-06-01", to: "2026-11-22" };

const span = (sku: string, given: Partial<ReturnSpan> & Pick<ReturnSpan, "bucket" | "week" | "recent" | "past">): ReturnSpan => ({
  sku,
  title: null,
  store: "amazon-us",
  reason: null,
  recentOrders: given.recent,
  pastOrders: given.past,
  ...given,
});

const spans = [
  span("HARNESS", { title: "宠物胸背带 L", bucket: "fit", reason: "APPAREL_TOO_SMALL", week: 4, recent: 9, past: 2 }),
  span("CASE", { bucket: "listing", reason: "NOT_COMPATIBLE", week: 5, recent: 12, past: 30 }),
  span("LAMP", { bucket: "quality", reason: "DEFECTIVE", week: 1, recent: 1, past: 4 }),
  span("MAT", { bucket: "unknown", reason: "X_NEW_CODE", week: 1, recent: 1, past: 0 }),
  span("ROPE", { bucket: "preference", reason: "UNWANTED_ITEM", week: 0, recent: 7, past: 1 }),
];

const books: FakeBooks = {
  covered: { "amazon-us": covered },
  lines: ["HARNESS", "CASE", "LAMP", "MAT", "ROPE"].flatMap((sku) => sells("amazon-us", sku, "2026-06-01", "2026-11-22", 2)),
  returns: [
    { store: "amazon-us", orderDay: "2026-11-10", day: "2026-11-18", sku: "HARNESS", units: 4, refund: "40" },
    { store: "amazon-us", orderDay: "2026-11-10", day: "2026-11-19", sku: "CASE", units: 7, refund: "70" },
    ...Array.from({ length: 8 }, (_, i) => ({
      store: "amazon-us",
      orderDay: "2026-09-01",
      day: `2026-${i < 2 ? "09" : i < 6 ? "10" : "11"}-${["22", "29", "06", "13", "20", "27", "03", "10"][i] ?? ""}`,
      sku: "CASE",
      units: 6,
      refund: "60",
    })),
  ],
};

const week = (more = {}) =>
  shop(
    { "weekly-returns": job },
    {
      at: MONDAY,
      stores: [store("amazon-us")],
      bindings: [returns],
      books,
      spans,
      comments: [
        { sku: "HARNESS", bucket: "fit", comment: "Too tight around the chest" },
        { sku: "HARNESS", bucket: "fit", comment: "too tight around the chest!" },
        { sku: "HARNESS", bucket: "fit", comment: "mail anna@example.com" },
      ],
      ...more,
    },
  );

describe("the weekly returns", () => {
  it("say how many came back against the weeks before, and who stands out", async () => {
    const said = await week().says("weekly-returns");
    expect(said).toContain("Returns of the week, top 3: 2026-11-16 to 2026-11-22");
    expect(said).toContain("11 units came back; 6 a week in the 8 weeks before. Well above its own past: HARNESS (fit).");
    // 11 of 70 units sold in the week; 48 of 560 in the eight weeks before.
    expect(said).toMatch(/Return rate, by the day of the return +15\.7% +\+7\.1 pp vs the 8 weeks before/);
  });

  it("put the SKU that has risen first, with its rate against its own past and what to try", async () => {
    const said = await week().says("weekly-returns");
    // Two a day: 56 sold in four weeks, 168 in the twelve before.
    expect(said).toMatch(/HARNESS +fit +4 +16\.1% \(9\/56\) +1\.2% \(2\/168\) +risen/);
    expect(said).toMatch(/CASE +not as described +5 +21\.4% \(12\/56\) +17\.9% \(30\/168\) +no clear rise/);
    expect(said.indexOf("HARNESS ")).toBeLessThan(said.indexOf("CASE "));
    expect(said).toContain("HARNESS 宠物胸背带 L: “Too tight around the chest” (said 2 times). To try (product): measure the goods");
    expect(said).not.toContain("anna");
    expect(said).toContain("LAMP: no buyer wrote why. Few as yet: watch it");
    const zh = await week().says("weekly-returns", "zh");
    expect(zh).toContain("退回 11 件，此前 8 周平均每周 6 件。明显高于自身以往：HARNESS（尺码不合）。");
    expect(zh).toContain("买家说“Too tight around the chest”（2 条相同）。建议（产品经理）：核对尺码表与实物");
  });

  it("sort the reasons by what came back in the week, and name the link that must act", async () => {
    const said = await week().says("weekly-returns");
    // 5 of 11, and 37 of the 56 units before the week.
    expect(said).toMatch(/not as described +5 +45% +66% +listing/);
    expect(said).toMatch(/fit +4 +36% +13% +size chart/);
    expect(said).toMatch(/Chart: 11 returned units by the platform's reason: not compatible 5, too small 4, X_NEW_CODE 1/);
  });

  it("feed the picture of reasons: the platform's words where they are known, else as they were written", async () => {
    const [report] = await week().run("weekly-returns", { dryRun: true });
    const chart = report?.messages[0]?.blocks.find((b) => b.kind === "chart");
    expect(chart).toMatchObject({ chart: "return-reasons", data: { total: 11, sensitivity: "internal" } });
    // Its reasons are finer than those of the table above: one that has the same name has another number.
    expect(chart).toMatchObject({
      data: { title: { zh: "平台写的原因 11-16 至 11-22", en: "Reasons in the platforms' words, 11-16 to 11-22" } },
    });
    expect((chart as { data: { rows: unknown[] } }).data.rows).toEqual([
      { label: { zh: "不适配", en: "not compatible" }, units: 5 },
      { label: { zh: "尺码偏小", en: "too small" }, units: 4 },
      { label: { zh: "X_NEW_CODE", en: "X_NEW_CODE" }, units: 1 },
      { label: { zh: "不能用", en: "does not work" }, units: 1 },
    ]);
  });

  it("have a button to each SKU's returns", async () => {
    const [report] = await week().run("weekly-returns", { dryRun: true });
    expect(report?.messages[0]?.actions.map((a) => a.deed)).toEqual(
      ["HARNESS", "CASE", "LAMP"].map((sku) => ({ action: "open-returns", args: { sku } })),
    );
  });

  it("tell of a reason that has risen in one store over all its SKUs, which no SKU shows by itself", async () => {
    const broken = (sku: string, week: number, recent: number) =>
      span(sku, { store: "amazon-de", bucket: "logistics", week, recent, past: 1 });
    const s = week({
      stores: [store("amazon-us"), store("amazon-de")],
      books: {
        ...books,
        covered: { "amazon-us": covered, "amazon-de": covered },
        lines: [...(books.lines ?? []), ...["JAR", "OIL", "LED"].flatMap((sku) => sells("amazon-de", sku, "2026-06-01", "2026-11-22", 1))],
      },
      spans: [...spans, broken("JAR", 2, 4), broken("OIL", 1, 3), broken("LED", 0, 3)],
    });
    const said = await s.says("weekly-returns");
    // Three a day: 84 sold in four weeks, 252 in the twelve before.
    expect(said).toContain(
      "amazon-de, over all its SKUs: logistics has risen, 11.9% (10/84) in 28 days, 1.2% (3/252) before; mostly JAR, LED, OIL. To try (supply):",
    );
    expect(said).toContain("In amazon-de a reason has risen over all SKUs, see below.");
    // What one SKU explains is told of the SKU alone.
    expect(said).not.toContain("amazon-us, over all its SKUs");
    expect(await s.says("weekly-returns", "zh")).toContain(
      "amazon-de 全店物流问题升高：近 28 天 11.9% (10/84)，此前 1.2% (3/252)；主要是 JAR、LED、OIL。",
    );
  });

  it("are posted once a week, on a Monday or late", async () => {
    const s = week();
    expect((await s.run("weekly-returns")).map((r) => [r.outcome, r.key])).toEqual([["queued", "weekly-returns:fake:ops:2026-W47"]]);
    s.clock.set("2026-11-24T09:30:00Z");
    expect((await s.run("weekly-returns")).map((r) => r.outcome)).toEqual(["already-posted"]);
  });

  it("say in one sentence why there are none, where nobody knows what came back", async () => {
    const s = week({ books: { covered: {} }, spans: [] });
    const said = await s.says("weekly-returns");
    expect(said).toContain("No returns of the week: 2026-11-16 to 2026-11-22 is not known");
    expect(said).not.toMatch(/0 units|0\.0%/);
    expect(said.split("\n").filter((l) => l !== "").length).toBeLessThanOrEqual(3);
  });

  it("are silent where nothing came back, and where there is no store", async () => {
    const none = week({ books: { ...books, returns: [] }, spans: [] });
    expect(await none.run("weekly-returns")).toMatchObject([{ outcome: "nothing", because: { zh: "2026-11-16 至 2026-11-22 没有退货" } }]);
    expect(await week({ stores: [] }).run("weekly-returns")).toMatchObject([{ outcome: "nothing" }]);
  });
});
