import { describe, expect, it } from "vitest";
import { addDays, day } from "../../src/domain/calendar/day.ts";
import { zone } from "../../src/domain/calendar/zone.ts";
import { job } from "../../src/jobs/monthly-retro.ts";
import { cutFor } from "../../src/message/audience.ts";
import { plain } from "../../src/message/plain.ts";
import type { Alert } from "../../src/ports/alerts.ts";
import { binding, store } from "../fakes/company.ts";
import type { FakeBooks } from "../fakes/facts.ts";
import { none, sells, shop } from "./shop.ts";

const FIRST = "2026-11-01T09:00:00Z";
const retro = binding({ purpose: "retro", zone: zone("UTC") });

/** Stock of a SKU, a snapshot a day; nothing from `out` on. */
function stocked(sku: string, quantity: number, out?: string): NonNullable<FakeBooks["stock"]> {
  return Array.from({ length: 31 }, (_, i) => {
    const d = addDays(day("2026-10-01"), i);
    return { store: "amazon-us", day: d, sku, quantity: out !== undefined && d >= out ? 0 : quantity };
  });
}

const books: FakeBooks = {
  covered: { "amazon-us": { from: "2025-10-01", to: "2026-10-31" } },
  lines: [
    ...sells("amazon-us", "A", "2026-09-01", "2026-09-30", 8),
    // Ten a day, with one day that nobody can miss; nothing when the shelf is empty.
    ...sells("amazon-us", "A", "2026-10-01", "2026-10-21", (d) => (d === "2026-10-14" ? 90 : d < "2026-10-11" ? 9 : 11)),
    ...sells("amazon-us", "B", "2026-10-01", "2026-10-31", 1),
  ],
  stock: [...stocked("A", 100, "2026-10-22"), ...stocked("B", 400)],
  returns: [{ store: "amazon-us", orderDay: "2026-10-02", day: "2026-10-20", sku: "A", units: 6, refund: "60" }],
};

const returns: typeof none = {
  total: 6,
  byBucket: [
    { bucket: "listing", units: 4 },
    { bucket: "unknown", units: 2 },
  ],
  byReason: [
    { bucket: "listing", reason: "NOT_AS_DESCRIBED", units: 4 },
    { bucket: "unknown", reason: null, units: 2 },
  ],
  bySku: [{ sku: "A", title: "Red lamp <!channel>", units: 6, bucket: "listing", bucketUnits: 4 }],
};

const october = (more = {}) =>
  shop({ "monthly-retro": job }, { at: FIRST, stores: [store("amazon-us")], bindings: [retro], books, returns, ...more });

