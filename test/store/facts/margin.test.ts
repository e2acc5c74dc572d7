import { Decimal } from "decimal.js";
import { expect, it } from "vitest";
import { addDays, day } from "../../../src/domain/calendar/day.ts";
import { answerKpi } from "../../../src/domain/kpi/engine/answer.ts";
import type { KpiAsk } from "../../../src/domain/kpi/engine/ask.ts";
import type { MeasureAnswer, MeasureId } from "../../../src/domain/kpi/measure.ts";
import { makeFacts } from "../../../src/store/facts/facts.ts";
import { ask as askOf } from "../../domain/kpi/given.ts";
import { describeStores } from "../harness.ts";
import { startCompany, told } from "./ask.ts";
import { byHand, FROM, importAll, type Slice } from "./money-world.ts";

const MEASURES = [
  "costable-sales",
  "costed-sales",
  "landed-cost",
  "costed-refunds",
  "goods-back",
  "platform-fees",
  "return-fees",
  "promotion-fees",
  "ad-spend",
  "ad-sales",
  "ad-clicks",
] as const satisfies readonly MeasureId[];
const BOTH = ["de", "us"];
const TO = day("2026-11-10");
const PERIOD = { from: FROM, to: TO };

const cents = (value: Decimal): string => value.toDecimalPlaces(6).toFixed();

