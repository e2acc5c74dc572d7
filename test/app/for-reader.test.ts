import { describe, expect, it } from "vitest";
import { z } from "zod";
import { forReader } from "../../src/app/for-reader.ts";
import type { Action, Allowed } from "../../src/app/types.ts";
import { message, type Block, type Button } from "../../src/message/message.ts";
import { plain } from "../../src/message/plain.ts";
import { validMessage } from "../../src/message/valid.ts";

const t = (zh: string, en: string) => ({ zh, en });
const by = (roles: Allowed): Action => ({ args: z.object({}), roles, repeatable: true, run: () => Promise.reject(new Error("not run")) });
const ACTIONS = new Map([
  ["approve", by(["supply", "finance"])],
  ["book", by(["supply", "operator"])],
  ["view", by("everyone")],
]);
const button = (label: string, action: string, style?: Button["style"]): Button => ({
  label: t(label, label),
  deed: { action, args: {} },
  ...(style && { style }),
});
const form = (submit: string, action: string, style?: "plain"): Block => ({
  kind: "form",
  deed: { action, args: {} },
  fields: [],
  submit: t(submit, submit),
  ...(style && { style }),
});

const CARD = message({
  title: t("建议", "Proposal"),
  blocks: [form("Adjust", "approve", "plain"), form("Refuse", "approve")],
  actions: [
    button("Approve 84", "approve", "primary"),
    button("Take back", "approve", "danger"),
    button("Book", "book"),
    button("See", "view"),
  ],
});

const labels = (m: typeof CARD) => [
  ...m.blocks.flatMap((b) => (b.kind === "form" ? [`${b.submit.en}:${b.style ?? "primary"}`] : [])),
  ...m.actions.map((a) => `${a.label.en}:${a.style ?? "plain"}`),
];

describe("what somebody is offered who reads an answer alone", () => {
  it("is only what their role may do, and one line says whose the rest is", () => {
    const said = forReader(CARD, { roles: ["operator"], alone: true }, ACTIONS);
    expect(labels(said)).toEqual(["Book:plain", "See:plain"]);
    expect(plain(said, "en")).toContain("Only for owner, supply, finance: Approve 84, Take back, Adjust and 1 more.");
    expect(plain(said, "zh")).toContain("仅老板、供应链、财务可操作：Approve 84、Take back、Adjust等 4 项。");
    expect(validMessage(said)).toEqual([]);
  });

  it("names those who may by what they may", () => {
    const said = forReader(CARD, { roles: ["analyst"], alone: true }, ACTIONS);
    expect(labels(said)).toEqual(["See:plain"]);
    expect(plain(said, "en")).toMatch(/Adjust and 1 more\. Only for owner, supply, operator: Book\./);
  });

  it("is all of it for who may everything", () => {
    expect(forReader(CARD, { roles: ["owner"], alone: true }, ACTIONS)).toBe(CARD);
    expect(forReader(CARD, { roles: ["supply"], alone: true }, ACTIONS)).toBe(CARD);
  });
});

describe("what is offered where others read along", () => {
  it("stays for whoever of them may, and is not the main thing for one who may not", () => {
    const said = forReader(CARD, { roles: ["operator"], alone: false }, ACTIONS);
    expect(labels(said)).toEqual(["Adjust:plain", "Refuse:plain", "Approve 84:plain", "Take back:danger", "Book:plain", "See:plain"]);
    expect(plain(said, "en")).toContain("Only for owner, supply, finance: Approve 84, Refuse.");
  });

  it("is no more open than the message is", () => {
    const open = forReader({ ...CARD, sensitivity: "public" }, { roles: ["operator"], alone: false }, ACTIONS);
    expect(open.blocks.at(-1)).toMatchObject({ kind: "prose", sensitivity: "public" });
    expect(forReader(CARD, { roles: ["operator"], alone: true }, ACTIONS).blocks.at(-1)).not.toHaveProperty("sensitivity");
  });
});
