import { describe, expect, it } from "vitest";
import { refreshPlan } from "../../src/app/plan.ts";
import { secondApprovalAmount } from "../../src/domain/policy/declared/purchase.ts";
import type { PlanInput } from "../../src/domain/restock/types.ts";
import { AIR, AS_OF, given, SEA, sold } from "../domain/restock/given.ts";
import { describeEmbedded, type TestStore } from "../store/harness.ts";
import { PEOPLE, purchaseChat } from "./purchase-chat.ts";

const KTC = given({ sku: "KTC-01", onHand: 10, routes: [SEA, AIR], moq: 100, carton: 12 });
const MUG = given({ sku: "MUG-01", title: "Mug", onHand: 10, history: sold(120, 3), routes: [SEA], moq: 50, carton: 24 });

async function chat(store: TestStore, inputs: readonly PlanInput[] = [KTC], people?: typeof PEOPLE) {
  const c = await purchaseChat(store, inputs, people);
  await c.context.company.saveSupplier({
    code: "S1",
    name: "Ningbo Wood",
    currency: "USD",
    productionDaysP50: 0,
    productionDaysP90: 0,
    simulated: false,
  });
  const supplier = await store.prisma.supplier.findUniqueOrThrow({ where: { code: "S1" } });
  await store.prisma.sku.updateMany({ data: { supplier_id: supplier.id, moq: 100, carton: 12 } });
  const limit = (value: number, role?: string) =>
    c.context.policies.set(
      {
        policy: secondApprovalAmount.id,
        scope: role === undefined ? { kind: "company" } : { kind: "role", key: role },
        value,
        from: AS_OF,
        to: null,
        by: "li",
      },
      c.context.now,
    );
  return { ...c, limit, audited: async () => (await c.context.audit.recent(20)).map((e) => `${e.by} ${e.what}`).toReversed() };
}

