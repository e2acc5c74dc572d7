import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chartsOf, drawCard } from "../../../src/platforms/feishu/draw/card.ts";
import { readForm } from "../../../src/platforms/feishu/draw/form.ts";
import { drawToast } from "../../../src/platforms/feishu/draw/toast.ts";
import { TOAST_CHARS } from "../../../src/platforms/feishu/limits.ts";
import { clean } from "../../../src/message/clean.ts";
import { find, languages, lines, messages, refusal, said, seal, short, t } from "./draw-kit.ts";

const LONGEST_CELL = 300;

describe("whatever a message says", () => {
  it("its card passes every limit, by our own check and by that of the fake platform", () => {
    fc.assert(
      fc.property(messages, languages, fc.boolean(), (message, lang, native) => {
        const sealed = seal(message, lang);
        const images = new Map(chartsOf(sealed, { native }).map((i) => [i, `img_v3_${i}`]));
        const { card, problems } = drawCard(sealed, { images, native });
        expect(problems).toEqual([]);
        expect(refusal(card)).toBeUndefined();
      }),
      { numRuns: 60 },
    );
  }, 120_000);

  it("nothing of it is markup, and what is left of each text is what it said", () => {
    fc.assert(
      fc.property(short, languages, (text, lang) => {
        const message = said(
          [
            { kind: "prose", text: t(`prose ${text}`) },
            { kind: "table", columns: [{ label: t(`head ${text}`) }], rows: [[{ kind: "code", code: `cell ${text}` }]] },
            { kind: "facts", facts: [{ label: t(`fact ${text}`), value: { kind: "count", count: 1 } }] },
          ],
          { title: t(`title ${text}`), actions: [{ label: t(`button ${text}`), deed: { action: "a", args: {} } }] },
        );
        const { card } = drawCard(seal(message, lang));
        const whole = JSON.stringify(card);
        for (const tag of ["markdown", "lark_md"]) expect(whole).not.toContain(`"${tag}"`);
        for (const column of find(card, "table").flatMap((x) => x["columns"] as readonly { data_type: string }[]))
          expect(column.data_type).toBe("text");
        const read = clean(text).toWellFormed();
        const cell = `cell ${read}`.replaceAll(/\s*\n\s*/g, " ");
        expect(lines(card)).toContain(`prose ${read}`);
        expect(lines(card)).toContain(`button ${read}`);
        fc.pre(cell.length <= LONGEST_CELL);
        expect(lines(card)).toContain(cell);
      }),
    );
  });

  it("every button that can be pressed is there with its token, as long as it is a message for people", () => {
    fc.assert(
      fc.property(messages, languages, (message, lang) => {
        const few = { ...message, actions: message.actions.slice(0, 10), blocks: message.blocks.filter((b) => b.kind !== "form") };
        const { card } = drawCard(seal(few, lang));
        const tokens = find(card, "button").map((b) => JSON.stringify(b["behaviors"]));
        expect(tokens).toEqual(few.actions.map((_, i) => `[{"type":"callback","value":{"token":"button-${i}"}}]`));
      }),
      { numRuns: 30 },
    );
  }, 60_000);

  it("a toast is one short line in both languages", () => {
    fc.assert(
      fc.property(messages, languages, (message, lang) => {
        const { content, i18n } = drawToast(seal(message, lang));
        for (const text of [content, i18n.zh_cn, i18n.en_us]) {
          expect(text.trim()).not.toBe("");
          expect(text).not.toContain("\n");
          expect(text.length).toBeLessThanOrEqual(TOAST_CHARS);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe("whatever comes back from a form", () => {
  it("is read as texts under the fields' own names, or not at all", () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        for (const [name, text] of Object.entries(readForm(value))) {
          expect(name).not.toBe("");
          expect(typeof text).toBe("string");
        }
      }),
    );
  });
});
