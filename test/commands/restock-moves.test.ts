import { describe, expect, it } from "vitest";
import { action as approve } from "../../src/actions/approve-transfer.ts";
import { zone } from "../../src/domain/calendar/zone.ts";
import type { PlanInput, PlanLine as Line } from "../../src/domain/restock/types.ts";
import { AIR, given, on, SEA, sold, uneven } from "../domain/restock/given.ts";
import { describeEmbedded } from "../store/harness.ts";
import { openPlanned, projectionOf } from "./house.ts";

type PlanLine = Omit<Line, "cash"> & { readonly cash: unknown };
interface Data {
  readonly lines: readonly Record<string, unknown>[];
}

describeEmbedded((_, open) => {
  const house = async (inputs: readonly PlanInput[]) => openPlanned(await open(), inputs);

  describe("/restock where another warehouse can give first", () => {
    it("tells one story of a move and what is left to buy: headline, figures, ways, cash, chart, list, approval", async () => {
      const h = await house([
        given({ sku: "KTC-01", onHand: 10, routes: [SEA, AIR], carton: 12 }),
        given({ sku: "KTC-01", warehouse: "US-3PL", onHand: 130, history: sold(120, 1) }),
      ]);
      const { message, data } = await h.says("/restock KTC-01 US-FBA");
      const [line] = (data as { lines: PlanLine[] }).lines;
      if (line === undefined) throw new Error("no line");
      const [move] = line.transfers ?? [];
      expect(move).toMatchObject({ from: "US-3PL", units: 96, arrivesOn: on(8) });
      const n = line.orderQuantity ?? 0;
      expect(line).toMatchObject({ state: "unavoidable", orderQuantityWithoutTransfers: 228 });
      expect(n).toBeGreaterThan(0);
      expect(n).toBeLessThan(228);
      expect(message.lead?.en).toContain(`Move 96 from US-3PL first, then order ${n} now (228 without the move)`);
      expect(message.actions[0]?.label.en).toBe(`Approve ${n} units`);
      expect(line.legs.reduce((sum, l) => sum + l.units, 0)).toBe(n);
      // What comes by the move flies no more.
      const flown = line.legs.find((l) => l.mode === "air")?.units ?? 0;
      expect(flown).toBeLessThan(72);
      expect(line.cash).toMatchObject({ amount: (n * 4 + flown * 6.5 + (n - flown) * 1.2).toFixed(2) });
      const chart = projectionOf(message);
      expect(chart.withOrder?.label.en).toBe(`if 96 are moved and ${n} ordered`);
      expect(chart.arrivals.filter((a) => a.proposed).map((a) => a.units)).toEqual([96, ...line.legs.map((l) => l.units)]);
      expect(await h.en("/restock KTC-01 US-FBA")).toContain("• After the move: ");
      const text = await h.en("/restock");
      expect(text).toMatch(new RegExp(`KTC-01 +US-FBA .* ${n} \\+ move 96`));
      expect(text).toMatch(/Cash to order +\$[0-9.,]+ +after 96 units are moved from other warehouses/);
    });

    it("names what a move saves, apart from what nothing saves, and what it waits for", async () => {
      const ship = { shipment: "SEA-US-1", day: on(2), quantity: 400, mode: "sea" as const };
      const h = await house([
        given({ sku: "KTC-01", onHand: 80 }),
        given({ sku: "KTC-01", warehouse: "US-3PL", onHand: 0, history: [], arrivals: [ship] }),
        given({ sku: "KTC-02", onHand: 10 }),
        given({ sku: "KTC-04", onHand: 0 }),
        given({ sku: "KTC-04", warehouse: "US-3PL", onHand: 0, history: [], arrivals: [{ ...ship, quantity: 30 }] }),
        given({ sku: "KTC-03", onHand: 110, history: uneven(120) }),
        given({ sku: "KTC-03", warehouse: "US-3PL", onHand: 400, history: [] }),
      ]);
      const list = await h.says("/restock");
      expect(list.message.lead).toEqual({
        zh: "1 个已断货；1 个今天下单也来不及；1 个不调货就断货；2 个今天要下单；1 个只需调货。",
        en: "1 SKU is out of stock; 1 SKU will be out before anything can arrive; 1 SKU will run out unless moved; 2 SKUs to order today; 1 SKU needs only a move.",
      });
      const table = list.message.blocks.find((b) => b.kind === "table");
      expect(table?.columns.map((c) => c.label.en)).toEqual([
        "SKU",
        "Warehouse",
        "State",
        "Order",
        "Order by",
        "At risk",
        "Cover",
        "Route",
        "Cash",
      ]);
      // Beside units to move, the day of a later order would read as theirs.
      const cells = table?.rows.find((r) => r[0]?.kind === "code" && r[0].code === "KTC-01");
      expect(cells?.[3]).toMatchObject({ kind: "text", text: { zh: "先调 170", en: "move 170" } });
      expect(cells?.[4]).toMatchObject({ kind: "missing", because: { en: "nothing to order" } });
      const found = async (words: string) => ((await h.says(words)).data as Data).lines.map((l) => l["sku"]);
      expect(await found("/restock 不调货就断货")).toEqual(["KTC-01"]);
      expect(await found("/restock unavoidable")).toEqual(["KTC-02"]);
      const { message, data } = await h.says("/restock KTC-01 US-FBA");
      expect(message.title).toEqual({
        zh: "KTC-01 · US-FBA：不调货就断货｜Drawer organiser",
        en: "KTC-01 · US-FBA: out unless moved — Drawer organiser",
      });
      expect(message.lead?.en).toContain(`Move 170 from US-3PL (arriving there ${on(2)}) first, then nothing is to be ordered`);
      expect((data as Data).lines[0]).toMatchObject({
        state: "move-now",
        transfers: [{ units: 170, leavesOn: on(3), arrivesOn: on(10), awaits: { shipments: ["SEA-US-1"], day: on(2) } }],
      });
      // What is ordered today does not wait for what is moved later.
      const both = await h.says("/restock KTC-04 US-FBA");
      expect(both.message.lead?.zh).toMatch(/^从 US-3PL 调 30 件（.* 到货后），另立即下单 \d+ 件/);
      expect(both.message.lead?.en).toMatch(/^Move 30 from US-3PL \(arriving there .*\), and order \d+ now/);
      const text = await h.zh("/restock KTC-01 US-FBA");
      expect(text).toContain(`SEA-US-1 ${on(2)} 到 US-3PL，${on(3)} 调出；约 ${on(10)} 可售`);
      expect(text).toContain("断货日（不调拨也不下单）");
      expect(text).not.toContain("不可避免");
    });

    it("sends what is finished by two ways where the shelf cannot wait, and each part is approved for itself", async () => {
      const h = await house([
        given({ sku: "KTC-01", onHand: 30, routes: [SEA, AIR], supplier: { code: "S1", productionDaysP50: 15, productionDaysP90: 15 } }),
        given({ sku: "KTC-01", warehouse: "CN", stores: [], onHand: 300, history: [] }),
      ]);
      const { message } = await h.says("/restock KTC-01 US-FBA");
      expect(message.lead?.en).toContain("Move 70 from CN by air and 225 from CN by sea first");
      expect(message.lead?.zh).toContain("先从 CN 走空运调 70 件、从 CN 走海运调 225 件");
      const card = await h.en("/restock KTC-01 US-FBA");
      expect(card).toMatch(
        new RegExp(
          `Move first, from CN by air +70 units +sellable about ${on(7)} \\(US-AIR\\), expected to save 70 units; lasts until about ${on(66)}`,
        ),
      );
      expect(card).toMatch(new RegExp(`Move first, from CN by sea +225 units +sellable about ${on(21)} \\(US-SEA\\); lasts until`));
      expect(await h.en("/restock")).toContain("move: air + sea");
      // What lies in the warehouse that supplies the others is no dead stock.
      expect(card).toMatch(/CN +supplies others +300/);
      await h.context.company.saveWarehouse({ code: "CN", name: "CN", kind: "domestic", country: "CN", simulated: false, stores: [] });
      expect(await h.en("/restock KTC-01 CN")).toMatch(/KTC-01 · CN: supplies others[^]*It sells nothing itself/);
      const chart = projectionOf(message);
      expect(chart.arrivals.filter((a) => a.proposed).map((a) => [a.day, a.units, a.label.en])).toEqual([
        [on(7), 70, "from CN by air"],
        [on(21), 225, "from CN by sea"],
      ]);
      const buttons = message.actions.filter((b) => b.deed.action === "approve-transfer");
      expect(buttons.map((b) => b.label.en)).toEqual(["Approve move of 70 from CN by air", "Approve move of 225 from CN by sea"]);
      const asker = {
        member: { slug: "li", name: "Li", email: null, roles: ["owner"], accounts: [] },
        roles: ["owner"],
        lang: "en",
        platform: "local",
        channel: "ops",
        clearance: "margin",
        zone: zone("UTC"),
      } as const;
      for (const b of buttons) {
        const deed = approve.args?.parse(b.deed.args);
        if (deed !== undefined) await approve.run(deed, h.context, asker, {});
      }
      expect(await h.context.transfers.open()).toMatchObject([
        { units: 70, lane: "US-AIR", mode: "air", arrivesOn: on(7) },
        { units: 225, lane: "US-SEA", mode: "sea", arrivesOn: on(21) },
      ]);
      const list = await h.en("/purchase");
      expect(list).toMatch(/T1 +KTC-01 +CN +US-FBA +air +70/);
      expect(list).toMatch(/T2 +KTC-01 +CN +US-FBA +sea +225/);
      expect(await h.en("/purchase T1")).toMatch(/Route +air \(US-AIR\)/);
      const after = (await h.says("/restock KTC-01")).data as { lines: PlanLine[] };
      expect(after.lines.flatMap((l) => l.transfers ?? [])).toEqual([]);
      expect(after.lines[0]).toMatchObject({ inbound: 295 });
    });

    it("gives no unit twice when two warehouses want it", async () => {
      const h = await house([
        given({ sku: "KTC-01", onHand: 10 }),
        given({ sku: "KTC-01", warehouse: "US-EAST", onHand: 0 }),
        given({ sku: "KTC-01", warehouse: "US-3PL", onHand: 60, history: [] }),
      ]);
      const { lines } = (await h.says("/restock KTC-01")).data as { lines: PlanLine[] };
      const given_ = lines.flatMap((l) => (l.transfers ?? []).filter((t) => t.from === "US-3PL").map((t) => t.units));
      expect(given_.reduce((sum, u) => sum + u, 0)).toBeLessThanOrEqual(60);
    });
  });
});
