import { expect, it } from "vitest";
import { daily, type FakeBooks } from "../fakes/facts.ts";
import { describeEmbedded } from "../store/harness.ts";
import { each, openKpiHouse } from "./kpi-house.ts";

const BOOKS: FakeBooks = {
  covered: { "amazon-us": { from: "2026-08-01", to: "2026-11-20" } },
  lines: daily("amazon-us", "MUG-1", "2026-08-01", each(112, 2), 10),
};
const NOW = new Date("2026-11-22T10:00:00Z");

describeEmbedded((_, open) => {
  it.each(["/kpi gmv amazon-us 2026-10", "/kpi gmv amazon-us 2026-10 by sku", "/kpi gmv amazon-us 2026-09..2026-10 by month"])(
    "%s tells nobody below margin a confidential figure: not in the message, the chart or the data",
    async (text) => {
      const house = await openKpiHouse(await open(), BOOKS, NOW, ["gmv"]);
      const figures = /620|600|20\.00/;
      const seen = JSON.stringify(await house.says(text, "en", "margin"));
      expect(seen).toMatch(figures);
      const answer = await house.says(text, "en", "internal");
      expect(JSON.stringify(answer)).not.toMatch(figures);
      expect(answer.data).toMatchObject({ kpi: "gmv", value: null, because: "not shown to this audience" });
    },
  );

  it("the overview leaves out the confidential figure and keeps the others", async () => {
    const house = await openKpiHouse(await open(), BOOKS, NOW, ["gmv"]);
    const { data } = await house.says("/kpi amazon-us 2026-10", "en", "internal");
    const { kpis } = data as { kpis: readonly { kpi: string }[] };
    expect(kpis.find((k) => k.kpi === "gmv")).toEqual({ kpi: "gmv", unit: "money", value: null, because: "not shown to this audience" });
    expect(kpis.find((k) => k.kpi === "units")).toMatchObject({ value: 62, before: 60 });
  });
});
