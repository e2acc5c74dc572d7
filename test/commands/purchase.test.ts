import { describe, expect, it } from "vitest";
import { refreshPlan } from "../../src/app/plan.ts";
import { addDays } from "../../src/domain/calendar/day.ts";
import { AS_OF, given, SEA, sold } from "../domain/restock/given.ts";
import { describeEmbedded } from "../store/harness.ts";
import { KTC, MUG, purchaseShop as chat } from "./purchase-chat.ts";

describeEmbedded((_, openStore) => {
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
      const placed = await c.fill("wei", card, "Ordered", fields);
      expect(c.read(placed)).toContain("Order 1 (PO-77) is placed");
      expect(c.read(placed, "zh")).toContain("采购单 1（PO-77）已下单：");
      expect((await c.context.purchases.order(1))?.lines[0]).toMatchObject({
        state: "ordered",
        quantity: 204,
        price: { amount: "4.1", currency: "USD" },
        readyOn: "2026-12-05",
        legs: [{ units: 72 }, { units: 132 }],
      });
      expect((await c.says("/restock KTC-01")).data).toMatchObject({ lines: [{ onOrder: 204 }] });
      const sku = await c.ask("wei", "/restock KTC-01");
      expect(c.read(sku)).toMatch(
        /204 units were ordered on 2026-11-22\.[^]*Ordered, not shipped +204 units +on 2026-11-22 by Wei \(PO-77\); the last of it expected about 2026-12-25/,
      );
      expect(c.read(sku, "zh")).toMatch(
        /2026-11-22 已向供应商下单 204 件。[^]*已下单，待发货 +204 件 +2026-11-22 Wei 登记下单（PO-77）；预计 2026-12-25 全部到货/,
      );
      expect(c.read(sku)).not.toContain("approved 204");
      expect(c.read(await c.press("wei", sku, "Order 1"))).toContain("Order 1 · Ningbo Wood: ordered");
      const after = await c.ask("wei", "/purchase 1");
      expect(c.read(after)).toMatch(/Order 1 · Ningbo Wood: ordered[^]*PO number +PO-77/);
      // As the SKU's card says: the way from the day on which the goods are ready.
      expect(c.read(after)).toMatch(/KTC-01 +US-FBA +204 +17 +air 72 \+ sea 132 +2026-12-25/);
      expect((await c.says("/purchase")).data).toMatchObject({ orders: [{ lines: [{ arrives: "2026-12-25" }, {}] }] });
      expect(after?.message.actions.some((a) => a.label.en.startsWith("Change"))).toBe(false);
      // What comes next stands out once it is ordered; closing it does not.
      const books = (s: typeof after) => s?.message.actions.find((a) => a.label.en === "Book a shipment")?.style;
      expect([books(card), books(after)]).toEqual([undefined, "primary"]);
      const close = after?.message.blocks.find((b) => b.kind === "form" && b.submit.en === "Close the order");
      expect(close).toMatchObject({ style: "danger" });
      // What was ordered is not taken back by a card that was shown before.
      expect((await c.ask("wei", "/restock KTC-01"))?.message.actions.some((a) => a.label.en.startsWith("Take"))).toBe(false);
    });

    it("is not placed at a price that brings it above what the one who approved it may decide alone", async () => {
      const store = await openStore();
      const c = await chat(store);
      await c.limit(2000);
      const sku = await store.prisma.sku.findUniqueOrThrow({ where: { code: "KTC-01" } });
      const file = {
        file: "costs.csv",
        hash: "h",
        format: "costs",
        fact: "costs",
        state: "visible",
        started_at: c.context.now,
        beat_at: c.context.now,
        visible_at: c.context.now,
        shown_nth: 1,
      };
      const { id } = await store.prisma.import.create({ data: file });
      const cost = { kind: "purchase", from_day: new Date("2026-01-01"), amount: "4", currency: "USD", import_id: id, row: 1 };
      await store.prisma.costLayer.create({ data: { ...cost, sku_id: sku.id } });
      await c.press("wei", await c.ask("wei", "/restock KTC-01"), "Approve");
      const card = await c.ask("wei", "/purchase 1");
      const [line] = (await c.context.purchases.order(1))?.lines ?? [];
      const at = async (price: string) => c.read(await c.fill("wei", card, "Ordered", { [`price${line?.id}`]: price }));
      expect(await at("6")).toContain("At the confirmed price KTC-01 is above $2,000.00, and only one person approved it.");
      expect(await at("4.2")).toContain("Order 1 is placed");
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

    it("says how much of it is shipped, and by that how far it has come", async () => {
      const c = await chat(await openStore());
      await c.press("wei", await c.ask("wei", "/restock KTC-01"), "Approve");
      await c.fill("wei", await c.ask("wei", "/purchase 1"), "Ordered", {});
      const booked = (units: number) => (c.plans.inputsNow = [{ ...KTC, booked: [{ day: addDays(AS_OF, 1), units }] }]);
      booked(100);
      expect(c.read(await c.ask("wei", "/purchase 1"))).toMatch(/: partly shipped[^]*KTC-01 +US-FBA +228 +19 +100/);
      booked(228);
      expect(c.read(await c.ask("wei", "/purchase"))).toMatch(/Ningbo Wood +shipped/);
      expect((await c.says("/purchase 1")).data).toMatchObject({ order: { stage: "shipped", lines: [{ shipped: 228 }] } });
    });

    it("is closed with a reason, and the plan waits for it no more", async () => {
      const c = await chat(await openStore());
      await c.press("wei", await c.ask("wei", "/restock KTC-01"), "Approve");
      const card = await c.ask("wei", "/purchase 1");
      expect(c.read(await c.fill("wei", card, "Close", {}))).toContain('"Why it is closed" is empty');
      expect(c.read(await c.fill("wei", card, "Close", { because: "Factory closed" }))).toContain("Because: Factory closed.");
      expect((await c.says("/restock KTC-01")).data).toMatchObject({ lines: [{ onOrder: 0, orderQuantity: 228 }] });
      expect(c.read(await c.ask("wei", "/purchase"))).toContain("No purchase is open");
      expect(c.read(await c.ask("wei", "/purchase all"))).toMatch(/Ningbo Wood +closed/);
      expect(c.read(await c.ask("wei", "/purchase 1"))).toMatch(/Closed because +Factory closed +Wei/);
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
      expect(order?.above?.map((line) => [line.label.en, line.value])).toMatchObject([
        ["采购订单 Purchase order", { code: "1" }],
        ["供应商 Supplier", { text: { en: "Ningbo Wood" } }],
        ["采购方 Buyer", { kind: "text" }],
        ["下单日期 Order date", { day: "2026-11-22" }],
      ]);
      expect(order?.total?.[0]).toMatchObject({ text: { en: "合计 Total" } });
      const units = order?.rows.reduce((sum, row) => sum + (row[4]?.kind === "count" ? row[4].count : 0), 0);
      expect(order?.total?.[4]).toEqual({ kind: "count", count: units });
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
    const FROM = given({
      sku: "KTC-01",
      warehouse: "US-3PL",
      stores: [],
      site: { kind: "own", country: "US" },
      onHand: 600,
      history: sold(120, 0),
    });
    const TO = given({ sku: "KTC-01", site: { kind: "own", country: "US" }, onHand: 20, routes: [SEA], carton: 12 });

    it("is approved, leaves, is received; the plan counts it from the first of these on", async () => {
      const c = await chat(await openStore(), [TO, FROM]);
      await refreshPlan(c.context, AS_OF);
      const card = await c.ask("wei", "/restock KTC-01");
      const said = await c.press("wei", card, "Approve move of");
      expect(c.read(said)).toMatch(/Approved: move \d+ units of KTC-01 from US-3PL to US-FBA\nTo leave today, sellable about/);
      expect(c.read(said, "zh")).toContain("请今天安排出库，约");
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
