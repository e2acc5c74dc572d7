import { describe, expect, it } from "vitest";
import type { TopLevelSpec } from "vega-lite";
import { addDays, day } from "../../src/domain/calendar/day.ts";
import { bar, CASES, projection, ranking, trend, wave } from "./data.ts";
import { compiled, rowsOf, spec, wordsIn } from "./kit.ts";

function frozen<T>(value: T): T {
  if (typeof value === "object" && value !== null) {
    Object.values(value).forEach(frozen);
    Object.freeze(value);
  }
  return value;
}

describe.each(CASES)("%s (%s)", (_, chart, data) => {
  it.each(["zh", "en"] as const)("compiles without a warning in %s, and does not change what it was given", (lang) => {
    expect(compiled(spec(chart, frozen(data), lang)).warnings).toEqual([]);
  });

  it("has its time axes in UTC, all its rows in named tables, and loads nothing", () => {
    const text = JSON.stringify(spec(chart, data), (key, value: unknown) => (key === "datasets" ? undefined : value));
    const axes = text.match(/"type":"temporal","scale":\{[^{]*/g) ?? [];
    expect(axes.every((a) => a.includes('"type":"utc"'))).toBe(true);
    expect(text.match(/"type":"temporal"/g)?.length ?? 0).toBe(axes.length);
    expect(text).not.toMatch(/"url":|"values":|"href":/);
  });
});

describe("what does not depend on the data is the same spec, so that it is compiled once", () => {
  const form = (of: TopLevelSpec): unknown => ({ ...of, datasets: null, params: null });

  it.each([
    ["kpi-trend", trend(30, wave), trend(28, (i) => wave(i) + 77)],
    ["ranking", ranking([bar("amazon-us", 41_000), bar("amazon-uk", 12_000)]), ranking([bar("amazon-de", 32_000), bar("amazon-fr", 999)])],
    ["stock-projection", projection(), projection({ onHand: 90, reorderPoint: 140 })],
  ])("%s", (chart, a, b) => {
    expect(form(spec(chart, a))).toEqual(form(spec(chart, b)));
    expect(form(spec(chart, a, "zh"))).toEqual(form(spec(chart, a, "zh")));
  });
});

describe("a trend", () => {
  it("shows a missing day as a gap, not as zero", () => {
    const of = spec(
      "kpi-trend",
      trend(30, (i) => (i === 10 ? null : wave(i))),
    );
    expect(rowsOf(of, "points")[10]).toMatchObject({ v: null });
    expect(JSON.stringify(of)).toContain("break-paths-show-domains");
  });

  it("gives a day between two missing ones a dot, since it makes no line", () => {
    const of = spec(
      "kpi-trend",
      trend(5, (i) => (i === 1 || i === 3 ? null : 10), { comparison: null }),
    );
    expect(rowsOf(of, "dots")).toHaveLength(3);
  });

  it("lays the comparison under it by the number of the day", () => {
    const of = spec("kpi-trend", trend(30, wave));
    const points = rowsOf(of, "points");
    expect(points[0]).toMatchObject({ t: Date.UTC(2026, 9, 23), v: wave(0), before: wave(0) * 0.8 });
  });

  it("says in words what it shows, in both languages", async () => {
    expect(
      await wordsIn(
        spec(
          "kpi-trend",
          trend(7, () => 1500),
        ),
      ),
    ).toEqual([
      "$0",
      "$500",
      "$1,000",
      "$1,500",
      "Nov 15",
      "Nov 17",
      "Nov 19",
      "Nov 21",
      "$1,500",
      "Net sales (USD)",
      "Nov 15 – Nov 21",
      "Previous Nov 8 – Nov 14",
    ]);
    expect(
      await wordsIn(
        spec(
          "kpi-trend",
          trend(7, () => 150_000),
          "zh",
        ),
      ),
    ).toEqual([
      "US$0",
      "US$5万",
      "US$10万",
      "US$15万",
      "11/15",
      "11/16",
      "11/17",
      "11/18",
      "11/19",
      "11/20",
      "11/21",
      "US$15万",
      "净销售额（USD）",
      "11/15 – 11/21",
      "上期 11/8 – 11/14",
    ]);
  });

  it("says so when nothing is known", async () => {
    expect(
      await wordsIn(
        spec(
          "kpi-trend",
          trend(30, () => null, { comparison: null }),
        ),
      ),
    ).toContain("no data in this period");
  });
});

describe("a trend with a target and special days", () => {
  const aim = { label: { zh: "目标", en: "target" }, value: 9000 };

  it("draws the target as a line of its own, names it with its value, and makes room for it", async () => {
    const of = spec("kpi-trend", trend(30, wave, { target: aim }));
    expect(rowsOf(of, "targets")).toEqual([{ v: 9000 }]);
    expect(await wordsIn(of)).toContain("target $9,000");
    const ends = (of.params as { name: string; value: number[] }[]).find((p) => p.name === "valueEnds")?.value ?? [];
    expect(ends[1]).toBeGreaterThanOrEqual(9000);
    expect(rowsOf(spec("kpi-trend", trend(30, wave)), "targets")).toEqual([]);
  });

  it("shades special days under their names, cut to the days that are shown", async () => {
    const peak = { label: { zh: "大促", en: "a peak" }, from: "2026-11-01", to: "2026-11-03" };
    const before = { label: { zh: "更早", en: "long ago" }, from: "2025-01-01", to: "2025-01-03" };
    const of = spec("kpi-trend", trend(30, wave, { periods: [peak, before] }), "zh");
    expect(rowsOf(of, "special")).toHaveLength(1);
    const words = await wordsIn(of);
    expect([words.includes("大促"), words.includes("更早")]).toEqual([true, false]);
  });
});

describe("a ranking", () => {
  it("writes no number under the line of the whole scope", () => {
    const at = (total: number): unknown =>
      rowsOf(
        spec("ranking", ranking([bar("amazon-uk", 0.064), bar("amazon-us", 0.053)], { unit: "percent", currency: null, total })),
        "gains",
      ).map((r) => r["v"]);
    expect(at(0.056)).toEqual([0.064, 0.056]);
    expect(at(0.02)).toEqual([0.064, 0.053]);
  });

  it("writes a number at the end of its bar, and behind the tick of the comparison only where it would cover that", () => {
    const rows = [
      { ...bar("far", 40), comparison: 90 },
      { ...bar("near", 86), comparison: 90 },
      { ...bar("within", 80), comparison: 50 },
      { ...bar("lost", -40), comparison: -90 },
    ];
    const numbers = (table: string): unknown =>
      rowsOf(spec("ranking", ranking(rows, { unit: "count", currency: null })), table).map((r) => r["v"]);
    expect(numbers("gains")).toEqual([40, 90, 80]);
    expect(numbers("losses")).toEqual([-40]);
  });

  it("covers neither the tick nor the line where both lie behind the bar", () => {
    const rows = [{ ...bar("walmart-us", 0.05), comparison: 0.059 }, bar("tiktok-us", 0.064)];
    const of = spec("ranking", ranking(rows, { unit: "percent", currency: null, total: 0.053 }));
    expect(rowsOf(of, "gains").map((r) => r["v"])).toEqual([0.059, 0.064]);
  });

  it("writes the value at each bar, and says what is not shown", async () => {
    const of = ranking([bar("amazon-us", 123_456.7), bar("amazon-uk", -45.5), bar("amazon-de", null)], { more: 3 });
    const words = await wordsIn(spec("ranking", of, "zh"));
    expect(words).toEqual(expect.arrayContaining(["amazon-us", "US$12.35万", "−US$46", "无数据", "另有 3 个 SKU 未列出"]));
  });

  it("cuts a long name with an ellipsis, Chinese or Latin", () => {
    const of = spec(
      "ranking",
      ranking([bar("大容量可折叠收纳箱家用衣柜整理神器加大加厚款", 2), bar("Extra large foldable storage box with lid and handles", 1)]),
    );
    const [chinese, latin] = rowsOf(of, "rows").map((r) => String(r["label"]));
    expect(chinese).toMatch(/^大容量可折叠.*…$/);
    expect(latin).toMatch(/^Extra large foldable.*…$/);
  });

  it("draws negative values to the other side of zero", () => {
    const bars = rowsOf(spec("ranking", ranking([bar("a", 5), bar("b", -3)])), "bars");
    expect(bars.map((b) => [b["zero"], b["v"]])).toEqual([
      [0, 5],
      [0, -3],
    ]);
    expect(bars[0]?.["colour"]).not.toBe(bars[1]?.["colour"]);
  });

  it("is a picture of twenty rows at most, and counts the others", async () => {
    const of = spec(
      "ranking",
      ranking(
        Array.from({ length: 26 }, (_, i) => bar(`SKU-${i}`, 26 - i)),
        { more: 4 },
      ),
    );
    expect(rowsOf(of, "bars")).toHaveLength(20);
    expect(await wordsIn(of)).toContain("10 more (SKU) not shown");
  });
});

describe("a stock projection", () => {
  it("counts what is lost as far as the answer does, and no further", async () => {
    const words = await wordsIn(spec("stock-projection", projection({ lossUntil: day("2026-12-27") })));
    expect(words).toContain("15 lost");
    expect(words).not.toContain("35 lost");
  });

  it("marks the day on which the shelf is empty, and what is lost until the next ship", async () => {
    const words = await wordsIn(spec("stock-projection", projection()));
    expect(words).toEqual(expect.arrayContaining(["out on Dec 24", "35 lost", "+60 sea FBA18X", "+120 sea FBA19Y", "reorder at 115"]));
    const chinese = await wordsIn(spec("stock-projection", projection(), "zh"));
    expect(chinese).toEqual(expect.arrayContaining(["12/24 断货", "少卖 35 件", "+60 海运 FBA18X", "补货点 115", "不补货"]));
  });

  it("says what is lost in all where a gap is too narrow to say its own", async () => {
    const days = projection().days.map((d, i) => ({ ...d, stock: i >= 30 ? 0 : 50, lost: i === 10 || i >= 30 ? 5 : 0 }));
    expect(await wordsIn(spec("stock-projection", projection({ days, lossUntil: addDays(day("2026-11-21"), 41) })))).toContain(
      "55 lost in all",
    );
  });

  it("is one gap over days on which nobody asks for anything, and two where goods come between", async () => {
    const lost = [10, 11, 12, 13, 14, 20, 21, 22, 23, 24];
    const days = projection().days.map((d, i) => ({ ...d, stock: i >= 10 ? 0 : 50, lost: lost.includes(i) ? 5 : 0 }));
    const shut = spec("stock-projection", projection({ days }));
    expect(rowsOf(shut, "gaps")).toEqual([{ from: Date.UTC(2026, 11, 2), to: Date.UTC(2026, 11, 17) }]);
    expect(await wordsIn(shut)).toContain("50 lost");
    const come = days.map((d, i) => ({ ...d, stock: i === 17 ? 3 : d.stock }));
    expect(rowsOf(spec("stock-projection", projection({ days: come })), "gaps")).toHaveLength(2);
  });

  it("shades the empty days, from the first to the arrival", () => {
    expect(rowsOf(spec("stock-projection", projection()), "gaps")).toEqual([{ from: Date.UTC(2026, 11, 24), to: Date.UTC(2026, 11, 31) }]);
  });

  it("draws the proposed order as a second line only where there is one", async () => {
    expect(rowsOf(spec("stock-projection", projection()), "ordered")).toEqual([]);
    const of = projection({ withOrder: { label: { zh: "按建议补货", en: "if ordered today" }, days: projection().days } });
    expect(rowsOf(spec("stock-projection", of), "ordered")).toHaveLength(61);
    expect(await wordsIn(spec("stock-projection", of))).toContain("if ordered today");
  });
});
