import { describe, expect, it } from "vitest";
import { addDays, type Day, day, dayNumber, daysBetween, weekday } from "../../../src/domain/calendar/day.ts";
import { learnLessons } from "../../../src/domain/demand/lessons.ts";
import { listingOf, pooledDemand } from "../../../src/domain/demand/pooled-demand.ts";
import { defaults } from "../../../src/domain/policy/reader.ts";
import type { Demand, DemandModel, HistoryDay } from "../../../src/domain/restock/types.ts";
import { dice, poisson } from "./shops.ts";

const AS_OF = day("2026-11-22");
type Input = Parameters<DemandModel>[0];

/** Beach towels sell in July, heaters in January; Saturdays are good, and Black Friday sells three times as much. */
const season = (category: string, d: Day): number =>
  1 + 0.7 * Math.cos((2 * Math.PI * (dayNumber(d) - dayNumber(day(category === "beach" ? "2025-07-15" : "2025-01-15")))) / 365.25);
const BLACK_FRIDAYS = [day("2024-11-29"), day("2025-11-28")];
const event = (d: Day): number => (BLACK_FRIDAYS.some((f) => d >= f && daysBetween(f, d) <= 3) ? 3 : 1);
const usual = (category: string, d: Day): number => season(category, d) * (weekday(d) === 6 ? 1.6 : 0.9) * event(d);

const days = (n: number): Day[] => Array.from({ length: n }, (_, i) => addDays(AS_OF, i + 1 - n));
const listing = (category: string, history: readonly HistoryDay[]): Input => ({ history, asOf: AS_OF, category, platforms: ["amazon"] });

function product(category: string, base: number, n: number, roll: () => number): Input {
  return listing(
    category,
    days(n).map((d) => ({ day: d, units: poisson(base * usual(category, d), roll), inStock: true })),
  );
}

function shop(n: number): readonly Input[] {
  const roll = dice(11);
  return ["beach", "heat"].flatMap((category) => Array.from({ length: 40 }, () => product(category, 1 + 6 * roll(), n, roll)));
}

function taught(inputs: readonly Input[]): DemandModel {
  const listings = inputs.flatMap((i) => listingOf(i)?.listing ?? []);
  return pooledDemand(learnLessons(listings, AS_OF).lessons);
}

function said(model: DemandModel, input: Input): Demand {
  const answer = model(input, defaults);
  if (answer.kind === "missing") throw new Error(answer.because.en);
  return answer.value;
}
const sum = (d: Demand, from: number, to: number): number => {
  let units = 0;
  for (let i = from; i < to; i += 1) units += d.expected(i);
  return units;
};
const real = (category: string, base: number, from: number, to: number): number =>
  Array.from({ length: to - from }, (_, i) => base * usual(category, addDays(AS_OF, from + i + 1))).reduce((a, b) => a + b, 0);

