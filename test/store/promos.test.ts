import { describe, expect, it } from "vitest";
import { day } from "../../src/domain/calendar/day.ts";
import type { PromoFrame, PromoNote } from "../../src/domain/promo/types.ts";
import type { AuditEntry } from "../../src/ports/delivery.ts";
import type { Promos } from "../../src/ports/promos.ts";
import { audit } from "../../src/store/audit.ts";
import { forgetPlaces } from "../../src/store/company/simulated.ts";
import { promos } from "../../src/store/promos.ts";
import { FakePromos } from "../fakes/promos.ts";
import { describePostgres, describeStores } from "./harness.ts";

const NINE = new Date("2026-08-01T09:00:00Z");
const entry = (what = "promo-new"): AuditEntry => ({ at: NINE, by: "li", what, on: "promo", details: {} });
const frame = (more: Partial<PromoFrame> = {}): PromoFrame => ({
  name: "Black Friday 2026",
  event: "black-friday",
  stores: ["amazon-us"],
  programme: "fba-minimal",
  from: day("2026-11-27"),
  to: day("2026-11-30"),
  signUpBy: null,
  inboundBy: day("2026-10-28"),
  inboundSource: "rule",
  past: null,
  skus: [],
  ...more,
});
const quantities = (uplift: number, alone?: number): PromoNote => ({
  kind: "quantities",
  cost: { amount: 1200.5, currency: "USD" },
  lines: [
    {
      sku: "LAMP-01",
      warehouse: "US-FBA",
      units: 480,
      uplift,
      expected: 410.5,
      low: 300,
      high: 560,
      ...(alone !== undefined && { alone }),
    },
  ],
});

function contract(make: () => Promise<Promos> | Promos): void {
  const declared = async (p: Promos, form = "f1", more: Partial<PromoFrame> = {}) => p.declare(frame(more), form, "li", NINE, entry());

  it("is declared once for a form, however often it is sent", async () => {
    const p = await make();
    const first = await declared(p);
    expect(await declared(p, "f1", { name: "another" })).toEqual(first);
    expect(first).toMatchObject({ ...frame(), state: "open", revision: 0, by: "li", at: NINE });
    expect(await p.byId(first.id)).toEqual(first);
    expect(await p.byId(999)).toBeUndefined();
    await declared(p, "f2", { from: day("2027-02-01"), to: day("2027-02-03"), past: { from: day("2026-02-01"), to: day("2026-02-03") } });
    expect((await p.all()).map((x) => x.from)).toEqual(["2027-02-01", "2026-11-27"]);
  });

  it("is not declared twice: a store in common, and the name on a day or the event on most days", async () => {
    const p = await make();
    const { id } = await declared(p);
    const later = { from: day("2026-12-05"), to: day("2026-12-08") };
    const twice = { code: "promo-twice", hint: { en: expect.stringContaining(`/promo plan #${id}`) as string } };
    await expect(declared(p, "f2", { name: "black  friday 2026", from: day("2026-11-30"), to: day("2026-12-02") })).rejects.toMatchObject(
      twice,
    );
    await expect(declared(p, "f2", { name: "黑五 2026" })).rejects.toMatchObject(twice);
    expect(await p.all()).toHaveLength(1);
    // Another store, other days, another event: another promotion. None of them is changed into the first.
    await declared(p, "f3", { stores: ["shopify-us"] });
    await declared(p, "f4", { name: "Cyber Deals 2026", event: "cyber-deals" });
    const other = await declared(p, "f5", later);
    await expect(p.change(other.id, { from: day("2026-11-28") }, 0, entry("promo-change"))).rejects.toMatchObject(twice);
    expect(await p.byId(other.id)).toMatchObject({ ...later, revision: 0 });
    // What was called off stands in nobody's way.
    await p.change(id, { state: "called-off" }, 0, entry("promo-call-off"));
    expect((await declared(p, "f6")).state).toBe("open");
  });

  it("is changed by who saw it as it is, and not by who saw an older one", async () => {
    const p = await make();
    const { id } = await declared(p);
    const change = { signUpBy: day("2026-10-20"), skus: ["LAMP-01"] };
    expect(await p.change(id, change, 0, entry("promo-change"))).toMatchObject({ ...change, name: "Black Friday 2026", revision: 1 });
    expect(await p.change(id, { name: "late" }, 0, entry("promo-change"))).toBeUndefined();
    expect((await p.byId(id))?.name).toBe("Black Friday 2026");
  });

  it("keeps what people enter in their order, each form once", async () => {
    const p = await make();
    const { id } = await declared(p);
    const notes: PromoNote[] = [
      { kind: "assumption", sku: null, topic: "discount", share: 0.2, why: "20 % off 促销" },
      { kind: "commitment", creator: "@mia", sku: "LAMP-01", units: 200, from: day("2026-11-27"), to: day("2026-11-28") },
      quantities(0.8),
      { kind: "spend", what: "air", amount: 120, currency: "USD" },
      { kind: "tick", item: "labels", done: true },
      { kind: "withdrawal", entry: 2 },
      { kind: "outcome", lines: [{ sku: "LAMP-01", category: null, units: 300, base: 150 }] },
    ];
    for (const [i, note] of notes.entries()) await p.add(id, `form ${i}`, note, "li", NINE, entry("promo-add"));
    const again = await p.add(id, "form 0", { kind: "tick", item: "labels", done: false }, "wei", NINE, entry("promo-add"));
    expect(again).toMatchObject({ note: notes[0], by: "li" });
    const kept = await p.entries(id);
    expect(kept.map((e) => e.note)).toEqual(notes);
    expect((await p.byId(id))?.revision).toBe(7);
  });

  it("tells the planner what was confirmed last, of promotions that are open and not over", async () => {
    const p = await make();
    const { id } = await declared(p);
    expect(await p.events(day("2026-11-01"))).toEqual([]);
    await p.add(id, "a", quantities(0.5), "li", NINE, entry());
    await p.add(id, "b", quantities(0.8), "li", NINE, entry());
    const [event, ...others] = await p.events(day("2026-11-30"));
    expect(others).toEqual([]);
    expect(event).toEqual({
      sku: "LAMP-01",
      warehouse: "US-FBA",
      event: {
        id: `promo-${id}`,
        name: { zh: "Black Friday 2026", en: "Black Friday 2026" },
        from: "2026-11-27",
        to: "2026-11-30",
        inboundBy: "2026-10-28",
        uplift: 0.8,
      },
    });
    await p.add(id, "c", quantities(0.8, 0.5), "li", NINE, entry());
    expect((await p.events(day("2026-11-30")))[0]?.event).toMatchObject({ uplift: 0.8, alone: 0.5 });
    expect(await p.events(day("2026-11-30"), "LAMP-02")).toEqual([]);
    expect(await p.events(day("2026-12-01"))).toEqual([]);
    await p.change(id, { state: "called-off" }, 3, entry("promo-call-off"));
    expect(await p.events(day("2026-11-01"))).toEqual([]);
  });
}

