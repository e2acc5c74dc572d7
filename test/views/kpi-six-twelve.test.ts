import { describe, expect, it } from "vitest";
import { addDays, day } from "../../src/domain/calendar/day.ts";
import { days } from "../../src/domain/calendar/period.ts";
import type { SixTwelveData } from "../../src/domain/kpi/chart-data.ts";
import { answerSixTwelve } from "../../src/domain/kpi/engine/six-twelve.ts";
import { sixTwelveChart } from "../../src/views/kpi-six-twelve.ts";
import { ask, span } from "../domain/kpi/given.ts";
import { FakeFacts } from "../fakes/facts.ts";

const SINCE = day("2025-06-01");

/** Ten dollars a day since then, looked at one morning. */
async function drawn(morning: string): Promise<SixTwelveData> {
  const today = day(morning);
  const yesterday = addDays(today, -1);
  const facts = new FakeFacts({
    covered: { us: { from: SINCE, to: yesterday } },
    lines: days(span(SINCE, yesterday)).map((d) => ({ store: "us", day: d, order: d, sku: "A", units: 1, sales: "10" })),
  });
  const found = await answerSixTwelve(ask("gmv", { today }), (q) => facts.read(q));
  return sixTwelveChart(found, "USD", null, { zh: "", en: "" })?.data as SixTwelveData;
}

describe("the picture of six weeks and twelve months", () => {
  it("sets no whole month of the year before beside one that still runs", async () => {
    const { months } = await drawn("2026-11-22");
    expect(months.slice(-2)).toEqual([
      { day: "2026-10-01", value: 310, before: 310, whole: true },
      { day: "2026-11-01", value: 210, before: null, whole: false },
    ]);
  });

  it("does so on the morning after the month's last day", async () => {
    const { months } = await drawn("2026-12-01");
    expect(months.at(-1)).toEqual({ day: "2026-11-01", value: 300, before: 300, whole: true });
  });
});