describe("the monthly retro", () => {
  it("is one thread about the month before: the agenda, and a reply for each of its eight blocks", async () => {
    const s = october();
    await s.run("monthly-retro");
    const root = "monthly-retro:fake:ops:2026-10";
    const replies = ["scorecard", "bridge", "chain", "stock", "returns", "exceptions", "actions", "checks", "decisions"];
    expect(s.outbox.rows.map((r) => [r.key, r.replyTo])).toEqual([[root, null], ...replies.map((r) => [`${root}:${r}`, root])]);
    expect((await s.run("monthly-retro")).map((r) => r.outcome)).toEqual(["already-posted"]);
  });

  it("measures every KPI against the month before and last year", async () => {
    const said = await october().says("monthly-retro");
    // 9 × 10 + 11 × 10 + 90 + 31 = 321 units, 240 in September.
    expect(said).toMatch(/Units sold +321 +240 +\+33\.8%/);
    expect(said).toMatch(/GMV +\$3,210\.00 +\$2,400\.00 +\+33\.8%/);
    expect(said).toMatch(/Return rate of the cohort +1\.9%/);
    expect(said).toContain("Return rate of the cohort: figures from 2026-10-02 on may still change (settled after 30 days)");
  });

  it("a month that is known for three weeks says so before its first figure, and is held against three weeks", async () => {
    const part = { ...books, covered: { "amazon-us": { from: "2025-10-01", to: "2026-10-21" } } };
    const said = await october({ books: part }).says("monthly-retro");
    const says = "The data ends on 2026-10-21: these are the figures of 2026-10-01 to 2026-10-21 against 2026-09-01 to 2026-09-21";
    expect(said.indexOf(says)).toBeGreaterThan(0);
    expect(said.indexOf(says)).toBeLessThan(said.indexOf("GMV"));
    expect(said).toMatch(/Units sold +\d+ +\+[\d.]+% vs these days of the month before/);
    expect(await october({ books: part }).says("monthly-retro", "zh")).toMatch(/销量 +\d+ +较上月同期 /);
    expect(await october().says("monthly-retro")).not.toContain("The data ends on");
  });

  it("says nothing of margins and ads where no cost, fee or campaign was ever imported", async () => {
    const said = await october().says("monthly-retro");
    for (const word of ["CM1", "ACoS", "Gross margin", "settled at", "not settled yet"]) expect(said).not.toContain(word);
  });

  it("says what stock-outs cost and which SKUs the turnover rule means, and what speaks against the rule", async () => {
    const said = await october().says("monthly-retro");
    // 290 units in 21 days with stock, ten days without.
    expect(said).toMatch(/SKUs that ran out +1 of 2 +10 SKU-days/);
    expect(said).toMatch(/^A +10 +138 +\$1,380\.95/m);
    expect(said).toMatch(/More than 2 turns a month, 1 SKU[^]*^A +4\.1\d/m);
    expect(said).toMatch(/Less than 1 turns a month, 1 SKU[^]*^B +0\.0\d/m);
    expect(said).toContain("Below 28 days FBA charges its low-inventory fee");
    expect(said).toContain("A SKU that ran out seems to turn faster than it does");
  });

  it("does not take a full shelf in Britain for a full one in the US", async () => {
    const uk = books.stock?.map((s) => ({ ...s, store: "amazon-uk", quantity: 500 })) ?? [];
    const two = {
      ...books,
      covered: { ...books.covered, "amazon-uk": { from: "2025-10-01", to: "2026-10-31" } },
      stock: [...(books.stock ?? []), ...uk],
    };
    const said = await october({ books: two, stores: [store("amazon-us"), store("amazon-uk")] }).says("monthly-retro");
    expect(said).toMatch(/SKUs that ran out +1 of 2 +10 SKU-days, store by store/);
    expect(said).toMatch(/^A +amazon-us +10 +138/m);
    // Of two stores together a month may have more days than the calendar gives it.
    expect(said).toMatch(/Mean stock +Store-days out/);
  });

  it("names the link that must act on the reasons of returns", async () => {
    const said = await october().says("monthly-retro");
    expect(said).toMatch(/not as described +4 +67% +NOT_AS_DESCRIBED +listing/);
    expect(said).toMatch(/^A +Red lamp <!channel> +6 +not as described 4\/6/m);
    expect(await october().says("monthly-retro", "zh")).toMatch(/与描述不符 +4 +67% +NOT_AS_DESCRIBED +Listing/);
  });

  it("asks why, and only of days that the usual ups and downs do not explain", async () => {
    const said = await october().says("monthly-retro", "zh");
    expect(said).toMatch(/2026-10-14：amazon-us GMV US\$910\.00，高于正常范围 /);
    expect(said).not.toMatch(/2026-10-15：/);
  });

  it("tells all that one day showed in one line, and asks the three questions once", async () => {
    const uk = sells("amazon-uk", "A", "2026-10-01", "2026-10-31", (d) => (d === "2026-10-14" ? 91 : 9));
    const two = {
      ...books,
      lines: [...(books.lines ?? []), ...uk],
      covered: { ...books.covered, "amazon-uk": { from: "2025-10-01", to: "2026-10-31" } },
    };
    const said = await october({ books: two, stores: [store("amazon-us"), store("amazon-uk")] }).says("monthly-retro", "zh");
    expect(said).toMatch(/• 2026-10-14：amazon-u[sk] GMV [^•]*；amazon-u[sk] GMV /);
    expect(said.match(/哪个环节？/g)).toHaveLength(1);
  });

  it("counts the warnings of its own stores: raised, ended, how long they took, and what is still open", async () => {
    const warned = (id: number, openedOn: string, recoveredOn: string | null, stores = ["amazon-us"]): Alert => ({
      id,
      kind: "stock-out",
      subject: `US-FBA/${id}`,
      state: recoveredOn === null ? "open" : "recovered",
      openedOn: day(openedOn),
      recoveredOn: recoveredOn === null ? null : day(recoveredOn),
      facts: { stores },
    });
    const alerts = [
      warned(1, "2026-09-20", "2026-10-10"),
      warned(2, "2026-10-05", "2026-10-09"),
      warned(3, "2026-10-21", null),
      warned(4, "2026-10-21", null, ["amazon-de"]),
    ];
    const said = await october({ alerts }).says("monthly-retro");
    expect(said).toContain("7 Warnings and forecasts: 2 raised");
    expect(said).toMatch(/stock-out +2 +2 +12 days +1 +10 days/);
    expect(await october({ alerts }).says("monthly-retro", "zh")).toMatch(/断货预警 +2 +2 +12 天 +1 +10 天/);
    expect(await october().says("monthly-retro")).toContain("Warnings: none was raised.");
  });

  it("tells which thresholds were changed in the month, from what to what and by whom; a target of a margin is confidential", async () => {
    const set = (policy: string, value: number, at: string) => ({
      policy,
      scope: { kind: "company" } as const,
      value,
      from: day("2026-10-12"),
      to: null,
      by: "olga",
      at: new Date(at),
    });
    const overrides = [
      set("alert-stock-out-enter-days", 10, "2026-09-12T09:00:00Z"),
      set("alert-stock-out-enter-days", 21, "2026-10-12T09:00:00Z"),
      set("kpi-target-cm3", 5000, "2026-10-13T09:00:00Z"),
    ];
    const s = october({ overrides });
    const said = await s.says("monthly-retro");
    expect(said).toMatch(/warn of a stock-out this many days ahead +company +10 days +21 days +olga +2026-10-12/);
    const [report] = await s.run("monthly-retro", { dryRun: true });
    const rules = report?.messages.find((m) => m.title.en.startsWith("8 "));
    expect(rules && plain(cutFor(rules, "internal"), "en")).not.toContain("5,000");
  });

  it("holds figures against targets where some are set", async () => {
    const target = {
      policy: "kpi-target-gmv",
      scope: { kind: "company" },
      value: 4000,
      from: day("2026-01-01"),
      to: null,
      by: "olga",
    } as const;
    const said = await october({ overrides: [{ ...target, at: new Date(0) }] }).says("monthly-retro");
    expect(said).toMatch(/GMV +\$4,000\.00 +\$3,210\.00 +missed +\$2,400\.00/);
    expect(await october().says("monthly-retro")).toContain("no target is set");
  });

  it("names the link that got worse first, and what may lie behind it", async () => {
    const said = await october().says("monthly-retro");
    expect(said).toContain("Worse than before or short of its target: after-sales.");
    expect(said).toMatch(
      /▼ after-sales +Return rate 1\.9% \(\+1\.9 pp vs the month before\) +returns are most often for "not as described"/,
    );
    expect(said).toMatch(/^stocking +In-stock rate 83\.9%[^]*a stock-out: A \(amazon-us\) was out for 10 days/m);
    expect(said).toMatch(/pilot +no pilots are on record/);
  });

  it("says when the month has not ended yet in a store's own zone", async () => {
    const la = store("amazon-us", { zone: zone("America/Los_Angeles") });
    const said = await october({ at: "2026-11-01T01:00:00Z", stores: [la], bindings: [{ ...retro, zone: zone("Asia/Shanghai") }] }).says(
      "monthly-retro",
    );
    expect(said).toContain("in amazon-us 2026-10-31 had not ended yet by local time");
  });

  it("says that there is nothing to look back on rather than posting a thread of dashes", async () => {
    const s = october({ books: { covered: {} }, returns: none });
    expect(await s.says("monthly-retro")).toMatch(/Full-chain retro, 2026-10: no data\nThere are no facts to fill in: no orders are known/);
    await s.run("monthly-retro");
    expect(s.outbox.rows).toHaveLength(1);
  });

  it("speaks of the month before the first of the month, in whichever zone that is", () => {
    expect(job.period(day("2026-11-01"))).toBe("2026-10");
    expect(job.period(day("2027-01-03"))).toBe("2026-12");
  });
});