describe("what all products teach of the year", () => {
  const model = taught(shop(730));
  const steady = (category: string, base: number, n = 730): Input =>
    listing(
      category,
      days(n).map((d) => ({ day: d, units: Math.round(base * usual(category, d)), inStock: true })),
    );

  it.each(["beach", "heat"])("demand of %s follows the season of its category, months ahead", (category) => {
    const d = said(model, steady(category, 10));
    for (const [from, to] of [
      [14, 44],
      [60, 90],
      [150, 180],
    ] as const)
      expect(sum(d, from, to) / real(category, 10, from, to)).toBeGreaterThan(0.8);
    for (const [from, to] of [
      [14, 44],
      [60, 90],
      [150, 180],
    ] as const)
      expect(sum(d, from, to) / real(category, 10, from, to)).toBeLessThan(1.25);
  });

  it("Black Friday is counted as last year's, and said so", () => {
    const d = said(model, steady("heat", 10));
    const friday = daysBetween(AS_OF, day("2026-11-27")) - 1;
    expect(sum(d, friday, friday + 4) / sum(d, friday + 7, friday + 11)).toBeGreaterThan(2.2);
    expect(d.basis.events?.[0]).toMatchObject({ id: "Black Friday to Cyber Monday", from: "2026-11-27", to: "2026-11-30" });
    expect(d.basis.events?.[0]?.uplift).toBeGreaterThan(1.5);
  });

  it("Saturdays sell more", () => {
    const d = said(model, steady("heat", 10));
    const saturday = daysBetween(AS_OF, day("2026-12-12")) - 1;
    expect(d.expected(saturday) / d.expected(saturday + 2)).toBeGreaterThan(1.4);
  });

  it("a promotion that the team planned on the same days replaces the calendar's uplift", () => {
    const input: Input = {
      ...steady("heat", 10),
      events: [{ id: "promo-1", name: { zh: "黑五", en: "BF" }, from: day("2026-11-27"), to: day("2026-11-30"), uplift: 4 }],
    };
    const d = said(model, input);
    const friday = daysBetween(AS_OF, day("2026-11-27")) - 1;
    expect(sum(d, friday, friday + 4) / sum(d, friday + 7, friday + 11)).toBeGreaterThan(4);
    expect(d.basis.events).toHaveLength(1);
  });

  it("a promotion that was planned twice on the same days counts once, the larger of the two", () => {
    const week = { from: day("2027-02-05"), to: day("2027-02-08") };
    const event = (id: string, uplift: number) => ({ id, name: { zh: id, en: id }, ...week, uplift });
    const daily = (...events: NonNullable<Input["events"]>): number => {
      const first = daysBetween(AS_OF, week.from) - 1;
      return sum(said(model, { ...steady("heat", 10), events }), first, first + 4);
    };
    expect(daily(event("promo-1", 1), event("promo-2", 1))).toBeCloseTo(daily(event("promo-1", 1)), 6);
    expect(daily(event("promo-1", 1), event("promo-2", 2))).toBeCloseTo(daily(event("promo-2", 2)), 6);
    expect(daily(event("promo-1", 1))).toBeCloseTo(2 * daily(), 6);
  });

  it("a promotion that begins before Black Friday counts with its own uplift on those days, too", () => {
    const long = { id: "promo-2", name: { zh: "黑五月", en: "BF month" }, from: day("2026-11-25"), to: day("2026-12-02"), uplift: 1 };
    const [without, planned] = [steady("heat", 10), { ...steady("heat", 10), events: [long] }].map((i) => said(model, i));
    if (!without || !planned) throw new Error("both are forecast");
    const at = (d: Demand, on: string): number => d.expected(daysBetween(AS_OF, day(on)) - 1);
    for (const on of ["2026-11-25", "2026-12-01"]) expect(at(planned, on) / at(without, on)).toBeCloseTo(2, 3);
  });

  it("less than a year is no season", () => {
    const d = said(taught(shop(300)), steady("heat", 10, 300));
    expect(d.basis.season).toBe(false);
    // What is left is a trend, and that fades.
    expect(sum(d, 160, 167)).toBeCloseTo(sum(d, 260, 267), 0);
  });

  it("quantiles of longer spans are never lower", () => {
    const d = said(model, steady("beach", 2));
    for (const tau of [0.05, 0.5, 0.9, 0.99])
      for (let span = 2; span < 200; span += 3) expect(d.quantile(span, tau)).toBeGreaterThanOrEqual(d.quantile(span - 1, tau) - 1e-6);
  });
});

