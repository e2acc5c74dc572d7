import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { listed } from "../../../src/message/listed.ts";
import { type Language, message, type Sealed } from "../../../src/message/message.ts";
import { plain } from "../../../src/message/plain.ts";
import { LIMITS, validMessage } from "../../../src/message/valid.ts";
import { drawCard, drawWords } from "../../../src/platforms/feishu/draw/card.ts";
import { drawMessage } from "../../../src/platforms/slack/draw/message.ts";

const t = (x: string) => ({ zh: x, en: x });
const list = (rows: number, show: number, lang: Language = "en"): Sealed => {
  const skus = Array.from({ length: rows }, (_, i) => `SKU-${i + 1}`);
  const table = listed(skus, show, (sku) => [
    { kind: "code", code: sku },
    { kind: "count", count: sku.length },
  ]);
  const shown = message({
    title: t("Stock"),
    blocks: [{ kind: "table", columns: [{ label: t("SKU") }, { label: t("Units") }], ...table }],
  });
  return { message: shown, buttonTokens: [], formTokens: {}, lang };
};
const slackOf = (sealed: Sealed) => drawMessage(sealed, { pictures: "none", native: false, fileIds: new Map() });
const skusIn = (text: string): string[] => [...new Set(text.match(/SKU-\d+/g))];
const csvRows = (text: string): number => text.trimEnd().split("\r\n").length - 1;

describe("a long list", () => {
  it("shows its first rows, says how many more there are, and sends all of them as a file", () => {
    const sealed = list(47, 10);
    expect(validMessage(sealed.message)).toEqual([]);
    const slack = slackOf(sealed);
    expect(skusIn(JSON.stringify(slack.blocks))).toHaveLength(10);
    expect(JSON.stringify(slack.blocks)).toContain("and 37 more rows; the whole table is in the CSV file");
    expect(slack.fallback).toContain("and 37 more rows");
    expect(slack.files.map((f) => csvRows(new TextDecoder().decode(f.bytes)))).toEqual([47]);
    const feishu = drawCard(sealed);
    expect(feishu.problems).toEqual([]);
    expect(skusIn(JSON.stringify(feishu.card))).toHaveLength(10);
    expect(JSON.stringify(feishu.card)).toContain("and 37 more rows; the whole table is in the CSV file");
    expect(feishu.files.map((f) => csvRows(f.text))).toEqual([47]);
    expect(plain(sealed.message, "zh")).toMatch(/^另有 37 行$/m);
  });

  it("that is shown whole comes without a file", () => {
    const sealed = list(10, 10);
    expect([slackOf(sealed).files, drawCard(sealed).files]).toEqual([[], []]);
  });

  it("is never lost: what is shown and the file are all of it, on either platform and in words", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 1, max: LIMITS.tableRows }), (rows, show) => {
        const sealed = list(rows, show);
        expect(validMessage(sealed.message)).toEqual([]);
        for (const { shown, files } of [
          { shown: JSON.stringify(slackOf(sealed).blocks), files: slackOf(sealed).files.map((f) => new TextDecoder().decode(f.bytes)) },
          { shown: JSON.stringify(drawCard(sealed).card), files: drawCard(sealed).files.map((f) => f.text) },
          { shown: JSON.stringify(drawWords(sealed).card), files: drawWords(sealed).files.map((f) => f.text) },
        ]) {
          expect(skusIn(shown).length).toBeLessThanOrEqual(show);
          expect(Math.max(skusIn(shown).length, ...files.map(csvRows))).toBe(rows);
        }
      }),
      { numRuns: 25 },
    );
  });

  it("beyond what a message carries says how long it is", () => {
    const { message: m } = list(LIMITS.carriedRows + 500, 15);
    expect(validMessage(m)).toEqual([]);
    expect(m.blocks[0]).toMatchObject({
      rows: { length: LIMITS.carriedRows },
      more: { en: "2,500 rows in all; the file has the first 2,000" },
    });
  });
});
