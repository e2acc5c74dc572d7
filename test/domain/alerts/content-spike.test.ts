import { describe, expect, it } from "vitest";
import { contentSpikes, type HourUnits, newestHour } from "../../../src/domain/alerts/content-spike.ts";
import { addDays, day } from "../../../src/domain/calendar/day.ts";

const TODAY = day("2026-11-22");
const RULES = { times: 3, least: 10 };
const WEEK_AGO = addDays(TODAY, -8);

/** So many units in each of some hours of the seven days before. */
const usual = (sku: string, units: number, hours: readonly number[]): HourUnits[] =>
  [1, 2, 3, 4, 5, 6, 7].flatMap((i) => hours.map((hour) => ({ day: addDays(TODAY, -i), hour, sku, units })));
const now = (sku: string, hour: number, units: number): HourUnits => ({ day: TODAY, hour, sku, units });
const ALL_DAY = [...Array(24).keys()];

describe("a spike on a content channel", () => {
  it("is what sells far more than at the same hours of the seven days before, with the stretch that shows it best", () => {
    const rows = [...usual("MUG", 1, ALL_DAY), ...usual("RUG", 2, ALL_DAY), now("MUG", 13, 4), now("MUG", 14, 40), now("RUG", 14, 2)];
    expect(contentSpikes(rows, WEEK_AGO, RULES)).toEqual([{ sku: "MUG", units: 40, usual: 1, hours: 1 }]);
  });

  it("is seen where it grows over hours of which none is striking", () => {
    const rows = [...usual("MUG", 1, ALL_DAY), ...[9, 10, 11, 12, 13, 14].map((h) => now("MUG", h, 5))];
    expect(contentSpikes(rows, WEEK_AGO, RULES)).toMatchObject([{ sku: "MUG", units: 30, usual: 6, hours: 6 }]);
  });

  it("is no evening of a product that always sells in the evening", () => {
    const rows = [...usual("MUG", 30, [20, 21]), now("MUG", 20, 35), now("MUG", 21, 28)];
    expect(contentSpikes(rows, WEEK_AGO, RULES)).toEqual([]);
  });

  it("is nothing that one buyer makes, and nothing where less than three days are known", () => {
    expect(contentSpikes([...usual("MUG", 1, [3]), now("MUG", 14, 9)], WEEK_AGO, RULES)).toEqual([]);
    expect(contentSpikes([now("MUG", 14, 90)], addDays(TODAY, -1), RULES)).toEqual([]);
    expect(contentSpikes([], WEEK_AGO, RULES)).toEqual([]);
  });

  it("is seen in the morning's file, too, where it was the evening before", () => {
    const evening = [21, 22, 23].map((hour) => ({ day: addDays(TODAY, -1), hour, sku: "MUG", units: 20 }));
    const [found] = contentSpikes([...usual("RUG", 1, ALL_DAY), ...evening, now("RUG", 5, 1)], addDays(TODAY, -8), RULES);
    expect(found).toMatchObject({ sku: "MUG", units: 60, usual: 0 });
    expect(found?.hours).toBe(12);
    expect(newestHour([...evening, now("RUG", 5, 1)])).toEqual({ day: TODAY, hour: 5 });
  });

  it("is over when the week has become like it", () => {
    expect(contentSpikes([...usual("MUG", 40, ALL_DAY), now("MUG", 14, 42)], addDays(TODAY, -8), RULES)).toEqual([]);
  });
});
