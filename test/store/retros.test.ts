import { describe, expect, it } from "vitest";
import { day } from "../../src/domain/calendar/day.ts";
import type { AuditEntry } from "../../src/ports/delivery.ts";
import type { Retro, Retros, Said } from "../../src/ports/retros.ts";
import { audit } from "../../src/store/audit.ts";
import { companyData } from "../../src/store/company.ts";
import { retros } from "../../src/store/retros.ts";
import { FakeRetros } from "../fakes/retros.ts";
import { describePostgres, describeStores } from "./harness.ts";

const NINE = new Date("2026-11-01T09:00:00Z");
const PLACE = { platform: "slack", channel: "C1" };
const said = (gmv: string): Said => ({
  asOf: day("2026-11-01"),
  currency: "USD",
  stores: ["amazon-us"],
  thread: { root: { version: 1, title: { zh: "复盘", en: "Retro" }, tone: "neutral", blocks: [], actions: [] }, replies: [] },
  figures: [{ kpi: "gmv", value: gmv }],
  events: [{ key: "2026-10-14", text: { zh: "高", en: "high" }, label: { zh: "高", en: "high" } }],
  effects: [],
});
const asked = (more: Partial<Retro> = {}) => ({
  ...PLACE,
  key: "monthly-retro:slack:C1:2026-10",
  month: "2026-10",
  heldOn: day("2026-11-04"),
  said: said("100"),
  simulated: false,
  postedAt: NINE,
  ...more,
});
const entry = (what: string, by = "wei"): AuditEntry => ({ at: NINE, by, what, on: "retro", details: {} });
const why = (by: string, text = "a deal") =>
  ({ event: "2026-10-14", link: "stocking", why: text, change: "order earlier", owner: "wei", by, at: NINE }) as const;
const todo = (what: string) => ({
  what,
  owner: "wei",
  due: day("2026-11-20"),
  metric: "return-rate",
  sku: null,
  before: 0.041,
  expected: 0.03,
  checkOn: day("2026-12-20"),
  by: "olga",
  at: NINE,
});

function contract(make: () => Promise<Retros> | Retros): void {
  it("is opened once for a month and a channel, and stands as it was said first", async () => {
    const r = await make();
    const first = await r.open(asked());
    expect(await r.open(asked({ said: said("999") }))).toEqual(first);
    expect(await r.byId(first.id)).toEqual(first);
    expect(await r.of(PLACE, "2026-10")).toEqual(first);
    expect(await r.of(PLACE, "2026-09")).toBeUndefined();
    await r.open(asked({ month: "2026-09" }));
    expect((await r.months(PLACE, 5)).map((m) => m.month)).toEqual(["2026-10", "2026-09"]);
  });

  it("is said anew until it is frozen, and never after", async () => {
    const r = await make();
    const { id } = await r.open(asked());
    expect(await r.say(id, said("120"))).toBe(true);
    const { first, retro } = await r.freeze(id, "olga", NINE, entry("freeze-retro", "olga"));
    expect([first, retro.frozenBy, retro.said.figures[0]?.value]).toEqual([true, "olga", "120"]);
    expect(await r.say(id, said("130"))).toBe(false);
    const again = await r.freeze(id, "wei", new Date("2026-11-05T09:00:00Z"), entry("freeze-retro"));
    expect(again).toEqual({ first: false, retro });
    expect((await r.byId(id))?.said.figures[0]?.value).toBe("120");
  });

  it("keeps one answer to an event; who replaces it says which one, and who is too late is told which stands", async () => {
    const r = await make();
    const { id } = await r.open(asked());
    expect(await r.answer(id, why("wei"), null, entry("answer"))).toMatchObject({ saved: true, stands: { revision: 1, by: "wei" } });
    expect(await r.answer(id, why("ann"), null, entry("answer", "ann"))).toMatchObject({ saved: false, stands: { by: "wei" } });
    expect(await r.answer(id, why("ann", "a rival ran out"), 1, entry("answer", "ann"))).toMatchObject({
      saved: true,
      stands: { revision: 2, why: "a rival ran out" },
    });
    expect((await r.answer(id, why("bo"), 1, entry("answer", "bo"))).saved).toBe(false);
    expect((await r.entries(id)).answers).toHaveLength(1);
  });

  it("takes what one form says once, however often it is sent", async () => {
    const r = await make();
    const { id } = await r.open(asked());
    const a = await r.takeOn(id, "form-1", todo("Redo the size chart"), entry("take-on"));
    expect(await r.takeOn(id, "form-1", todo("Redo the size chart"), entry("take-on"))).toEqual(a);
    await r.takeOn(id, "form-2", todo("Book sea freight"), entry("take-on"));
    const d = await r.decide(id, "form-3", { what: "No more air", why: "cost", by: "olga", at: NINE }, entry("decide"));
    expect(await r.decide(id, "form-3", { what: "No more air", why: "cost", by: "olga", at: NINE }, entry("decide"))).toEqual(d);
    expect(a).toMatchObject({ ...todo("Redo the size chart"), retro: id, month: "2026-10", state: "open", closedBy: null });
    expect((await r.actions(PLACE, false)).map((x) => x.what)).toEqual(["Redo the size chart", "Book sea freight"]);
    expect(await r.actions(PLACE, true)).toEqual([]);
    expect(await r.actions({ ...PLACE, channel: "C2" }, false)).toEqual([]);
    expect((await r.entries(id)).decisions).toEqual([d]);
  });

  it("ends an action once, and grows with everything that is added", async () => {
    const r = await make();
    const { id, revision } = await r.open(asked());
    const { id: action } = await r.takeOn(id, "form-1", todo("Redo the size chart"), entry("take-on"));
    const done = await r.close(action, "done", "wei", NINE, entry("finish"));
    expect(done).toMatchObject({ first: true, action: { state: "done", closedBy: "wei", closedAt: NINE } });
    expect(await r.close(action, "dropped", "olga", new Date(), entry("finish", "olga"))).toEqual({ ...done, first: false });
    expect(await r.action(action)).toEqual(done?.action);
    expect(await r.close(action + 999, "done", "wei", NINE, entry("finish"))).toBeUndefined();
    expect((await r.byId(id))?.revision).toBe(revision + 2);
  });
}

