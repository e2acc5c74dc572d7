import { expect, it } from "vitest";
import { audit } from "../../src/store/audit.ts";
import { inbox } from "../../src/store/inbox.ts";
import { describePostgres, describeStores } from "./harness.ts";

const NINE = new Date("2026-11-22T09:00:00Z");

describeStores((_name, open) => {
  it("takes a gesture in once, on each platform", async () => {
    const box = inbox((await open()).prisma);
    expect(await box.first("slack", "Ev1", NINE)).toBe(true);
    expect(await box.first("slack", "Ev1", NINE)).toBe(false);
    expect(await box.first("feishu", "Ev1", NINE)).toBe(true);
    expect(await box.first("slack", "ev1", NINE)).toBe(true);
  });

  it("writes down who did what to what", async () => {
    const { prisma } = await open();
    await audit(prisma).record({ at: NINE, by: "li", what: "policy-set", on: "restock-service-level", details: { from: 0.95, to: 0.97 } });
    expect(await prisma.audit.findMany({ omit: { id: true } })).toEqual([
      { at: NINE, by: "li", what: "policy-set", on: "restock-service-level", details: { from: 0.95, to: 0.97 } },
    ]);
  });
});

describePostgres((_name, open) => {
  it("takes a gesture in once when two replicas get it at the same moment", async () => {
    const store = await open();
    const boxes = [inbox(store.prisma), inbox((await store.connectAgain()).prisma)];
    const answers = await Promise.all(Array.from({ length: 40 }, async (_, n) => boxes[n % 2]?.first("slack", `Ev${n >> 1}`, NINE)));
    expect(answers.filter(Boolean)).toHaveLength(20);
  });
});