describe("promotions in memory", () => {
  contract(() => new FakePromos());
});

describeStores((_name, open) => {
  describe("promotions", () => {
    contract(async () => promos((await open()).prisma));

    it("writes who did it in the same step, and nothing for a form that came twice", async () => {
      const { prisma } = await open();
      const p = promos(prisma);
      const { id } = await p.declare(frame(), "f", "li", NINE, entry("promo-new"));
      await p.declare(frame(), "f", "li", NINE, entry("promo-new"));
      for (let i = 0; i < 2; i += 1) await p.add(id, "x", { kind: "tick", item: "labels", done: true }, "li", NINE, entry("promo-tick"));
      expect((await audit(prisma).recent(10)).map((a) => a.what).toSorted()).toEqual(["promo-new", "promo-tick"]);
    });

    it("goes with its stores, and goes on in those that stay", async () => {
      const { prisma } = await open();
      const p = promos(prisma);
      await p.declare(frame({ name: "gone" }), "a", "li", NINE, entry());
      await p.declare(frame({ name: "stays", event: "stays", stores: ["amazon-us", "shopify"] }), "b", "li", NINE, entry());
      await forgetPlaces(prisma, ["amazon-us", "US-FBA"]);
      expect((await p.all()).map((x) => [x.name, x.stores])).toEqual([["stays", ["shopify"]]]);
    });

    it("does not take for an entry what is none", async () => {
      const { prisma } = await open();
      const p = promos(prisma);
      const { id } = await p.declare(frame(), "f", "li", NINE, entry());
      await prisma.promoEntry.create({ data: { promo_id: id, form: "x", kind: "spend", note: { what: "air" }, by: "li", at: NINE } });
      await expect(p.entries(id)).rejects.toThrow(/promo_entry \d+ \(spend\) has no amount/);
    });
  });
});

describePostgres((_name, open) => {
  it("of two people who declare the same at once the second is told", async () => {
    const store = await open();
    const [a, b] = [promos(store.prisma), promos((await store.connectAgain()).prisma)];
    const both = await Promise.allSettled([a.declare(frame(), "f", "li", NINE, entry()), b.declare(frame(), "g", "wei", NINE, entry())]);
    expect(both.map((x) => x.status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect(await a.all()).toHaveLength(1);
  });

  it("of two people who enter the same form at once one entry stands", async () => {
    const store = await open();
    const [a, b] = [promos(store.prisma), promos((await store.connectAgain()).prisma)];
    const { id } = await a.declare(frame(), "f", "li", NINE, entry());
    const note: PromoNote = { kind: "spend", what: "air", amount: 10, currency: "USD" };
    const both = await Promise.all([a.add(id, "x", note, "li", NINE, entry()), b.add(id, "x", note, "wei", NINE, entry())]);
    expect(new Set(both.map((e) => e.id)).size).toBe(1);
    expect((await a.byId(id))?.revision).toBe(1);
  });
});