describe("a look back in memory", () => {
  contract(() => new FakeRetros());
});
describeStores((_, open) => {
  contract(async () => retros((await open()).prisma));

  it("goes with the sample, and what the real stores have said and taken on stays", async () => {
    const { prisma } = await open();
    const r = retros(prisma);
    const { id } = await r.open(asked({ simulated: true }));
    await r.takeOn(id, "form-1", todo("Redo the size chart"), entry("take-on"));
    const real = await r.open(asked({ month: "2026-09" }));
    await r.takeOn(real.id, "form-2", todo("Book sea freight"), entry("take-on"));
    await companyData(prisma).removeSimulated();
    expect((await r.months(PLACE, 5)).map((m) => m.month)).toEqual(["2026-09"]);
    expect(await r.actions(PLACE, true)).toEqual([]);
    expect((await r.actions(PLACE, false)).map((a) => a.what)).toEqual(["Book sea freight"]);
  });

  it("writes into the audit what was decided, and nothing for who came too late", async () => {
    const { prisma } = await open();
    const r = retros(prisma);
    const { id } = await r.open(asked());
    await r.freeze(id, "olga", NINE, entry("freeze-retro", "olga"));
    await r.freeze(id, "wei", NINE, entry("freeze-retro", "wei"));
    await r.answer(id, why("wei"), null, entry("answer-retro"));
    await r.answer(id, why("ann"), null, entry("answer-retro", "ann"));
    const written = (await audit(prisma).recent(10)).map((e) => `${e.what} by ${e.by}`);
    expect(written).toEqual(["answer-retro by wei", "freeze-retro by olga"]);
  });
});
describePostgres((_, open) => {
  it("has one answer, one freeze and one end when twenty press at once", async () => {
    const store = await open();
    const [a, b] = [retros(store.prisma), retros((await store.connectAgain()).prisma)];
    const { id } = await a.open(asked());
    const { id: action } = await a.takeOn(id, "form-1", todo("Redo the size chart"), entry("take-on"));
    const people = Array.from({ length: 20 }, (_n, i) => ({ r: i % 2 === 0 ? a : b, by: `m${i}` }));
    const answers = await Promise.all(people.map(({ r, by }) => r.answer(id, why(by), null, entry("answer", by))));
    const freezes = await Promise.all(people.map(({ r, by }) => r.freeze(id, by, NINE, entry("freeze", by))));
    const ends = await Promise.all(people.map(({ r, by }) => r.close(action, "done", by, NINE, entry("end", by))));
    expect([answers.filter((x) => x.saved), freezes.filter((x) => x.first), ends.filter((x) => x?.first)].map((x) => x.length)).toEqual([
      1, 1, 1,
    ]);
    expect(new Set(answers.map((x) => x.stands.by)).size).toBe(1);
    expect(new Set(freezes.map((x) => x.retro.frozenBy)).size).toBe(1);
    expect(new Set(ends.map((x) => x?.action.closedBy)).size).toBe(1);
    expect((await audit(store.prisma).recent(100)).filter((e) => e.what !== "take-on")).toHaveLength(3);
  });
});
