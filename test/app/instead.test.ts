import { describe, expect, it } from "vitest";
import type { Command } from "../../src/app/types.ts";
import { message, type Sealed } from "../../src/message/message.ts";
import type { Audience } from "../../src/ports/chat-platform.ts";
import { town } from "./town.ts";

const words = (zh: string, en: string) => ({ zh, en });

/** Margins in a fact and in words, a form below them, and a button. */
const offer: Command = {
  summary: words("报价", "offer"),
  usage: words("", ""),
  examples: ["/offer"],
  roles: "everyone",
  parse: (words) => words,
  run: () =>
    Promise.resolve({
      message: message({
        title: words("报价", "Offer"),
        blocks: [
          {
            kind: "facts",
            facts: [
              { label: words("毛利率", "Gross margin"), value: { kind: "percent", ratio: 0.73317, digits: 3, sensitivity: "margin" } },
            ],
          },
          { kind: "prose", text: words("毛利 73.317%", "It earns 73.317%"), sensitivity: "margin" },
          {
            kind: "form",
            deed: { action: "approve", args: { sku: "SKU-2" } },
            submit: words("按数量批准", "Approve so many"),
            fields: [{ name: "quantity", label: words("数量", "Quantity"), type: "number" }],
          },
        ],
        actions: [{ label: words("批准", "Approve"), deed: { action: "approve", args: { sku: "SKU-1" } } }],
      }),
      data: null,
    }),
};

const FINANCE = { channel: "finance" } as const;

/** A channel that may see margins as long as only the team reads there. */
async function offered(readers: () => Audience) {
  const t = town({ audience: () => Promise.resolve(readers()) }, { offer });
  const shown = await t.says("/offer", "wei", FINANCE);
  return { t, shown, button: shown?.buttonTokens[0] ?? "", form: shown?.formTokens[2] ?? "" };
}

const all = (t: ReturnType<typeof town>, sealed: Sealed | undefined): string => `${t.read(sealed)}\n${t.read(sealed?.instead)}`;

describe("what a channel reads instead of what was decided", () => {
  it("keeps its figures while the channel may see them", async () => {
    const { t, shown, button } = await offered(() => "team");
    expect(t.read(shown)).toContain("73.317%");
    expect(t.read((await t.presses(button, "wei", FINANCE))?.instead)).toContain("73.317%");
  });

  it("shows no margin any more when outsiders read there by now", async () => {
    let readers: Audience = "team";
    const { t, button } = await offered(() => readers);
    readers = "outside";
    const answer = await t.presses(button, "wei", FINANCE);
    expect(t.read(answer?.instead)).toContain("✓ Approve: Wei");
    expect(all(t, answer)).not.toContain("73.317");
    expect(t.read(answer?.instead)).toContain("Not shown here: margin figures.");
    // Whoever comes late makes the message read anew as well.
    const late = await t.presses(button, "olga", FINANCE);
    expect(late?.instead).toBeDefined();
    expect(all(t, late)).not.toContain("73.317");
  });

  it("shows no margin when the channel is opened to outsiders while the decision is worked on", async () => {
    let readers: Audience = "team";
    const { t, button } = await offered(() => readers);
    t.state.atWork = () => void (readers = "outside");
    const answer = await t.presses(button, "wei", FINANCE);
    expect(t.approved).toEqual(["SKU-1"]);
    expect(all(t, answer)).not.toContain("73.317");
  });

  it("keeps the buttons and forms that are left at work when something above them is cut", async () => {
    let readers: Audience = "team";
    const { t, button, form } = await offered(() => readers);
    readers = "outside";
    const instead = (await t.presses(button, "wei", FINANCE))?.instead;
    const at = instead?.message.blocks.findIndex((b) => b.kind === "form") ?? -1;
    expect(at).toBe(0);
    expect(instead?.formTokens).toEqual({ 0: form });
    expect(await t.reads(form, "wei", { ...FINANCE, fields: { quantity: "300" } })).toBe("Approved 300");
  });
});
