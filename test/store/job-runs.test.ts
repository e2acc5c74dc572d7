import { expect, it } from "vitest";
import { jobRuns } from "../../src/store/job-runs.ts";
import { describePostgres, describeStores } from "./harness.ts";

const said = { note: "no sales yet", because: { zh: "还没有销量", en: "no sales yet" } };
const SLOT = new Date("2026-11-22T00:30:00Z");
const at = (seconds: number) => new Date(SLOT.getTime() + seconds * 1000);
const LEASE = 600_000;

describeStores((_name, open) => {
  it("give a slot to whoever asks first, until it is finished", async () => {
    const runs = jobRuns((await open()).prisma);
    expect(await runs.claim("daily-digest", "slack:C1", SLOT, at(0), LEASE)).toBe(true);
    expect(await runs.claim("daily-digest", "slack:C1", SLOT, at(599), LEASE)).toBe(false);
    expect(await runs.claim("daily-digest", "slack:C2", SLOT, at(0), LEASE)).toBe(true);
    expect(await runs.claim("weekly-returns", "slack:C1", SLOT, at(0), LEASE)).toBe(true);
    await runs.finish("daily-digest", "slack:C1", SLOT, { kind: "posted", note: "" }, at(5));
    expect(await runs.claim("daily-digest", "slack:C1", SLOT, at(9999), LEASE)).toBe(false);
  });

  it("give a slot again when the one who had it died", async () => {
    const runs = jobRuns((await open()).prisma);
    await runs.claim("daily-digest", "slack:C1", SLOT, at(0), LEASE);
    expect(await runs.claim("daily-digest", "slack:C1", SLOT, at(600), LEASE)).toBe(true);
    expect(await runs.claim("daily-digest", "slack:C1", SLOT, at(601), LEASE)).toBe(false);
  });

  it("know the newest slot of a job in a channel, and what became of each", async () => {
    const runs = jobRuns((await open()).prisma);
    expect(await runs.lastSlot("daily-digest", "slack:C1")).toBeUndefined();
    await runs.claim("daily-digest", "slack:C1", SLOT, at(0), LEASE);
    await runs.claim("daily-digest", "slack:C1", at(86_400), at(86_400), LEASE);
    await runs.finish("daily-digest", "slack:C1", SLOT, { kind: "nothing", ...said }, at(5));
    expect(await runs.lastSlot("daily-digest", "slack:C1")).toEqual(at(86_400));
    expect(await runs.recent(5)).toEqual([
      { job: "daily-digest", channel: "slack:C1", slot: at(86_400), outcome: null, note: null, because: null, at: at(86_400) },
      { job: "daily-digest", channel: "slack:C1", slot: SLOT, outcome: "nothing", ...said, at: at(5) },
    ]);
    expect(await runs.recent(1)).toHaveLength(1);
  });

  it("do not finish what nobody claimed", async () => {
    const runs = jobRuns((await open()).prisma);
    await expect(runs.finish("daily-digest", "slack:C1", SLOT, { kind: "posted", note: "" }, at(5))).rejects.toThrow("No record was found");
  });
});

describePostgres((_name, open) => {
  it("give each of many slots to exactly one of three replicas", async () => {
    const store = await open();
    const replicas = [store, ...(await Promise.all([1, 2].map(() => store.connectAgain())))].map((c) => jobRuns(c.prisma));
    const slots = Array.from({ length: 100 }, (_, n) => at(n * 60));
    const claimed = await Promise.all(
      replicas.map(async (runs) => {
        let mine = 0;
        for (const slot of slots) if (await runs.claim("daily-digest", "slack:C1", slot, at(0), LEASE)) mine++;
        return mine;
      }),
    );
    expect(claimed.reduce((a, b) => a + b)).toBe(100);
  });
});
