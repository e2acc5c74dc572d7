import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { clean } from "../../../src/message/clean.ts";
import { message } from "../../../src/message/message.ts";
import { checkPayload } from "../../../src/platforms/slack/draw/check.ts";
import { drawDialog } from "../../../src/platforms/slack/draw/dialog.ts";
import { chartsOf, drawHome, drawMessage } from "../../../src/platforms/slack/draw/message.ts";
import { unescape } from "../../../src/platforms/slack/draw/text.ts";
import { languages, messages, read, refusals, seal, t, texts, words } from "./draw-kit.ts";

const LIVE = /<(?:[!@#]|https?:)/;
const file = (n: number): string => `F${String(n).padStart(8, "0")}`;

describe("whatever the message", { timeout: 120_000 }, () => {
  it("what is sent keeps to every limit of Slack, and nobody is pinged by it", () => {
    fc.assert(
      fc.property(messages, languages, fc.boolean(), fc.boolean(), (m, lang, native, uploaded) => {
        const sealed = seal(m, lang);
        const fileIds = new Map(uploaded ? chartsOf(sealed, { native }).map(({ blockIndex }) => [blockIndex, file(blockIndex)]) : []);
        const { text, blocks, fallback } = drawMessage(sealed, { pictures: "file", native, fileIds });
        expect(checkPayload({ text, blocks })).toEqual([]);
        expect(refusals(blocks)).toEqual([]);
        expect(checkPayload({ text: fallback })).toEqual([]);
        expect(read(blocks).live).toEqual([]);
        expect(`${text}${fallback}`).not.toMatch(LIVE);
      }),
      { numRuns: 120 },
    );
  });

  it("what is not shown is in a file, and nothing is in a file that was shown whole", () => {
    fc.assert(
      fc.property(fc.nat({ max: 2_000 }), fc.integer({ min: 1, max: 30 }), languages, (rows, columns, lang) => {
        const m = message({
          title: t("库存", "Stock"),
          blocks: [
            {
              kind: "table",
              columns: Array.from({ length: columns }, (_, i) => ({ label: t(`c${i}`) })),
              rows: Array.from({ length: rows }, (_, r) =>
                Array.from({ length: columns }, (_, c) => ({ kind: "code" as const, code: `r${r}c${c}` })),
              ),
            },
          ],
        });
        const { blocks, files } = drawMessage(seal(m, lang), { pictures: "none", native: false, fileIds: new Map() });
        const shown = new Set(read(blocks).lines);
        const csv = new Set(new TextDecoder().decode(files[0]?.bytes).split(/[,\r\n]+/));
        const codes = Array.from({ length: rows * columns }, (_, i) => `r${Math.floor(i / columns)}c${i % columns}`);
        const missing = codes.filter((code) => !shown.has(code));
        expect(files.length).toBe(missing.length > 0 ? 1 : 0);
        expect(missing.filter((code) => !csv.has(code))).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });

  it("a page of one's own and a dialog keep to their limits too", () => {
    const field = fc.record({
      label: texts,
      type: fc.constantFrom("text" as const, "number" as const, "day" as const, "month" as const),
      value: words,
      hint: texts,
      required: fc.boolean(),
    });
    const choice = fc.tuple(texts, fc.constantFrom(0, 1, 99, 101, 450, 3_000), words).map(([label, n, w]) => ({
      label,
      type: "select" as const,
      value: "v3",
      options: Array.from({ length: n }, (_, i) => ({ value: `v${i}`, label: t(`${w}${i}`) })),
    }));
    fc.assert(
      fc.property(messages, fc.array(fc.oneof(field, choice), { maxLength: 120 }), texts, languages, (m, fields, title, lang) => {
        const home = drawHome(seal(m, lang));
        expect(checkPayload(home)).toEqual([]);
        expect(refusals(home.blocks, "home")).toEqual([]);
        const form = { title, submit: title, lang, fields: fields.map((f, i) => ({ ...f, name: `f${i}` })) };
        const view = drawDialog(form, "token", { channel: "C1" }, "2026-11-22");
        expect(checkPayload(view)).toEqual([]);
        expect(read(view.blocks).live).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });

  it("a reader sees exactly the characters of a short text, wherever it stands", () => {
    fc.assert(
      fc.property(words, (raw) => {
        const word = clean(raw.toWellFormed()).replaceAll(/\s+/g, " ").trim().slice(0, 25).toWellFormed().trim();
        fc.pre(word !== "");
        const m = message({
          title: t(word),
          lead: t(word),
          blocks: [
            { kind: "prose", text: t(word) },
            { kind: "list", items: [t(word)] },
            { kind: "facts", facts: [{ label: t(word), value: { kind: "code", code: word }, note: t(word) }] },
            { kind: "table", columns: [{ label: t(word) }], rows: [[{ kind: "code", code: word }]] },
          ],
        });
        const { text, blocks } = drawMessage(seal(m), { pictures: "none", native: false, fileIds: new Map() });
        // Head, lead, paragraph, bullet, label, figure, note, head of the table, cell.
        expect(read(blocks).lines.filter((line) => line === word)).toHaveLength(9);
        expect(unescape(text).split("\n").slice(0, 2)).toEqual([word, word]);
      }),
      { numRuns: 500 },
    );
  });
});
