import { describe, expect, it } from "vitest";
import type { Snooze } from "../../src/domain/alerts/attention.ts";
import { day } from "../../src/domain/calendar/day.ts";
import type { Attention } from "../../src/ports/attention.ts";
import { attention } from "../../src/store/attention.ts";
import { FakeAttention } from "../fakes/attention.ts";
import { describeStores } from "./harness.ts";

const NINE = new Date("2026-11-22T09:00:00Z");
const TEN = new Date("2026-11-22T10:00:00Z");
const note = { at: NINE, by: "lin", what: "snooze-line", on: "US-FBA/A", details: {} };
const ask = (more: Partial<Snooze> = {}): Omit<Snooze, "id"> => ({
  warehouse: "US-FBA",
  sku: "A",
  kind: "snooze",
  until: day("2026-11-25"),
  awaits: null,
  reason: "the container is at the port",
  seen: { state: "order-now", stockOutDate: day("2026-12-01"), moneyAtRisk: 1240.5 },
  by: "lin",
  at: NINE,
  ...more,
});

function contract(open: () => Promise<Attention>): void {
  it("keeps why, until when and how the line stood; the newest word stands alone", async () => {
    const a = await open();
    const first = await a.snooze(ask(), note);
    expect(first).toMatchObject(ask());
    const second = await a.snooze(ask({ kind: "not-before", until: day("2026-12-24"), awaits: "S1", reason: null }), note);
    await a.snooze(ask({ sku: "B", until: day("2026-11-23") }), note);
    expect((await a.snoozes()).map((s) => [s.sku, s.kind, s.until, s.awaits])).toEqual([
      ["B", "snooze", "2026-11-23", null],
      ["A", "not-before", "2026-12-24", "S1"],
    ]);
    expect(await a.end(first.id, "undone", "lin", TEN, note)).toBe(false);
    expect(await a.end(second.id, "undone", "lin", TEN, note)).toBe(true);
    expect((await a.snoozes()).map((s) => s.sku)).toEqual(["B"]);
  });

  it("tells which ended by themselves, so that their lines are told again", async () => {
    const a = await open();
    const over = await a.snooze(ask(), note);
    const undone = await a.snooze(ask({ sku: "B" }), note);
    await a.end(over.id, "worse", null, TEN, note);
    await a.end(undone.id, "undone", "lin", TEN, note);
    expect((await a.endedSince(TEN)).map((s) => [s.sku, s.because, s.endedAt])).toEqual([["A", "worse", TEN]]);
    expect(await a.endedSince(new Date(TEN.getTime() + 1))).toEqual([]);
  });

  it("has one member on a line, the newest", async () => {
    const a = await open();
    const lin = { warehouse: "US-FBA", sku: "A", member: "lin", by: "wei", at: NINE };
    const first = await a.assign(lin, note);
    expect(await a.assign({ ...lin, at: TEN }, note)).toEqual(first);
    const olga = await a.assign({ ...lin, member: "olga", at: TEN }, note);
    expect(await a.assignments()).toMatchObject([{ member: "olga", by: "wei", at: TEN }]);
    expect(await a.release(first.id, "wei", TEN, note)).toBe(false);
    expect(await a.release(olga.id, "wei", TEN, note)).toBe(true);
    expect(await a.assignments()).toEqual([]);
  });
}

describe("who looks after a line, in memory", () => {
  contract(() => Promise.resolve(new FakeAttention()));
});
describeStores((_, open) =>
  contract(async () => {
    const { prisma } = await open();
    await prisma.sku.createMany({ data: [{ code: "A" }, { code: "B" }] });
    return attention(prisma);
  }),
);