describe("a product beside the others", () => {
  const roll = dice(5);
  const flat = (n: number, units: (d: Day, i: number) => number): Input =>
    listing(
      "toys",
      days(n).map((d, i) => ({ day: d, units: units(d, i), inStock: true })),
    );
  const model = taught(Array.from({ length: 60 }, () => flat(200, () => poisson(4, roll))));

  it("that is three days old is believed to sell as its siblings, and says so", () => {
    const d = said(
      model,
      flat(3, () => poisson(4, roll)),
    );
    expect(d.dailyMean).toBeGreaterThan(2);
    expect(d.dailyMean).toBeLessThan(6);
    expect(d.basis.notes.map((n) => n.en).join()).toMatch(/only 3 days of sales: read together with 60 products/);
    const old = said(
      model,
      flat(200, () => poisson(4, roll)),
    );
    expect(d.quantile(30, 0.9) / d.quantile(30, 0.5)).toBeGreaterThan(old.quantile(30, 0.9) / old.quantile(30, 0.5));
  });

  it("that bursts is heard within a day, and not believed for ever", () => {
    const calm = said(
      model,
      flat(200, () => poisson(4, dice(1))),
    );
    const burst = said(
      model,
      flat(200, (_, i) => (i === 199 ? 60 : 4)),
    );
    expect(burst.expected(0)).toBeGreaterThan(25);
    expect(burst.expected(30)).toBeLessThan(8);
    expect(burst.basis.notes.map((n) => n.en).join()).toMatch(/a burst since 1 day/);
    expect(calm.basis.notes.map((n) => n.en).join()).not.toMatch(/burst/);
  });

  it("that has sold more for three weeks has a new level", () => {
    const d = said(
      model,
      flat(200, (_, i) => (i >= 178 ? 12 : 4)),
    );
    expect(d.expected(60)).toBeGreaterThan(8);
  });

  it("is not planned by one bulk order", () => {
    const input = flat(200, () => 4);
    const history = input.history.map((h, i) => (i === 195 ? { ...h, units: 404, large: [400] } : h));
    const d = said(model, { ...input, history });
    expect(d.dailyMean).toBeLessThan(5.5);
    expect(d.basis.notes.map((n) => n.en).join()).toMatch(/1 bulk order capped, 380 units left out/);
  });

  it("of two days is not planned by a first order that is a thousand times the other", () => {
    const input = flat(12, (_, i) => (i === 2 ? 12 : i === 11 ? 80_995 : 0));
    const history = input.history.map((h) => (h.units > 1000 ? { ...h, large: [h.units] } : h));
    expect(said(model, { ...input, history }).dailyMean).toBeLessThan(20);
  });

  it("that lives on bulk orders is planned by them", () => {
    const input = flat(200, (_, i) => (i % 3 === 0 ? 30 : 0));
    const history = input.history.map((h) => (h.units > 0 ? { ...h, large: [30] } : h));
    expect(said(model, { ...input, history }).dailyMean).toBeGreaterThan(8);
  });

  it("that lives on bulk orders is not planned by one of fifty times their size", () => {
    const input = flat(200, (_, i) => (i === 196 ? 1500 : i % 3 === 0 ? 30 : 0));
    const history = input.history.map((h) => (h.units > 0 ? { ...h, large: [h.units] } : h));
    const d = said(model, { ...input, history });
    expect(d.dailyMean).toBeLessThan(22);
    expect(d.basis.notes.map((n) => n.en).join()).toMatch(/1 bulk order capped, 1410 units left out/);
  });

  it("that never sold has no forecast", () => {
    expect(
      model(
        flat(50, () => 0),
        defaults,
      ),
    ).toMatchObject({ kind: "missing", because: { en: "nothing was sold yet" } });
  });

  it("is told how its forecasts of four weeks did", () => {
    const d = said(
      model,
      flat(200, () => poisson(4, roll)),
    );
    expect(d.basis.accuracy).toMatchObject({ days: 28, windows: 12 });
    expect(d.basis.accuracy?.error).toBeLessThan(0.25);
  });
});

