import { describe, expect, it } from "vitest";
import { action as approve } from "../../src/actions/approve-purchase.ts";
import { action as withdraw } from "../../src/actions/withdraw-purchase.ts";
import { makeHandlers } from "../../src/app/dispatch.ts";
import type { Action } from "../../src/app/types.ts";
import { plain } from "../../src/message/plain.ts";
import type { Sealed } from "../../src/message/message.ts";
import type { Role } from "../../src/ports/company.ts";
import { FakeClock, fakeRandom } from "../fakes/clock.ts";
import { AIR, given, SEA } from "../domain/restock/given.ts";
import { describeEmbedded, type TestStore } from "../store/harness.ts";
import { openHouse } from "./house.ts";

async function chat(store: TestStore) {
  const house = await openHouse(store, [given({ sku: "KTC-01", onHand: 10, routes: [SEA, AIR], moq: 100, carton: 12 })]);
  const people: Readonly<Record<string, Role[]>> = { wei: ["supply"], olga: ["finance"], ann: ["operator"] };
  for (const [slug, roles] of Object.entries(people)) {
    const accounts = [{ platform: "fake", account: slug }];
    await house.context.company.saveMember({ slug, name: slug === "wei" ? "Wei" : slug, email: null, roles, accounts });
  }
  let events = 0;
  const handlers = makeHandlers({
    platform: "fake",
    loopback: false,
    clock: new FakeClock("2026-11-22T09:00:00Z"),
    random: fakeRandom(),
    contextAt: () => house.context,
    actions: new Map<string, Action>([
      ["approve-purchase", approve as Action],
      ["withdraw-purchase", withdraw as Action],
    ]),
    intake: () => Promise.resolve(undefined),
    home: () => Promise.reject(new Error("nobody opens a page here")),
  });
  const at = () => ({ eventId: `e${(events += 1)}`, channel: "ops" });
  const read = (s: Sealed | undefined) => (s ? plain(s.message, "en") : "");
  return {
    ...house,
    ask: (who: string, text = "/restock KTC-01") => handlers.text({ ...at(), person: { account: who }, text }),
    press: (who: string, card: Sealed | undefined, nth = 0) =>
      handlers.press({ ...at(), person: { account: who }, token: card?.buttonTokens[nth] ?? "" }),
    read,
  };
}

describeEmbedded((_, open) => {
  describe("what the plan proposes to buy", () => {
    it("is approved by who may, stands in the card and in the next one, and orders nothing", async () => {
      const c = await chat(await open());
      const card = await c.ask("ann");
      const label = card?.message.actions[0]?.label.en ?? "";
      expect(label).toMatch(/^Approve [0-9,]+ units$/);
      expect(card?.message.actions[0]?.confirm?.en).toContain("nothing is ordered by itself");
      expect(c.read(await c.press("ann", card))).toContain("Your role may not use this button");
      const said = await c.press("wei", card);
      expect(c.read(said)).toContain("of KTC-01 for US-FBA");
      expect(said?.instead && c.read(said.instead)).toContain(`✓ ${label}: Wei`);
      expect(c.read(await c.ask("ann"))).toMatch(
        /Wei approved 228 units, not counted as inbound yet[^]*Approved +228 units +Wei, on the plan of 2026-11-21/,
      );
    });

    it("has one outcome for two cards: the second approver is told who was first", async () => {
      const c = await chat(await open());
      const [mine, yours] = [await c.ask("wei"), await c.ask("olga")];
      await c.press("wei", mine);
      const late = await c.press("olga", yours);
      expect(late?.reach).toBe("asker");
      expect(c.read(late)).toMatch(/^Wei approved [0-9,]+ units already/);
    });

    it("can be taken back and approved again", async () => {
      const c = await chat(await open());
      const said = await c.press("wei", await c.ask("wei"));
      expect(c.read(await c.press("olga", said))).toContain("is taken back");
      expect(c.read(await c.press("olga", await c.ask("olga")))).toContain("of KTC-01 for US-FBA");
    });

    it("shows what it costs only to those who may see it", async () => {
      const c = await chat(await open());
      const said = await c.press("wei", await c.ask("wei"));
      expect(c.read(said)).not.toMatch(/USD|Cash/);
      const { data } = await c.says("/restock KTC-01", "internal");
      expect((data as { approved: { cash: unknown }[] }).approved).toMatchObject([{ cash: null }]);
    });
  });
});