describeStores((_, open) => {
  const start = async () => {
    const company = await startCompany(open);
    await importAll(company.imports);
    await company.prisma.sku.updateMany({ where: { code: { in: ["A", "C"] } }, data: { role: "引流款" } });
    return company;
  };
  const read = (answer: MeasureAnswer, key: string | null) =>
    Object.fromEntries(
      MEASURES.map((m) => {
        const value = answer.rows.find((r) => r.key === key)?.values[m];
        return [m, value?.kind === "value" ? cents(value.value) : (value?.because.en ?? "0")];
      }),
    );
  const hand = (slice: Slice) => Object.fromEntries(Object.entries(byHand(slice)).map(([m, v]) => [m, cents(v)]));

  it("agrees with loops over the rows, in all, by store, by SKU, by day, by month and for a role", async () => {
    const { ask } = await start();
    const scope = { stores: BOTH };
    const all = { stores: BOTH, ...PERIOD };
    expect(read(await ask(MEASURES, { scope, period: PERIOD }), null)).toEqual(hand(all));
    const byStore = await ask(MEASURES, { scope, period: PERIOD, by: "store" });
    for (const store of BOTH) expect(read(byStore, store)).toEqual(hand({ ...all, stores: [store] }));
    const bySku = await ask(MEASURES, { scope, period: PERIOD, by: "sku" });
    for (const sku of ["A", "B", "C", "D"]) expect(read(bySku, sku)).toEqual(hand({ ...all, skus: [sku] }));
    const byDay = await ask(MEASURES, { scope, period: PERIOD, by: "day" });
    for (const d of ["2026-10-26", "2026-11-01", "2026-11-04", "2026-11-09"].map(day))
      expect(read(byDay, d)).toEqual(hand({ ...all, from: d, to: d }));
    const byMonth = await ask(MEASURES, { scope, period: PERIOD, by: "month" });
    expect(read(byMonth, "2026-11")).toEqual(hand({ ...all, from: day("2026-11-01") }));
    const role = { stores: BOTH, role: "traffic" };
    expect(read(await ask(MEASURES, { scope: role, period: PERIOD }), null)).toEqual(hand({ ...all, skus: ["A", "C"] }));
    // Other families know roles, too.
    const lines = await ask(["units", "orders", "skus-sold"], { scope: role, period: PERIOD });
    expect(told(lines, "skus-sold")).toBe("2");
    const [a, c] = await Promise.all(["A", "C"].map((sku) => ask(["units"], { scope: { stores: BOTH, sku }, period: PERIOD })));
    expect(Number(told(lines, "units"))).toBe(Number(told(a as MeasureAnswer, "units")) + Number(told(c as MeasureAnswer, "units")));
  });

  it("tells which share of the sales has a cost, and what is missing in costs; never the costs themselves", async () => {
    const { ask } = await start();
    const { notes } = await ask(MEASURES, { scope: { stores: BOTH }, period: PERIOD });
    const said = notes.map((n) => n.en).join("\n");
    expect(said).toMatch(/costs are known for \d+(\.\d)? % of the sales; 2 SKUs have none and are left out/);
    expect(said).toMatch(/% of these sales have no duty in their cost, so the margin looks too high/);
    expect(said).toContain("types of fees that are not known and not counted: quux");
    expect(said).toMatch(/fees of \d+ store-days are not settled yet; of 11 of them they are estimated/);
  });

  it("a contribution margin is the sum of its days, settled and estimated apart, and CM1 − CM3 is what lies between", async () => {
    const { prisma } = await start();
    const facts = makeFacts(prisma);
    const answer = (id: string, change: Partial<KpiAsk> = {}) =>
      answerKpi(
        askOf(id, { scope: { stores: BOTH }, period: PERIOD, today: day("2026-11-11"), comparison: { kind: "none" }, ...change }),
        (q) => facts.read(q),
      );
    const [cm1, cm3] = [await answer("cm1"), await answer("cm3")];
    const s = cm1.settlement;
    if (cm1.figure.value.kind === "missing" || cm3.figure.value.kind === "missing" || s === null)
      throw new Error(JSON.stringify(cm1.figure));
    const h = byHand({ stores: BOTH, ...PERIOD });
    const v = (m: string) => h[m] ?? new Decimal(NaN);
    const by1 = v("costed-sales").minus(v("costed-refunds")).minus(v("landed-cost")).minus(v("platform-fees"));
    expect(cents(cm1.figure.value.value)).toBe(cents(by1));
    const by3 = by1.minus(v("return-fees")).plus(v("goods-back")).minus(v("ad-spend")).minus(v("promotion-fees"));
    expect(cents(cm3.figure.value.value)).toBe(cents(by3));
    expect(cents(s.settled.plus(s.estimated))).toBe(cents(by1));
    // The German settlements end on the 3rd, so from the 4th on nothing is settled for both.
    expect([s.settledDays, s.estimatedDays, s.through]).toEqual([9, 7, "2026-11-03"]);
    const settled = byHand({ stores: BOTH, from: FROM, to: day("2026-11-03") });
    const part = (settled["costed-sales"] ?? NaN) as Decimal;
    expect(cents(s.settled)).toBe(
      cents(
        part
          .minus(settled["costed-refunds"] ?? NaN)
          .minus(settled["landed-cost"] ?? NaN)
          .minus(settled["platform-fees"] ?? NaN),
      ),
    );
  });

  it("a margin of all is the ratio of sums, lies between those of its stores, and no share exceeds the whole", async () => {
    const { prisma } = await start();
    const facts = makeFacts(prisma);
    const margin = await answerKpi(
      askOf("gross-margin", {
        scope: { stores: BOTH },
        period: PERIOD,
        today: day("2026-11-11"),
        comparison: { kind: "none" },
        split: "store",
      }),
      (q) => facts.read(q),
    );
    const of = (m: (typeof margin)["figure"]) => (m.value.kind === "value" ? m.value.value.toNumber() : NaN);
    const stores = (margin.rows ?? []).map((r) => of(r.figure));
    expect(of(margin.figure)).toBeGreaterThan(Math.min(...stores));
    expect(of(margin.figure)).toBeLessThan(Math.max(...stores));
    for (const row of margin.rows ?? []) expect(row.figure.known?.toNumber()).toBeLessThanOrEqual(1);
    // Most of the sales have a cost, but not nine tenths: shown, not judged.
    expect(margin.thin?.kind).toBe("known");
  });

  it("does not tell a margin of goods without a cost, nor a CM of a store whose settlements nobody has seen", async () => {
    const { prisma, imports, ask } = await startCompany(open);
    await importAll(imports);
    const facts = makeFacts(prisma);
    const of = async (id: string, change: Partial<KpiAsk>) =>
      (
        await answerKpi(askOf(id, { period: PERIOD, today: day("2026-11-11"), comparison: { kind: "none" }, ...change }), (q) =>
          facts.read(q),
        )
      ).figure.value;
    expect(await of("gross-margin", { scope: { stores: ["us"], sku: "D" } })).toMatchObject({
      kind: "missing",
      because: { en: expect.stringContaining("no cost is known of anything sold") },
    });
    const events = await prisma.import.findMany({ where: { fact: "financial-events" }, orderBy: { id: "asc" } });
    await imports.undo(events.at(-1)?.id ?? 0);
    await imports.settled();
    expect(await of("cm1", { scope: { stores: BOTH } })).toMatchObject({
      kind: "missing",
      because: { en: expect.stringContaining("no settlement of de is known"), zh: expect.stringContaining("没有 de 的结算数据") },
    });
    expect(await of("cm1", { scope: { stores: ["us"] } })).toMatchObject({ kind: "value" });
    expect(
      told(await ask(["platform-fees"], { scope: { stores: BOTH }, period: PERIOD, by: "store" }), "platform-fees", "us"),
    ).not.toContain("—");
  });

  it("says which exchange rate is missing instead of a cost that lacks a part", async () => {
    const { prisma, imports, ask } = await startCompany(open);
    await importAll(imports);
    await prisma.fxRate.deleteMany({ where: { quote: "CNY" } });
    expect(told(await ask(["landed-cost"], { period: PERIOD }), "landed-cost")).toContain("no exchange rate CNY→USD");
    expect(told(await ask(["costed-sales"], { period: PERIOD }), "costed-sales")).not.toContain("—");
  });

  it("counts bad reviews by the stars that a policy says", async () => {
    const { imports, ask } = await startCompany(open);
    await importAll(imports);
    const [two, three] = [
      await ask(["reviews", "bad-reviews"], { period: PERIOD }),
      await ask(["bad-reviews"], { period: PERIOD, badStars: 3 }),
    ];
    expect([told(two, "reviews"), told(two, "bad-reviews"), told(three, "bad-reviews")]).toEqual(["16", "7", "10"]);
    expect(told(await ask(["reviews"], { period: { from: addDays(TO, 1), to: addDays(TO, 3) } }), "reviews")).toContain("import reviews");
  });
});