describeEmbedded((_, openStore) => {
  describe("a purchase above what one person decides alone", () => {
    it("waits for a second person, and until then nothing is on order", async () => {
      const c = await chat(await openStore());
      await c.limit(1000);
      const said = await c.press("wei", await c.ask("wei", "/restock KTC-01"), "Approve 228");
      expect(c.read(said)).toMatch(/Waiting for a second person: 228 units of KTC-01 for US-FBA/);
      expect(c.read(said)).toContain("Above $1,000.00, which is the most one person decides alone");
      expect(c.read(said)).toContain("Who may: Olga.");
      expect(c.read(said, "zh")).toContain("超过单人审批上限 US$1,000.00，需要另一位有审批权的人复核");
      // The amount is a margin figure, and stands in no channel that may not see it.
      expect(c.read(said)).not.toContain("1,567");
      expect((await c.says("/restock KTC-01")).data).toMatchObject({
        lines: [{ onOrder: 0, orderQuantity: 228 }],
        waiting: [{ quantity: 228 }],
      });
      const card = await c.ask("ann", "/restock KTC-01");
      expect(c.read(card)).toContain("Wei approved 228 units, which waits for a second person and is not in the plan yet.");
      expect(card?.message.actions.map((a) => a.label.en).slice(0, 2)).toEqual(["Agree to 228 units", "Take 228 units back"]);
      expect(c.read(await c.press("wei", said, "Agree"))).toContain("Somebody else has to agree to KTC-01");
      expect(c.read(await c.press("ann", said, "Agree"))).toContain("Your role may not use this button");
      expect(c.read(await c.press("olga", said, "Agree"))).toContain("Approved: 228 units of KTC-01 for US-FBA");
      expect((await c.says("/restock KTC-01")).data).toMatchObject({ lines: [{ onOrder: 228, orderQuantity: 0 }], waiting: [] });
      expect(await c.audited()).toEqual(["wei approve-purchase", "olga second-purchase"]);
      const [entry] = await c.context.audit.recent(1);
      expect(entry?.details).toMatchObject({ noted: { quantity: 228, worth: "1567.2", first: "wei", plan: AS_OF } });
    });

    it("is agreed to once, whoever presses; who comes late is told what became of it", async () => {
      const c = await chat(await openStore(), [KTC], { ...PEOPLE, max: ["supply"] });
      await c.limit(1000);
      const said = await c.press("wei", await c.ask("wei", "/restock KTC-01"), "Approve");
      const other = await c.ask("max", "/restock KTC-01");
      const both = await Promise.all([c.press("olga", said, "Agree"), c.press("max", other, "Agree")]);
      const texts = both.map((s) => c.read(s));
      expect(texts.filter((x) => x.includes("Approved: 228 units"))).toHaveLength(1);
      expect(texts.filter((x) => /Already done by|does not wait any more: approved|Things have changed/.test(x))).toHaveLength(1);
      expect((await c.audited()).filter((x) => x.endsWith("second-purchase"))).toHaveLength(1);
      expect(await c.context.purchases.approved({ since: AS_OF })).toHaveLength(1);
    });

    it("is refused with a reason, and can be asked for again", async () => {
      const c = await chat(await openStore());
      await c.limit(1000);
      const said = await c.press("wei", await c.ask("wei", "/restock KTC-01"), "Approve");
      expect(c.read(await c.fill("olga", said, "Refuse", { because: " " }))).toContain('"Reason" is empty');
      expect(c.read(await c.fill("olga", said, "Refuse", { because: "Cash is short until the 5th" }))).toMatch(
        /Refused: 228 units of KTC-01[^]*Because: Cash is short until the 5th \(Wei had approved it\)/,
      );
      expect(c.read(await c.press("olga", said, "Agree"))).toMatch(/Things have changed|does not wait any more/);
      expect((await c.ask("wei", "/restock KTC-01"))?.message.actions[0]?.label.en).toBe("Approve 228 units");
      expect(await c.audited()).toEqual(["wei approve-purchase", "olga reject-purchase"]);
    });

    it("cannot be agreed to any more when the plan wants nothing of it now", async () => {
      const c = await chat(await openStore());
      await c.limit(1000);
      const said = await c.press("wei", await c.ask("wei", "/restock KTC-01"), "Approve");
      c.plans.inputsNow = [{ ...KTC, onHand: 5000 }];
      expect(c.read(await c.press("olga", said, "Agree"))).toContain("Things have changed since this was shown");
      expect(await c.context.purchases.approved({ since: AS_OF })).toEqual([]);
    });

    it("can be taken back while it waits", async () => {
      const c = await chat(await openStore());
      await c.limit(1000);
      const said = await c.press("wei", await c.ask("wei", "/restock KTC-01"), "Approve");
      expect(c.read(await c.press("wei", said, "Take it back"))).toContain("The approval for KTC-01 is taken back");
      expect(c.read(await c.press("olga", said, "Agree"))).toContain("Things have changed");
    });

    it("is not cut into pieces that are below the limit", async () => {
      const c = await chat(await openStore(), [KTC, MUG]);
      await c.limit(1600);
      expect(c.read(await c.press("wei", await c.ask("wei", "/restock KTC-01"), "Approve"))).toContain("Approved: 228 units");
      const second = await c.press("wei", await c.ask("wei", "/restock MUG-01"), "Approve");
      expect(c.read(second)).toContain("Above $1,600.00 (with what you approved alone of this supplier today)");
      // Somebody else begins with what they decided themselves.
      expect(c.read(await c.press("olga", second, "Agree"))).toContain("Approved:");
    });

    it("is decided by the limit of the person's role; of several the highest counts", async () => {
      const c = await chat(await openStore(), [KTC, MUG], { ...PEOPLE, max: ["supply", "finance"] });
      await c.limit(1000);
      await c.limit(50_000, "finance");
      expect(c.read(await c.press("wei", await c.ask("wei", "/restock KTC-01"), "Approve"))).toContain("Waiting for a second person");
      expect(c.read(await c.press("max", await c.ask("max", "/restock MUG-01"), "Approve"))).toContain("Approved:");
    });

    it("waits too where nobody can tell the amount", async () => {
      const c = await chat(await openStore(), [{ ...KTC, unitCost: null }]);
      expect(c.read(await c.press("wei", await c.ask("wei", "/restock KTC-01"), "Approve"))).toContain(
        "A cost or an exchange rate is not known, so nobody can tell the amount: another approver has to agree",
      );
    });

    it("stands with one person where nobody else may approve, and says so", async () => {
      const c = await chat(await openStore(), [KTC], { wei: ["supply"], ann: ["operator"] });
      await c.context.company.removeMember("owner");
      await c.limit(1000);
      expect(c.read(await c.press("wei", await c.ask("wei", "/restock KTC-01"), "Approve"))).toContain(
        "nobody else may approve, so your word stands",
      );
      expect(await c.context.purchases.approved({ since: AS_OF })).toHaveLength(1);
    });
  });

  describe("another quantity or way than the plan's", () => {
    const adjust = { quantity: "150", urgentUnits: "30", neededBy: "2026-12-20", note: "Before Christmas" };

    it("is shown before and after, with what the supplier may object to, and decides nothing yet", async () => {
      const c = await chat(await openStore());
      const card = await c.ask("wei", "/restock KTC-01");
      const said = await c.fill("wei", card, "Adjust", adjust);
      expect(c.read(said)).toMatch(/As adjusted: 150 units of KTC-01[^]*Nothing is approved yet/);
      expect(c.read(said)).toMatch(/Units +228 +150/);
      expect(c.read(said)).toMatch(/Route +air 72 \+ sea 156 +air 30 \+ sea 120/);
      expect(c.read(said)).toMatch(/Stock-out +.* +out on /);
      expect(c.read(said)).toContain("No whole cartons of 12");
      expect(c.read(said)).toContain("Rounded up it would be 156; it stays at your 150");
      expect(c.read(said)).not.toContain("Cash");
      expect(await c.context.purchases.approved({ since: AS_OF })).toEqual([]);
      // It can be tried again.
      expect(c.read(await c.fill("wei", card, "Adjust", { ...adjust, quantity: "90" }))).toContain("Below the minimum order of 100");
    });

    it("is approved as it was shown, and noted beside what the plan proposed", async () => {
      const c = await chat(await openStore());
      const said = await c.fill("wei", await c.ask("wei", "/restock KTC-01"), "Adjust", adjust);
      const done = await c.press("wei", said, "Approve 150");
      expect(c.read(done)).toMatch(/Approved: 150 units[^]*The plan proposed +228 units[^]*Needed by +2026-12-20[^]*Before Christmas/);
      expect(await c.context.purchases.approved({ since: AS_OF })).toMatchObject([
        {
          quantity: 150,
          proposed: 228,
          neededBy: "2026-12-20",
          legs: [
            { lane: "US-AIR", units: 30 },
            { lane: "US-SEA", units: 120 },
          ],
        },
      ]);
    });

    it("is stale when somebody approved of the same plan meanwhile: two wishes do not add up", async () => {
      const c = await chat(await openStore());
      const mine = await c.fill("wei", await c.ask("wei", "/restock KTC-01"), "Adjust", adjust);
      const yours = await c.fill("olga", await c.ask("olga", "/restock KTC-01"), "Adjust", adjust);
      await c.press("wei", mine, "Approve 150");
      expect(c.read(await c.press("olga", yours, "Approve 150"))).toContain("Things have changed");
      expect((await c.context.purchases.approved({ since: AS_OF })).map((p) => p.quantity)).toEqual([150]);
    });

    it("is refused at the field that cannot be read", async () => {
      const c = await chat(await openStore());
      const card = await c.ask("wei", "/restock KTC-01");
      const tried = async (fields: Record<string, string>) => c.read(await c.fill("wei", card, "Adjust", { ...adjust, ...fields }));
      expect(await tried({ quantity: "" })).toContain('"Units to buy" is empty');
      expect(await tried({ quantity: "12.5" })).toContain('"Units to buy" is "12.5", not a whole number from 1');
      expect(await tried({ quantity: "0" })).toContain("not a whole number from 1");
      expect(await tried({ urgentUnits: "200" })).toContain('"Of these urgent" is 200, more than the 150 in all');
      expect(await tried({ restLane: "EU-SEA" })).toContain('"The rest goes by" has no lane "EU-SEA"');
      expect(await tried({ neededBy: "2026-01-01" })).toContain('"Needed by" is "2026-01-01", not a day from 2026-11-21 on');
      expect(await tried({ quantity: "１，５００" })).toContain("As adjusted: 1,500 units");
    });

    it("of a line that is approved already takes its place; above the limit it waits anew", async () => {
      const c = await chat(await openStore());
      await c.limit(1600);
      await c.press("wei", await c.ask("wei", "/restock KTC-01"), "Approve");
      const form = await c.press("wei", await c.ask("wei", "/purchase 1"), "Change KTC-01");
      const more = await c.fill("wei", form, "See what", { quantity: "480" });
      expect(c.read(more)).toContain("More than twice the");
      expect(c.read(await c.press("wei", more, "Approve 480"))).toContain("Waiting for a second person: 480 units");
      expect(await c.context.purchases.approved({ since: AS_OF })).toEqual([]);
      expect(c.read(await c.press("olga", await c.ask("olga", "/purchase 1"), "Agree"))).toContain("Approved: 480 units");
      const again = await c.press("wei", await c.ask("wei", "/purchase 1"), "Change");
      const less = await c.fill("wei", again, "See what", { quantity: "120" });
      expect(c.read(await c.press("wei", less, "Approve 120"))).toContain("Approved: 120 units");
      expect((await c.context.purchases.approved({ since: AS_OF })).map((p) => p.quantity)).toEqual([120]);
      expect(await c.audited()).toEqual(["wei approve-purchase", "wei change-purchase", "olga second-purchase", "wei change-purchase"]);
    });
  });

  describe("what one supplier is asked for on one plan day", () => {
    const both = async (c: Awaited<ReturnType<typeof chat>>) => {
      for (const sku of ["KTC-01", "MUG-01"]) await c.press("wei", await c.ask("wei", `/restock ${sku}`), "Approve");
    };

    it("is one order, with its lines and what the supplier may object to", async () => {
      const c = await chat(await openStore(), [KTC, MUG]);
      await both(c);
      const order = c.read(await c.ask("olga", "/purchase 1"));
      expect(order).toMatch(/Order 1 · Ningbo Wood: approved, to be ordered/);
      expect(order).toMatch(/KTC-01 +US-FBA +228 +19 +air 72 \+ sea 156/);
      expect(order).toMatch(/MUG-01 +US-FBA +/);
      const list = await c.ask("olga", "/purchase");
      expect(c.read(list)).toMatch(
        /Open purchases and moves: 1[^]*1 is to be placed with its supplier\.[^]*Ningbo Wood +approved, to be ordered +KTC-01, MUG-01/,
      );
      expect(c.read(await c.press("ann", list, "Order 1"))).toContain("Order 1 · Ningbo Wood");
      expect(c.read(await c.ask("ann", "/purchase ningbo wood"))).toContain("of Ningbo Wood: 1");
      expect(await c.zh("/purchase")).toContain("1 单待向供应商下单");
      expect((await c.says("/purchase")).data).toMatchObject({
        orders: [{ id: 1, stage: "approved", lines: [{ sku: "KTC-01", cash: { amount: "1567.2" } }, {}] }],
      });
      expect((await c.says("/purchase", "internal")).data).toMatchObject({ orders: [{ lines: [{ cash: null }, { cash: null }] }] });
      await expect(c.ask("ann", "/purchase 99").then((s) => c.read(s))).resolves.toContain("There is no purchase order 99");
      await expect(c.ask("ann", "/purchase ningbo").then((s) => c.read(s))).resolves.toContain("of Ningbo Wood: 1");
      await expect(c.ask("ann", "/purchase Nimbo Wood").then((s) => c.read(s))).resolves.toContain("did you mean Ningbo Wood?");
    });

    it("is noted as ordered with what was confirmed, and counts on as on order", async () => {
      const c = await chat(await openStore(), [KTC, MUG]);
      await both(c);
      const card = await c.ask("wei", "/purchase 1");
      const ids = (await c.context.purchases.order(1))?.lines.map((l) => l.id) ?? [];
      const fields = { reference: "PO-77", readyOn: "2026-12-05", [`units${ids[0]}`]: "204", [`price${ids[0]}`]: "US$ 4.10" };
      const tried = async (more: Record<string, string>) => c.read(await c.fill("wei", card, "Ordered", { ...fields, ...more }));
      expect(await tried({ [`units${ids[0]}`]: "240" })).toContain("KTC-01: 240 units confirmed, more than the 228 approved");
      expect(await tried({ [`price${ids[0]}`]: "four" })).toContain('"KTC-01: price of one" is "four"');
      expect(await tried({ orderedOn: "2026-11-23" })).toContain('"Ordered on" is 2026-11-23, which is still to come');
      expect(await tried({ readyOn: "2026-11-01" })).toContain('"Goods ready on" is "2026-11-01", not a day from 2026-11-22 on');
      expect(await tried({})).toContain("Order 1 (PO-77) is placed");
      expect((await c.context.purchases.order(1))?.lines[0]).toMatchObject({
        state: "ordered",
        quantity: 204,
        price: { amount: "4.1", currency: "USD" },
        readyOn: "2026-12-05",
        legs: [{ units: 72 }, { units: 132 }],
      });
      expect((await c.says("/restock KTC-01")).data).toMatchObject({ lines: [{ onOrder: 204 }] });
      const after = await c.ask("wei", "/purchase 1");
      expect(c.read(after)).toMatch(/Order 1 · Ningbo Wood: ordered[^]*PO number +PO-77/);
      expect(after?.message.actions.some((a) => a.label.en.startsWith("Change"))).toBe(false);
      // What was ordered is not taken back by a card that was shown before.
      expect((await c.ask("wei", "/restock KTC-01"))?.message.actions.some((a) => a.label.en.startsWith("Take"))).toBe(false);
    });

    it("cannot be placed by a form that was opened before a line changed", async () => {
      const c = await chat(await openStore(), [KTC, MUG]);
      await both(c);
      const card = await c.ask("wei", "/purchase 1");
      const [first] = (await c.context.purchases.order(1))?.lines ?? [];
      await c.context.purchases.withdraw(first?.id ?? 0);
      expect(c.read(await c.fill("olga", card, "Ordered", {}))).toContain("Things have changed");
      expect((await c.context.purchases.order(1))?.state).toBe("open");
    });

    it("is closed with a reason, and the plan waits for it no more", async () => {
      const c = await chat(await openStore());
      await c.press("wei", await c.ask("wei", "/restock KTC-01"), "Approve");
      const card = await c.ask("wei", "/purchase 1");
      expect(c.read(await c.fill("wei", card, "Close", {}))).toContain('"Reason" is empty');
      expect(c.read(await c.fill("wei", card, "Close", { because: "Factory closed" }))).toContain("Because: Factory closed.");
      expect((await c.says("/restock KTC-01")).data).toMatchObject({ lines: [{ onOrder: 0, orderQuantity: 228 }] });
      expect(c.read(await c.ask("wei", "/purchase"))).toContain("No purchase is open");
      expect(c.read(await c.ask("wei", "/purchase all"))).toMatch(/Ningbo Wood +closed/);
      expect(c.read(await c.ask("wei", "/purchase 1"))).toContain("Factory closed");
    });

    it("has its documents as files, without prices for who may not see them", async () => {
      const store = await openStore();
      const c = await chat(store, [KTC, MUG]);
      await both(c);
      await store.prisma.sku.update({
        where: { code: "KTC-01" },
        data: { unit_kg: "0.5", length_cm: "30", width_cm: "20", height_cm: "10", title: "Drawer organiser" },
      });
      const documents = await c.press("ann", await c.ask("ann", "/purchase 1"), "Documents");
      const files = documents?.message.blocks.flatMap((b) => (b.kind === "file" ? [b] : [])) ?? [];
      expect(files.map((f) => `${f.name}.${f.format}`)).toEqual([
        "supplier-order-1.xlsx",
        "supplier-order-1.csv",
        "forwarder-booking-1.xlsx",
        "forwarder-booking-1.csv",
      ]);
      const [order, , booking] = files;
      expect(order?.columns.map((x) => x.label.en).join()).not.toMatch(/Unit price|Amount/);
      expect(order?.rows).toHaveLength(2);
      // A leg each: 72 by air, 156 by sea, and the mugs.
      expect(booking?.rows.map((r) => r[4])).toMatchObject([{ count: 72 }, { count: 156 }, {}]);
      const total = booking?.columns.findIndex((x) => x.label.en.includes("Total weight")) ?? -1;
      expect(booking?.rows[1]?.[total]).toEqual({ kind: "number", number: 78, digits: 2 });
      expect(c.read(documents)).toContain("No weight or size, blank in the file: MUG-01");
      const mine = await c.ask("olga", "/purchase 1 documents", true);
      const [priced] = mine?.message.blocks.flatMap((b) => (b.kind === "file" ? [b] : [])) ?? [];
      expect(priced?.columns.map((x) => x.label.en).join()).toContain("单价 Unit price");
      expect(c.read(mine)).toContain("No purchase cost, the price is blank: KTC-01, MUG-01");
      expect(c.read(await c.ask("ann", "/purchase 单据"))).toContain("The documents of which order?");
    });

    it("can be asked a price for before anything is approved", async () => {
      const c = await chat(await openStore(), [KTC, { ...MUG, onHand: 5000 }]);
      const pack = await c.ask("wei", "/purchase rfq KTC-01 MUG-01=240");
      expect(c.read(pack)).toMatch(/Quote pack: 2 SKUs, 468 units[^]*nothing is approved/);
      const file = pack?.message.blocks.find((b) => b.kind === "file");
      expect(file?.kind === "file" ? [file.name, file.rows.length] : []).toEqual([`rfq-${AS_OF}`, 3]);
      expect(c.read(await c.ask("wei", "/purchase 询价 mug-01"))).toContain("1 SKU, 100 units");
      expect(c.read(await c.ask("wei", "/purchase rfq NOPE"))).toContain("No SKU is called NOPE");
      expect(c.read(await c.ask("wei", "/purchase rfq"))).toContain("A quote for which SKUs?");
    });
  });

  describe("a move between warehouses", () => {
    const FROM = given({ sku: "KTC-01", warehouse: "US-3PL", stores: [], onHand: 600, history: sold(120, 0) });
    const TO = given({ sku: "KTC-01", onHand: 20, routes: [SEA], carton: 12 });

    it("is approved, leaves, is received; the plan counts it from the first of these on", async () => {
      const c = await chat(await openStore(), [TO, FROM]);
      await refreshPlan(c.context, AS_OF);
      const card = await c.ask("wei", "/restock KTC-01");
      const said = await c.press("wei", card, "Approve move of");
      expect(c.read(said)).toMatch(/Approved: move \d+ units of KTC-01 from US-3PL to US-FBA/);
      const [transfer] = await c.context.transfers.open();
      const after = (await c.says("/restock KTC-01 US-FBA")).data as { lines: { inbound: number; transfers: unknown[] }[] };
      expect(after.lines[0]).toMatchObject({ inbound: transfer?.units });
      expect(after.lines[0]?.transfers ?? []).toEqual([]);
      expect(c.read(await c.ask("ann", "/purchase"))).toMatch(/T1 +KTC-01 +US-3PL +US-FBA/);
      const move = await c.ask("wei", "/purchase T1");
      expect(c.read(await c.fill("wei", move, "It has left", { leftOn: "2026-11-25" }))).toContain("which is still to come");
      expect(c.read(await c.fill("wei", move, "It has left", { leftOn: "2026-11-22" }))).toContain("on its way");
      const left = await c.ask("wei", "/purchase 调拨1");
      expect(c.read(await c.fill("wei", left, "Received", { received: "10" }))).toContain("say why in the note");
      expect(c.read(await c.fill("wei", left, "Received", { received: "10", because: "the rest was damaged" }))).toContain(": done");
      expect(await c.context.transfers.open()).toEqual([]);
      expect(await c.audited()).toEqual(["wei approve-transfer", "wei transfer-left", "wei transfer-close"]);
    });

    it("is one person's; the other is told who was faster", async () => {
      const c = await chat(await openStore(), [TO, FROM]);
      const [mine, yours] = [await c.ask("wei", "/restock KTC-01"), await c.ask("olga", "/restock KTC-01")];
      const said = await c.press("wei", mine, "Approve move of");
      expect(c.read(await c.press("olga", yours, "Approve move of"))).toMatch(/^Wei approved the move of \d+ units already/);
      expect(c.read(await c.press("olga", said, "Take it back"))).toContain("taken back");
      expect((await c.ask("wei", "/restock KTC-01"))?.message.actions.some((a) => a.label.en.startsWith("Approve move of"))).toBe(true);
    });
  });
});
