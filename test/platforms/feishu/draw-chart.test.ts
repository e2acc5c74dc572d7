import { describe, expect, it } from "vitest";
import type { Block } from "../../../src/message/message.ts";
import { chartsOf, drawCard } from "../../../src/platforms/feishu/draw/card.ts";
import { find, lines, said, seal, t } from "./draw-kit.ts";

type Node = Readonly<Record<string, unknown>>;
const first = (nodes: readonly Node[]): Node => nodes[0] ?? {};

const series = (n: number) =>
  Array.from({ length: n }, (_, i) => ({ day: `2026-11-${String(i + 1).padStart(2, "0")}`, value: i === 2 ? null : 12_000 + i * 1_000 }));
const trend = (n: number, immatureFrom: string | null = null): Block => ({
  kind: "chart",
  chart: "kpi-trend",
  alt: t("净销售额从 1.2 万涨到 3.1 万美元。", "Net sales rose from $12k to $31k."),
  data: {
    name: t("净销售额", "Net sales"),
    unit: "money",
    currency: "USD",
    grain: "day",
    period: { from: "2026-11-01", to: "2026-11-20" },
    series: series(n),
    comparison: { label: t("上期", "Before"), period: { from: "2026-10-12", to: "2026-10-31" }, series: series(n) },
    immatureFrom,
  },
});
const projection: Block = { kind: "chart", chart: "stock-projection", alt: t("12 月 14 日断货。", "Out on 14 Dec."), data: {} };

describe("a chart on a card", () => {
  it("is the platform's own where it is legible so, in the reader's unit and days, with a gap where there is no value", () => {
    const spec = (lang: "zh" | "en"): string =>
      JSON.stringify(first(find(drawCard(seal(said([trend(20)]), lang)).card, "chart"))["chart_spec"]);
    expect(spec("zh")).toContain('"text":"净销售额（万 USD）"');
    expect(spec("zh")).toContain('{"x":"11/1","y":1.2,"s":"11/1 – 11/20"}');
    expect(spec("zh")).toContain('{"x":"11/3","y":null,"s":"11/1 – 11/20"}');
    expect(spec("en")).toContain('"text":"Net sales (k USD)"');
    expect(spec("en")).toContain('{"x":"Nov 1","y":12,"s":"Before Oct 12 – Oct 31"}');
  });

  it("shades the days whose figures may still change, and says what the shade means", () => {
    const spec = JSON.stringify(first(find(drawCard(seal(said([trend(20, "2026-11-18")]))).card, "chart"))["chart_spec"]);
    expect(spec).toContain("净销售额（万 USD） · 灰底：数据未稳定");
    expect(spec).toContain('"markArea":[{"x":"11/18","x1":"11/20"');
  });

  it("wants a picture where it lives from its annotations, or where native charts are switched off", () => {
    const sealed = seal(said([trend(20), projection]));
    expect(chartsOf(sealed)).toEqual([1]);
    expect(chartsOf(sealed, { native: false })).toEqual([0, 1]);
    const { card } = drawCard(sealed, { images: new Map([[1, "img_v3_1"]]) });
    expect(find(card, "img")).toEqual([{ tag: "img", img_key: "img_v3_1", alt: { tag: "plain_text", content: "12 月 14 日断货。" } }]);
  });

  it("is told in its words where neither is to be had", () => {
    const { card } = drawCard(seal(said([trend(20), projection])), { native: false });
    expect(lines(card)).toEqual(expect.arrayContaining(["图：净销售额从 1.2 万涨到 3.1 万美元。", "图：12 月 14 日断货。"]));
  });

  it("of which many are large are pictures from where they would fill half the card", () => {
    expect(chartsOf(seal(said(Array.from({ length: 5 }, () => trend(30)))))).toEqual([3, 4]);
  });

  it("beyond the fifth native one is a picture", () => {
    expect(chartsOf(seal(said(Array.from({ length: 7 }, () => trend(9)))))).toEqual([5, 6]);
  });

  it("whose data an older Purser wrote is a picture and no error", () => {
    expect(chartsOf(seal(said([{ kind: "chart", chart: "kpi-trend", alt: t("趋势"), data: { series: 3 } }])))).toEqual([0]);
  });
});

const ranking = (over: object = {}): Block => ({
  kind: "chart",
  chart: "ranking",
  alt: t("BOX-60L-GY 卖得最多。", "BOX-60L-GY sells most."),
  data: {
    name: t("销量", "Units sold"),
    unit: "count",
    currency: null,
    rows: ["折叠收纳箱 60L 灰色 Foldable Storage Box", "折叠收纳箱 60L 灰色 Foldable Storage Bag"].map((label, i) => ({
      key: label,
      label,
      value: 483 - i,
    })),
    total: 694,
    comparisonLabel: null,
    more: 0,
    ...over,
  },
});

describe("a ranking on a card", () => {
  it("keeps bars apart whose names are cut to the same", () => {
    const spec = JSON.stringify(first(find(drawCard(seal(said([ranking()]))).card, "chart"))["chart_spec"]);
    expect(spec).toContain('{"n":"折叠收纳箱 60L 灰…","v":483},{"n":"折叠收纳箱 60L 灰… (2)","v":482}');
  });

  it("is a picture where bars alone do not say it all: a comparison, rows that are left out, a row without data", () => {
    for (const over of [
      { comparisonLabel: t("上期", "before") },
      { more: 3 },
      {
        rows: [
          { label: "a", value: 1 },
          { label: "b", value: null },
        ],
      },
    ])
      expect(chartsOf(seal(said([ranking(over)])))).toEqual([0]);
    expect(chartsOf(seal(said([ranking()])))).toEqual([]);
  });
});
