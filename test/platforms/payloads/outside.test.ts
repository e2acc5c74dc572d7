import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runJobFor } from "../../../src/app/run-job.ts";
import type { Message, Sealed } from "../../../src/message/message.ts";
import { plain } from "../../../src/message/plain.ts";
import { drawCard, drawFile, drawWords } from "../../../src/platforms/feishu/draw/card.ts";
import { drawToast } from "../../../src/platforms/feishu/draw/toast.ts";
import { drawFiles } from "../../../src/platforms/slack/draw/files.ts";
import { chartsOf, drawMessage } from "../../../src/platforms/slack/draw/message.ts";
import { TODAY, wall } from "../../day/kit.ts";
import { type House, LANGUAGES, openHouse, type Place } from "./house.ts";
import { named } from "./named.ts";

const place = (lang: Place["lang"]): Place => ({ role: "owner", clearance: "public", lang });

/** All that leaves for either platform, whatever part of it is looked at there. */
function leaving(sealed: Sealed): string {
  const slack = [true, false].map((native) => drawMessage(sealed, { pictures: "none", native, fileIds: new Map() }));
  const feishu = [true, false].map((native) => drawCard(sealed, { native }));
  return JSON.stringify([
    slack,
    drawFiles(sealed, { cutTables: sealed.message.blocks.map((_, i) => i), cutText: true }),
    chartsOf(sealed, { native: false }),
    feishu,
    drawWords(sealed),
    drawToast(sealed),
    drawFile(sealed, "table") ?? null,
    drawFile(sealed, "text") ?? null,
    plain(sealed.message, sealed.lang),
    sealed.message,
    sealed.buttonTokens,
    sealed.formTokens,
  ]);
}

let house: House;
/** What everybody outside is told instead, in each language. */
const said = new Map<string, string>();
beforeAll(async () => {
  house = await openHouse();
  const figures: Message = { version: 1, title: { zh: "机密", en: "secret" }, tone: "critical", blocks: [], actions: [] };
  for (const lang of LANGUAGES) said.set(lang, leaving(await house.sealed(figures, place(lang))));
}, 240_000);
afterAll(() => house[Symbol.asyncDispose]());

describe("a channel that people outside the company read and that nobody bound", { timeout: 240_000 }, () => {
  it("is told where to ask, and no digit", async () => {
    for (const lang of LANGUAGES)
      expect(plain((await house.says("/restock", place(lang))).message, lang)).toMatch(
        lang === "zh" ? /请私聊我/ : /Ask me in a direct message/,
      );
    for (const lang of LANGUAGES) expect(plain((await house.says("/restock", place(lang))).message, lang)).not.toMatch(/\d/);
    // The same question of the team is answered, or all of this would prove nothing.
    const inside = await house.says("/restock", { ...place("en"), clearance: "internal" });
    expect(plain(inside.message, "en")).toMatch(/\d/);
    expect(leaving(inside)).not.toBe(said.get("en"));
  });

  // What does not depend on the figures at all cannot tell any: neither a digit, nor a colour, nor the length of a list.
  it("gets byte for byte the same on Slack and Feishu, whatever was asked of the stock, the sales and the plan", async () => {
    const lines = (await house.purser.ports.plans.lines({ limit: 10_000 })).lines;
    const of = fc.constantFrom(...lines.map((l) => l.sku));
    const kpis = [...house.purser.kpis.keys()];
    const examples = ["kpi", "restock", "stock"].flatMap((name) => house.purser.commands.get(name)?.examples ?? []);
    const question = fc.oneof(
      fc.constantFrom(...examples, "/kpi", "/restock", "/stock"),
      fc.tuple(fc.constantFrom("/restock", "/stock"), of).map((words) => words.join(" ")),
      fc
        .tuple(fc.constantFrom(...kpis), fc.constantFrom("last month", "last month by sku", "last month by store", "this year by month"))
        .map(([kpi, how]) => `/kpi ${kpi} ${how}`),
    );
    let withheld = 0;
    await fc.assert(
      fc.asyncProperty(question, fc.constantFrom(...LANGUAGES), async (text, lang) => {
        const sealed = await house.says(text, place(lang));
        if (sealed.message.tone === "error") return;
        withheld += 1;
        expect([text, leaving(sealed)]).toEqual([text, said.get(lang)]);
      }),
      { numRuns: 120 },
    );
    expect(withheld).toBeGreaterThan(60);
  });

  it.each(named("src/jobs"))("gets the same of every message of the job %s", async (name) => {
    const job = house.purser.jobs.get(name);
    if (!job) throw new Error(`src/jobs/${name}.ts is not discovered`);
    const deps = { jobs: house.purser.jobs, contextAt: (now: Date) => house.purser.contextAt(now), clock: house.clock };
    const at = wall("09:00", TODAY);
    const binding = house.binding(job.purpose, { ...place("zh"), clearance: "margin" });
    const { messages } = await runJobFor(deps, name, binding, { at, day: TODAY, late: false, dryRun: true }, at);
    for (const lang of LANGUAGES)
      for (const message of messages) expect([name, leaving(await house.sealed(message, place(lang)))]).toEqual([name, said.get(lang)]);
  });

  it("reads help, how to set itself up, and what is wrong with a question, since no figure is in them", async () => {
    for (const lang of LANGUAGES) {
      for (const text of ["/help", "/help kpi", "/help restock"]) {
        const [outside, inside] = [await house.says(text, place(lang)), await house.says(text, { ...place(lang), clearance: "internal" })];
        expect(outside.message).toEqual(inside.message);
      }
      const form = await house.says("/setup", place(lang));
      expect(Object.keys(form.formTokens)).toHaveLength(1);
      expect((await house.says("/restock SKU-THAT-IS-NOT", place(lang))).message.title[lang]).toContain("SKU-THAT-IS-NOT");
    }
  });

  it("hides a card again that was posted before the others came, once somebody presses in it", async () => {
    const lines = await house.purser.ports.plans.lines({ states: ["order-now"] });
    const line = lines.lines.find((l) => (l.orderQuantity ?? 0) > 0);
    const card = await house.says(`/restock ${line?.sku ?? ""} ${line?.warehouse ?? ""}`, { ...place("en"), clearance: "internal" });
    const at = card.message.actions.findIndex((b) => b.deed.action === "approve-purchase");
    const answer = await house.presses(card.buttonTokens[at] ?? "", place("en"));
    expect(leaving(answer)).toBe(said.get("en"));
    expect(answer.instead && leaving(answer.instead)).toBe(said.get("en"));
  });
});
