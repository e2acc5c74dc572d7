import { describe, expect, it } from "vitest";
import { planDetail } from "../../src/domain/restock/plan-line.ts";
import type { Demand, DemandBasis } from "../../src/domain/restock/types.ts";
import { present } from "../../src/domain/value.ts";
import { message } from "../../src/message/message.ts";
import { plain } from "../../src/message/plain.ts";
import { legsText } from "../../src/views/restock-lead.ts";
import { stockFacts } from "../../src/views/restock-facts.ts";
import { addDays } from "../../src/domain/calendar/day.ts";
import { AS_OF, demandOf, given, on, read, sold } from "../domain/restock/given.ts";

const WINDOW = { days: 90, weight: 0, rate: 5, daysInStock: 90, daysOut: 0 };

const detail = (daily: number, basis: Partial<DemandBasis>, change: Parameters<typeof given>[0] = {}, more: Partial<Demand> = {}) => {
  const demand = { ...demandOf(daily), ...more };
  return planDetail(given(change), () => present({ ...demand, basis: { ...demand.basis, windows: [WINDOW], ...basis } }), read);
};
const card = (lang: "zh" | "en", ...of: Parameters<typeof detail>): string =>
  plain(message({ title: { zh: "卡", en: "Card" }, blocks: [{ kind: "facts", facts: stockFacts(detail(...of)) }] }), lang);

describe("the figures of a card", () => {
  it("say a seldom seller's rate by the month, not 0.0 a day", () => {
    const slow = [0.0367, { windows: [{ ...WINDOW, rate: 1 / 30 }], historyDays: 370 }, { onHand: 1 }] as const;
    expect(card("en", ...slow)).toMatch(/Sales +1\.1 a month +mean of the coming 30 days; 90 d: 1 a month; 370 days of history/u);
    expect(card("zh", ...slow)).toMatch(/\n销量 +月均 1\.1 件 +未来 30 天平均；近 90 天 月均 1 件；/u);
    expect(card("en", 2, {})).toMatch(/Daily sales +2\.0 /u);
  });

  it("count a day as one", () => {
    expect(card("en", 2, { historyDays: 1 })).toContain("1 day of history");
  });

  it("tell what the season makes of the days that are planned for", () => {
    const season = (days: number): number => (days === 50 ? 1.42 : 9);
    expect(card("en", 2, { season: true }, {}, { season })).toContain("counts the season (the next 50 days 1.4 times the year's average)");
    expect(card("zh", 2, { season: "half" }, {}, { season })).toContain("已计入去年季节波动的一半（未来 50 天为全年平均的 1.4 倍）");
    expect(card("en", 2, { season: true }, {}, { season: () => 1.01 })).toContain("the season (the next 50 days as the year's average)");
    expect(card("en", 2, { season: false })).not.toContain("counts");
  });

  it("tell of weekdays that never sell, and of no event that changes nothing", () => {
    const event = (id: string, uplift: number) => ({ id, name: { zh: id, en: id }, from: on(5), to: on(8), uplift });
    expect(card("en", 2, { closed: [5, 6] })).toContain("; no sales on Sat and Sun; ");
    expect(card("zh", 2, { closed: [5, 6] })).toContain("；周六、周日不出单；");
    const text = card("en", 2, { events: [event("Dull", 0.03), event("Quiet", -0.02), event("Fair", 0.5)] });
    expect(text).toContain("counts Fair");
    expect(text).not.toMatch(/Dull|Quiet/u);
  });

  it("show the stock that is planned with, and how it came from the count", () => {
    const text = card("en", 2, {}, { onHand: 200, onHandDay: addDays(AS_OF, -10), history: sold(120, 5) });
    expect(text).toMatch(/Stock +150 +200 counted on 2026-11-11, 50 sold since: 150 taken/u);
  });

  it("warn that medians of legs are not to be added up, where they do not", () => {
    const lane = { lane: "SEA", mode: "sea" as const, daysP50: 34, daysP90: 44, unitFreight: 1, currency: "USD" };
    const supplier = { code: "S1", productionDaysP50: 18, productionDaysP90: 25 };
    const d = detail(2, {}, { routes: [lane], supplier });
    expect(d.line.leadDaysP50).not.toBe(52);
    expect(legsText(d)).toEqual({
      zh: "采购/生产 18 + 头程至上架（SEA） 34（各段是中位数，不能直接相加）",
      en: "production 18 + door to shelf (SEA) 34 (medians do not add up)",
    });
  });
});
