import { describe, expect, it } from "vitest";
import { isMessage, isSealed, keptMessage } from "../../src/message/kept.ts";
import { type Block, message } from "../../src/message/message.ts";

const t = { zh: "词", en: "word" };
const deed = { action: "approve-purchase", args: {} };
const BLOCKS: readonly Block[] = [
  { kind: "facts", facts: [{ label: t, value: { kind: "count", count: 3 } }] },
  { kind: "table", columns: [{ label: t }], rows: [[{ kind: "code", code: "KTC-01" }]] },
  { kind: "prose", text: t },
  { kind: "heading", text: t },
  { kind: "list", items: [t] },
  { kind: "chart", chart: "kpi-trend", data: {}, alt: t },
  { kind: "form", deed, fields: [], submit: t },
];
const whole = message({ title: t, lead: t, blocks: BLOCKS, actions: [{ label: t, deed }], basis: { simulated: true } });
const kept = (data: unknown): unknown => JSON.parse(JSON.stringify(data));

describe("a message that was kept", () => {
  it("is known again with every kind of block", () => {
    expect(isMessage(kept(whole))).toBe(true);
    expect(keptMessage(kept(whole), "row 1")).toEqual(whole);
    expect(isSealed(kept({ message: whole, buttonTokens: ["a"], formTokens: { 6: "b" }, lang: "zh" }))).toBe(true);
  });

  it("is not taken for one of this version when a later one wrote it", () => {
    expect(isMessage(kept({ ...whole, version: 2 }))).toBe(false);
    expect(isMessage(kept({ ...whole, blocks: [{ kind: "video" }] }))).toBe(false);
    expect(isMessage(kept({ ...whole, blocks: [{ kind: "constructor" }] }))).toBe(false);
    expect(() => keptMessage(kept({ ...whole, version: 2 }), "row 7")).toThrow("row 7 does not hold a message of version 1");
  });

  it("is not made of what is none", () => {
    for (const none of [
      null,
      1,
      "词",
      [],
      {},
      { ...whole, title: "词" },
      { ...whole, actions: [{}] },
      { ...whole, blocks: [{ kind: "table" }] },
    ])
      expect(isMessage(kept(none))).toBe(false);
    expect(isSealed(kept({ message: whole, buttonTokens: [], formTokens: {}, lang: "fr" }))).toBe(false);
  });
});