describe("days that no calendar told of", () => {
  it("on which all products sold three times as much neither make a season nor lift the level", () => {
    const roll = dice(3);
    const odd = new Set([day("2026-11-10"), day("2026-11-11"), day("2026-11-12")]);
    const inputs = Array.from({ length: 60 }, () =>
      listing(
        "toys",
        days(200).map((d) => ({ day: d, units: poisson(odd.has(d) ? 12 : 4, roll), inStock: true })),
      ),
    );
    const { lessons } = learnLessons(
      inputs.flatMap((i) => listingOf(i)?.listing ?? []),
      AS_OF,
    );
    expect(lessons.spikes.amazon.map(([d]) => d)).toEqual([...odd].map((d) => dayNumber(d)));
    const mean = inputs.reduce((sum, i) => sum + sum30(said(pooledDemand(lessons), i)), 0) / inputs.length / 30;
    expect(mean).toBeGreaterThan(3.7);
    expect(mean).toBeLessThan(4.4);
  });

  const toys = (n: number, rate: (d: Day) => number): Input[] => {
    const roll = dice(3);
    return Array.from({ length: 60 }, () =>
      listing(
        "toys",
        days(n).map((d) => ({ day: d, units: poisson(rate(d), roll), inStock: true })),
      ),
    );
  };
  const expected = (inputs: readonly Input[], from: Day, to: Day): number => {
    const model = taught(inputs);
    const [first, last] = [daysBetween(AS_OF, from) - 1, daysBetween(AS_OF, to)];
    return inputs.reduce((all, i) => all + sum(said(model, i), first, last), 0) / inputs.length / (last - first);
  };

  it("are not the Saturdays of a shop that is closed on Saturdays: it sells nothing on those that come", () => {
    const inputs = toys(200, (d) => (weekday(d) === 6 ? 0 : 6));
    expect(expected(inputs, day("2026-11-28"), day("2026-11-28"))).toBeLessThan(1);
    expect(expected(inputs, day("2026-12-07"), day("2026-12-20"))).toBeCloseTo((6 * 6) / 7, 0);
  });

  it("are not the weekdays of a shop that has opened on Saturdays since eight weeks", () => {
    const since = addDays(AS_OF, -56);
    const inputs = toys(300, (d) => (weekday(d) === 6 && d < since ? 0 : 6));
    expect(expected(inputs, day("2026-12-07"), day("2026-12-20"))).toBeCloseTo(6, 0);
  });

  const newYear = (d: Day): boolean => d.slice(5) >= "12-24" || d.slice(5) <= "01-02";
  it.each<[string, (d: Day) => number]>([
    ["every day", () => 6],
    ["on weekdays only", (d) => (weekday(d) === 6 || weekday(d) === 7 ? 0 : 6)],
  ])("and on which a shop that sells %s was closed come again on the same dates", (_, rate) => {
    const inputs = toys(400, (d) => (newYear(d) ? 0 : rate(d)));
    expect(expected(inputs, day("2026-12-25"), day("2026-12-31"))).toBeLessThan(0.5);
    expect(expected(inputs, day("2027-01-11"), day("2027-01-31"))).toBeGreaterThan(3.5);
  });

  it("and a promotion that is planned within them counts: whoever plans it is open", () => {
    const inputs = toys(400, (d) => (newYear(d) ? 0 : 6));
    const [one] = inputs;
    if (one === undefined) throw new Error("there are 60");
    const sale = { id: "promo-9", name: { zh: "年末", en: "Year end" }, from: day("2026-12-26"), to: day("2026-12-30"), uplift: 1 };
    const d = said(taught(inputs), { ...one, events: [sale] });
    const first = daysBetween(AS_OF, sale.from) - 1;
    expect(sum(d, first, first + 5) / 5).toBeGreaterThan(8);
    expect(d.basis.events?.map((e) => e.id)).not.toContain("closed");
  });

  it("are seen through while they last: the level does not sink with them", () => {
    const inputs = toys(405, (d) => (newYear(d) ? 0 : 6));
    const on = day("2026-12-30");
    const until = inputs.map((i) => ({
      ...i,
      asOf: on,
      history: [
        ...i.history,
        ...Array.from({ length: daysBetween(AS_OF, on) }, (_, k) => {
          const d = addDays(AS_OF, k + 1);
          return { day: d, units: newYear(d) ? 0 : 6, inStock: true };
        }),
      ],
    }));
    const { lessons } = learnLessons(
      until.flatMap((i) => listingOf(i)?.listing ?? []),
      on,
    );
    const mean = until.reduce((all, i) => all + sum(said(pooledDemand(lessons), i), 10, 30), 0) / until.length / 20;
    expect(mean).toBeGreaterThan(5.3);
    expect(mean).toBeLessThan(6.7);
  });

  it("and on which nobody sold from Christmas to the New Year come again, and are told", () => {
    const closed = (d: Day): boolean => d >= day("2025-12-24") && d <= day("2026-01-02");
    const inputs = toys(360, (d) => (closed(d) ? 0 : 6));
    expect(expected(inputs, day("2026-12-25"), day("2026-12-31"))).toBeLessThan(1);
    expect(expected(inputs, day("2027-01-05"), day("2027-01-20"))).toBeCloseTo(6, 0);
    const [one] = inputs;
    if (one === undefined) throw new Error("there are 60");
    expect(said(taught(inputs), one).basis.events).toContainEqual(
      expect.objectContaining({ name: { zh: "去年同期歇业", en: "closed then a year ago" }, from: "2026-12-24", to: "2027-01-02" }),
    );
  });

  it.each([
    ["is an accident, and does not come again", "2025-12-25", "2025-12-25"],
    ["at Easter does not come again on the same day: Easter moves", "2026-04-03", "2026-04-06"],
  ])("and one on which nobody sold %s", (_, from, to) => {
    const inputs = toys(360, (d) => (d >= day(from) && d <= day(to) ? 0 : 6));
    expect(expected(inputs, addDays(day(from), 365), addDays(day(to), 365))).toBeGreaterThan(5);
  });
});

