import { describe, expect, it } from "vitest";
import { z } from "zod";
import { forReader } from "../../src/app/for-reader.ts";
import type { Action, Allowed, Asker, Context } from "../../src/app/types.ts";
import { zone } from "../../src/domain/calendar/zone.ts";
import { message, type Block, type Button } from "../../src/message/message.ts";
import { plain } from "../../src/message/plain.ts";
import { validMessage } from "../../src/message/valid.ts";
import type { Role } from "../../src/ports/company.ts";
import { member } from "../fakes/company.ts";

const t = (zh: string, en: string) => ({ zh, en });
const by = (roles: Allowed): Action => ({ args: z.object({}), roles, repeatable: true, run: () => Promise.reject(new Error("not run")) });
const ACTIONS = new Map([
  ["approve", by(["supply", "finance"])],
  ["book", by(["supply", "operator"])],
  ["view", by("everyone")],
  [
    "agree",
    {
      ...by(["supply"]),
      notFor: (_args, _context, { member: m }) => Promise.resolve(m.slug === "wei" ? t("你已批准", "You approved it") : undefined),
    },
  ],
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

const asker = (slug: string, roles: readonly Role[]): Asker => ({
  member: member(slug, roles),
  roles,
  lang: "en",
  platform: "fake",
  channel: "ops",
  clearance: "internal",
  zone: zone("UTC"),
});
const read = (roles: readonly Role[], alone: boolean, card = CARD, slug = "ann") =>
  forReader(card, { asker: asker(slug, roles), alone }, ACTIONS, {} as Context);

describe("what somebody is offered who reads an answer alone", () => {
  it("is only what their role may do, and one line says whose the rest is", async () => {
    const said = await read(["operator"], true);
    expect(labels(said)).toEqual(["Book:plain", "See:plain"]);
    expect(plain(said, "en")).toContain("Only for owner, supply, finance: Approve 84, Take back, Adjust and 1 more.");
    expect(plain(said, "zh")).toContain("仅老板、供应链、财务可操作：Approve 84、Take back、Adjust等 4 项。");
    expect(validMessage(said)).toEqual([]);
  });

  it("names those who may by what they may", async () => {
    const said = await read(["analyst"], true);
    expect(labels(said)).toEqual(["See:plain"]);
    expect(plain(said, "en")).toMatch(/Adjust and 1 more\. Only for owner, supply, operator: Book\./);
  });

  it("is not what is for somebody else than them, whatever their role", async () => {
    const card = { ...CARD, actions: [button("Agree", "agree", "primary")], blocks: [] };
    const said = await read(["supply"], true, card, "wei");
    expect(labels(said)).toEqual([]);
    expect(plain(said, "en")).toContain("You approved it: Agree.");
    expect(await read(["supply"], true, card, "mei")).toBe(card);
    // Where others read along it is for one of them.
    expect(await read(["supply"], false, card, "wei")).toBe(card);
  });

  it("is all of it for who may everything", async () => {
    expect(await read(["owner"], true)).toBe(CARD);
    expect(await read(["supply"], true)).toBe(CARD);
  });
});

describe("what is offered where others read along", () => {
  it("stays for whoever of them may, and is not the main thing for one who may not", async () => {
    const said = await read(["operator"], false);
    expect(labels(said)).toEqual(["Adjust:plain", "Refuse:plain", "Approve 84:plain", "Take back:danger", "Book:plain", "See:plain"]);
    expect(plain(said, "en")).toContain("Only for owner, supply, finance: Approve 84, Refuse.");
  });

  it("is no more open than the message is", async () => {
    const open = await read(["operator"], false, { ...CARD, sensitivity: "public" });
    expect(open.blocks.at(-1)).toMatchObject({ kind: "prose", sensitivity: "public" });
    expect((await read(["operator"], true)).blocks.at(-1)).not.toHaveProperty("sensitivity");
  });
});
