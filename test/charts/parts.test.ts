import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { flags } from "../../charts/parts/flags.ts";
import { type Figure, label, tickLabels } from "../../charts/parts/numbers.ts";
import { dayTicks, niceTicks } from "../../charts/parts/ticks.ts";
import { fitted, textWidth } from "../../charts/parts/words.ts";
import { addDays, day } from "../../src/domain/calendar/day.ts";

const figure = (unit: Figure["unit"], lang: Figure["lang"] = "en", currency: string | null = null): Figure => ({ unit, lang, currency });

describe("figures are written as people write them", () => {
  it.each([
    [0, figure("money", "en", "USD"), "$0"],
    [12.5, figure("money", "en", "USD"), "$12.50"],
    [-45_678, figure("money", "en", "GBP"), "−£45,678"],
    [123_456.7, figure("money", "en", "USD"), "$123.5k"],
    [123_456.7, figure("money", "zh", "USD"), "US$12.35万"],
    [1_000_000, figure("count", "zh"), "100万"],
    [7_026_000_000, figure("money", "zh", "CNY"), "¥70.26亿"],
    [99, figure("money", "en", "XQZ"), "XQZ 99.00"],
    [0.1234, figure("percent"), "12.3%"],
    [0.0004, figure("percent"), "0.040%"],
    [41.35, figure("days"), "41.4"],
    [0.0032, figure("number"), "0.0032"],
  ] as const)("%s becomes %s", (value, of, text) => {
    expect(label(value, of)).toBe(text);
  });

  it("cents are left out beside thousands", () => {
    expect(label(987.65, figure("money", "en", "USD"), 98_765)).toBe("$988");
  });

  it("an axis has one unit, and as many digits as its steps need", () => {
    expect(tickLabels([0, 5000, 10_000, 15_000], 5000, figure("money", "en", "USD"))).toEqual(["$0", "$5k", "$10k", "$15k"]);
    expect(tickLabels([0, 5000, 10_000], 5000, figure("count", "zh"))).toEqual(["0", "0.5万", "1.0万"]);
    expect(tickLabels([0.12, 0.125, 0.13], 0.005, figure("percent"))).toEqual(["12.0%", "12.5%", "13.0%"]);
  });
});

describe("ticks", () => {
  const bounds = fc
    .tuple(fc.double({ min: -1e9, max: 1e9, noNaN: true }), fc.double({ min: 0, max: 1e9, noNaN: true }))
    .map(([low, span]) => ({ low, high: low + span }));

  it("enclose the values, are evenly apart and few", () => {
    fc.assert(
      fc.property(bounds, ({ low, high }) => {
        const { at, step } = niceTicks(low, high, 4, 0.01);
        const slack = step * 1e-6;
        expect(at[0]).toBeLessThanOrEqual(low + slack);
        expect(at.at(-1)).toBeGreaterThanOrEqual(high - slack);
        expect(at.length).toBeGreaterThanOrEqual(2);
        expect(at.length).toBeLessThanOrEqual(8);
      }),
    );
  });

  it("are told apart by their labels", () => {
    fc.assert(
      fc.property(bounds, fc.constantFrom("zh", "en"), ({ low, high }, lang) => {
        const { at, step } = niceTicks(low, high, 4, 0.01);
        fc.pre(step >= Math.max(...at.map(Math.abs)) / 1000);
        const labels = tickLabels(at, step, figure("money", lang as "zh", "USD"));
        expect(new Set(labels).size).toBe(at.length);
      }),
    );
  });

  it("of days lie in the period, are no more than fit, and the last day is one of them", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1200 }),
        fc.integer({ min: 0, max: 20_000 }),
        fc.integer({ min: 4, max: 12 }),
        (length, start, most) => {
          const from = addDays(day("1990-01-01"), start);
          const to = addDays(from, length);
          const ticks = dayTicks(from, to, "day", most, "en");
          expect(ticks.length).toBeLessThanOrEqual(most + 1);
          for (const t of ticks) expect(t.day >= from && t.day <= to).toBe(true);
          expect(length + 1 > most * 14 || ticks.at(-1)?.day === to).toBe(true);
        },
      ),
    );
  });

  it("name the year where there are two of them", () => {
    const names = dayTicks(day("2025-11-01"), day("2026-11-01"), "month", 9, "en").map((t) => t.label);
    expect(names[0]).toBe("Nov '25");
    expect(names).toContain("2026");
  });
});

describe("words", () => {
  it("that fit are not touched, and those that do not are cut to what fits", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom("大", "容", "a", "W", "i", " ", "9") }),
        fc.integer({ min: 30, max: 300 }),
        (text, width) => {
          const cut = fitted(text, width);
          const short = cut.endsWith("…") && textWidth(cut) <= width + 1;
          expect(textWidth(text) <= width ? cut === text : short).toBe(true);
        },
      ),
    );
  });

  it("on flags never overlap in a lane, and a solid flag always has its word", () => {
    const flag = fc.record({
      x: fc.integer({ min: 0, max: 500 }),
      label: fc.string({ minLength: 1, maxLength: 20, unit: "grapheme-ascii" }),
      colour: fc.constant("#000"),
    });
    fc.assert(
      fc.property(fc.array(flag, { maxLength: 9 }), flag, (marks, out) => {
        const placed = flags([{ ...out, solid: true }, ...marks.map((m) => ({ ...m, solid: false }))], 540);
        expect(placed.poles).toHaveLength(marks.length + 1);
        expect(placed.labels.some((l) => l["label"] === out.label)).toBe(true);
        const spans = placed.labels.map((l) => ({
          y: Number(l["y"]),
          from: Number(l["x"]),
          to: Number(l["x"]) + textWidth(String(l["label"])),
        }));
        for (const [i, a] of spans.entries())
          for (const b of spans.slice(i + 1)) expect(a.y !== b.y || a.to <= b.from || b.to <= a.from).toBe(true);
      }),
    );
  });
});