describe("a shop that has seen one year and nine days", () => {
  it("and sells twice as much since two months may have a season or a new level: half of it is taken back, and not all", () => {
    const roll = dice(29);
    const since = addDays(AS_OF, -60);
    const shop = Array.from({ length: 150 }, () =>
      listing(
        "gifts",
        days(374).map((d) => ({ day: d, units: poisson(d > since ? 6 : 3, roll), inStock: true })),
      ),
    );
    const model = taught(shop);
    const mean = shop.reduce((n, i) => n + sum(said(model, i), 150, 210), 0) / shop.length / 60;
    expect(mean).toBeGreaterThan(3.8);
    expect(mean).toBeLessThan(6.2);
  });

  it.each([
    [371, false],
    [372, "half"],
  ])("knows of a season after %d days: %s", (n, season) => {
    const inputs = shopOf(n);
    const [one] = inputs;
    expect(one && said(taught(inputs), one).basis.season).toBe(season);
  });
  const shopOf = (n: number): readonly Input[] => {
    const roll = dice(11);
    return Array.from({ length: 80 }, () => product("heat", 1 + 6 * roll(), n, roll));
  };

  /** In autumn one in eight of its products sells ten times as much; which ones, no category tells, and all have luck of their own. */
  const autumn = (d: Day, i: number): number => (i % 8 === 0 && (d >= day("2026-09-01") || d <= day("2025-12-10")) ? 10 : 1);
  const inputs = (() => {
    const roll = dice(17);
    return Array.from({ length: 300 }, (_, i) => {
      let rate = 1 + 3 * roll();
      return listing(
        "gifts",
        days(374).map((d, k) => {
          if (k % 28 === 0) rate *= Math.exp(1.2 * (roll() - 0.5));
          return { day: d, units: poisson(rate * autumn(d, i), roll), inStock: true };
        }),
      );
    });
  })();
  const all = (model: DemandModel, from: number, to: number): number => inputs.reduce((n, i) => n + sum(said(model, i), from, to), 0);

  it("takes back a part of what its autumn added, though no product alone proves a season", () => {
    const model = taught(inputs);
    const spring = all(model, 60, 150);
    const now = inputs.reduce((n, i) => n + i.history.slice(-90).reduce((m, h) => m + h.units, 0), 0);
    expect(spring / now).toBeLessThan(0.9);
    expect(spring / now).toBeGreaterThan(0.5);
    const [one] = inputs;
    expect(one && said(model, one).basis.season).toBe("half");
  });
});
const sum30 = (d: Demand): number => sum(d, 0, 30);
