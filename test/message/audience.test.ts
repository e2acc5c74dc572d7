import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SENSITIVITIES, type Sensitivity } from "../../src/domain/value.ts";
import { cutFor, lower } from "../../src/message/audience.ts";
import { type Block, type Message, message, type Value } from "../../src/message/message.ts";
import { plain } from "../../src/message/plain.ts";
import { validMessage } from "../../src/message/valid.ts";

const t = (x: string) => ({ zh: x, en: x });
const CANARY = "73317";

const sensitivity = fc.option(fc.constantFrom(...SENSITIVITIES), { nil: undefined });
/** Every value says its own sensitivity, so that a leak can be found by reading the text. */
const value: fc.Arbitrary<Value> = sensitivity.map((s) => ({
  kind: "code",
  code: `${CANARY}-${s ?? "internal"}`,
  ...(s && { sensitivity: s }),
}));
const marked = (s: Sensitivity | undefined) => (s === undefined ? {} : { sensitivity: s });
const block: fc.Arbitrary<Block> = fc.oneof(
  fc.array(fc.tuple(value, fc.option(value, { nil: undefined })), { minLength: 1, maxLength: 3 }).map((pairs): Block => ({
    kind: "facts",
    facts: pairs.map(([v, d]) => ({
      label: t("label"),
      value: v,
      ...(d && { delta: { against: t("before"), change: d, mood: "neutral" } }),
    })),
  })),
  fc.tuple(fc.array(sensitivity, { minLength: 1, maxLength: 3 }), fc.nat({ max: 3 }), value).map(([columns, rows, v]): Block => ({
    kind: "table",
    columns: columns.map((s, i) => ({ label: t(`column ${i}`), ...marked(s) })),
    rows: Array.from({ length: rows }, () => columns.map((s) => (s ? { kind: "code", code: `${CANARY}-${s}` } : v))),
  })),
  sensitivity.map((s): Block => ({ kind: "prose", text: t(`${CANARY}-${s ?? "internal"}`), ...marked(s) })),
  sensitivity.map((s): Block => ({
    kind: "chart",
    chart: "kpi-trend",
    data: [`${CANARY}-${s ?? "internal"}`],
    alt: t("a chart"),
    ...marked(s),
  })),
);
const any: fc.Arbitrary<Message> = fc.tuple(fc.array(block, { maxLength: 5 }), sensitivity).map(([blocks, s]) => {
  const said = t(`${CANARY}-${s ?? "internal"}`);
  return message({
    title: said,
    lead: said,
    tone: "critical",
    blocks,
    actions: [{ label: said, confirm: said, deed: { action: `${CANARY}-${s ?? "internal"}`, args: said } }],
    basis: { notes: [said], policies: [said], stores: [said.en] },
    ...marked(s),
  });
});

describe("an audience", () => {
  it("sees nothing above its clearance, wherever it stands", () => {
    fc.assert(
      fc.property(any, fc.constantFrom(...SENSITIVITIES), (m, clearance) => {
        const seen = JSON.stringify(cutFor(m, clearance));
        const above = SENSITIVITIES.slice(SENSITIVITIES.indexOf(clearance) + 1);
        expect(above.filter((s) => seen.includes(`${CANARY}-${s}`))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it("that may see everything sees everything, and cutting twice cuts nothing more", () => {
    fc.assert(
      fc.property(any, fc.constantFrom(...SENSITIVITIES), (m, clearance) => {
        expect(cutFor(m, "personal")).toBe(m);
        const once = cutFor(m, clearance);
        expect(cutFor(once, clearance)).toEqual(once);
      }),
    );
  });

  it("is told what it does not see", () => {
    const m = message({
      title: t("KPI"),
      blocks: [{ kind: "facts", facts: [{ label: t("CM1"), value: { kind: "percent", ratio: 0.2, sensitivity: "margin" } }] }],
    });
    expect(plain(cutFor(m, "internal"), "en")).toBe("KPI\n\nNot shown here: margin figures.");
    expect(plain(cutFor(m, "internal"), "zh")).toContain("此处不显示：成本与利润数据。");
  });

  it("keeps the rest of a table whole: a hidden column goes, a hidden cell says so", () => {
    const code = (c: string): Value => ({ kind: "code", code: c });
    const secret = (c: string): Value => ({ kind: "code", code: c, sensitivity: "margin" });
    const m = message({
      title: t("x"),
      blocks: [
        {
          kind: "table",
          columns: [{ label: t("SKU") }, { label: t("Cost"), sensitivity: "margin" }, { label: t("Note") }, { label: t("Margin") }],
          rows: [
            [code("A"), code("9.99"), code("fine"), secret("12%")],
            [code("B"), code("8.88"), secret("cost 8.88"), secret("13%")],
          ],
        },
      ],
    });
    const cut = cutFor(m, "internal");
    expect(validMessage(cut)).toEqual([]);
    expect(cut.blocks[0]).toMatchObject({
      columns: [{ label: t("SKU") }, { label: t("Note") }],
      rows: [
        [code("A"), code("fine")],
        [code("B"), { kind: "missing" }],
      ],
    });
  });

  it("keeps buttons and forms: who may press is asked at the press", () => {
    const m = message({
      title: t("x"),
      blocks: [{ kind: "form", deed: { action: "a", args: {} }, fields: [], submit: t("Send"), sensitivity: "margin" }],
      actions: [{ label: t("Go"), deed: { action: "a", args: {} } }],
      sensitivity: "public",
    });
    expect(cutFor(m, "public")).toBe(m);
  });

  it("that may not see internal figures reads neither title, lead, tone, button nor basis, but where to ask", () => {
    const m = message({
      title: t("DSK-BK"),
      tone: "critical",
      lead: t("Order 84 now"),
      actions: [{ label: t("Approve 84 units"), confirm: t("Order 84 units?"), deed: { action: "a", args: { quantity: 84 } } }],
      basis: { notes: [t("84 on their way")] },
      refs: ["stock-out:12:opened"],
    });
    const cut = cutFor(m, "public");
    expect(validMessage(cut)).toEqual([]);
    expect(plain(cut, "en")).toBe(
      "Not shown here: internal figures\nPeople outside the company may read this channel, or it was set up for public figures only. Ask me in a direct message.",
    );
    expect(plain(cut, "zh")).toBe("这里不显示内部数据\n这个频道可能有公司以外的人，或只开放公开数据。请私聊我查看。");
    // Whoever keeps what was told still knows of what this message was.
    expect(cut).toEqual({ ...cut, tone: "neutral", actions: [], blocks: [], refs: m.refs });
    expect(cutFor(m, "internal")).toBe(m);
  });

  it("of two clearances gets the lower", () => {
    expect(lower("margin", "internal")).toBe("internal");
    expect(lower("public", "personal")).toBe("public");
  });
});
