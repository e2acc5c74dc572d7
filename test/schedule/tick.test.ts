import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { zone } from "../../src/domain/calendar/zone.ts";
import { makePulse } from "../../src/schedule/heartbeat.ts";
import { type Due, type Entry, makeTick } from "../../src/schedule/tick.ts";
import { FakeClock, FakeLog } from "../fakes/clock.ts";
import { FakeJobRuns } from "../fakes/job-runs.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DIGEST: Entry = {
  job: "daily-digest",
  channel: "local:ops",
  cron: "30 8 * * *",
  zone: zone("Asia/Shanghai"),
  lateHours: 12,
  quiet: null,
};

/** A bot that lives by the heartbeat; its job-run table outlives it. */
function bot(start: string, entries: readonly Entry[] = [DIGEST]) {
  const clock = new FakeClock(start);
  const jobRuns = new FakeJobRuns();
  const log = new FakeLog();
  const ran: (Due & { readonly job: string })[] = [];
  let run = (entry: Entry, due: Due): Promise<{ kind: "posted"; note: string }> => {
    ran.push({ ...due, job: entry.job });
    return Promise.resolve({ kind: "posted", note: "" });
  };
  const process = () => makeTick({ entries: () => Promise.resolve(entries), jobRuns, run: (e, d) => run(e, d), clock, log });
  let tick = process();
  return {
    clock,
    jobRuns,
    log,
    ran,
    restart: () => void (tick = process()),
    tick: () => tick(clock.now()),
    replica: process,
    doing: (f: typeof run) => void (run = f),
    async until(text: string) {
      while (clock.now() < new Date(text)) {
        clock.pass(MINUTE);
        await tick(clock.now());
      }
    },
    slots: () => ran.map((r) => r.slot.toISOString().slice(0, 16)),
  };
}

describe("the schedule", () => {
  it("runs a daily job once a day, on time", async () => {
    const b = bot("2026-11-20T00:00:00Z");
    await b.until("2026-11-22T00:00:00Z");
    expect(b.slots()).toEqual(["2026-11-20T00:30", "2026-11-21T00:30"]);
    expect(b.ran.every((r) => !r.late && r.missed === 0)).toBe(true);
  });

  it("does not make up for mornings before it was installed", async () => {
    const b = bot("2026-11-22T06:00:00Z");
    await b.tick();
    expect(b.ran).toEqual([]);
    await b.until("2026-11-23T00:31:00Z");
    expect(b.slots()).toEqual(["2026-11-23T00:30"]);
  });

  it("runs a slot that was slept through when it wakes, and calls it late", async () => {
    const b = bot("2026-11-21T00:29:00Z");
    await b.until("2026-11-21T00:31:00Z");
    b.clock.set("2026-11-22T03:00:00Z");
    await b.tick();
    expect(b.slots()).toEqual(["2026-11-21T00:30", "2026-11-22T00:30"]);
    expect(b.ran[1]).toMatchObject({ late: true, missed: 0 });
  });

  it("makes up for three missed mornings with one digest, which says for how many it stands", async () => {
    const b = bot("2026-11-18T00:29:00Z");
    await b.until("2026-11-18T00:31:00Z");
    b.clock.set("2026-11-22T01:00:00Z");
    await b.tick();
    await b.tick();
    expect(b.slots()).toEqual(["2026-11-18T00:30", "2026-11-22T00:30"]);
    expect(b.ran[1]).toMatchObject({ late: true, missed: 3 });
  });

  it("does not post a morning's digest in the evening, but writes down that it was missed", async () => {
    const b = bot("2026-11-21T00:29:00Z");
    await b.until("2026-11-21T00:31:00Z");
    b.clock.set("2026-11-22T13:00:00Z");
    await b.tick();
    expect(b.slots()).toEqual(["2026-11-21T00:30"]);
    expect(b.jobRuns.runs.at(-1)).toMatchObject({
      outcome: "nothing",
      note: "missed: 12 h late, worth running for 12 h",
      because: { zh: "已错过 12 小时，超过 12 小时不再补发" },
    });
  });

  it("keeps quiet hours: what falls into them is due at their end and is not late then", async () => {
    const early = { ...DIGEST, cron: "0 6 * * *", quiet: { from: 22, to: 8 } };
    const b = bot("2026-11-21T21:00:00Z", [early]);
    await b.until("2026-11-21T23:59:00Z");
    expect(b.ran).toEqual([]);
    await b.until("2026-11-22T00:01:00Z");
    expect(b.ran).toMatchObject([{ slot: new Date("2026-11-21T22:00:00Z"), late: false }]);
  });

  it("posts nothing late in quiet hours either", async () => {
    const b = bot("2026-11-21T00:29:00Z", [{ ...DIGEST, lateHours: 24, quiet: { from: 22, to: 8 } }]);
    await b.until("2026-11-21T00:31:00Z");
    b.clock.set("2026-11-22T15:00:00Z"); // 23:00 in Shanghai, fourteen hours after the digest was due
    await b.tick();
    expect(b.ran).toHaveLength(1);
    await b.until("2026-11-23T00:05:00Z"); // 08:05: the night is over
    expect(b.slots()).toEqual(["2026-11-21T00:30", "2026-11-22T00:30"]);
    expect(b.ran[1]?.late).toBe(true);
  });

  it("a job that waited for a slow one has its whole time, however long the beat lasts", async () => {
    const slow = { ...DIGEST, job: "monthly-retro" };
    const b = bot("2026-11-22T00:29:00Z", [slow, DIGEST]);
    await b.tick();
    b.clock.set("2026-11-22T00:30:00Z");
    const replica = b.replica();
    b.doing(async (entry, due) => {
      b.ran.push({ ...due, job: entry.job });
      b.clock.pass(8 * MINUTE);
      // The first has had its time when the second is at work: nobody else takes it from it.
      if (entry === DIGEST) await replica(b.clock.now());
      return { kind: "posted", note: "" };
    });
    await b.tick();
    expect(b.ran.map((r) => r.job)).toEqual(["monthly-retro", "daily-digest"]);
  });

  it("leaves a slot whose process died at work to the next one, once its time is over", async () => {
    const b = bot("2026-11-22T00:29:00Z");
    b.clock.set("2026-11-22T00:30:00Z");
    await new Promise<void>((atWork) => {
      b.doing(() => {
        atWork();
        return new Promise(() => undefined);
      });
      void b.tick();
    });
    b.doing((entry, due) => {
      b.ran.push({ ...due, job: entry.job });
      return Promise.resolve({ kind: "posted", note: "" });
    });
    b.restart();
    await b.until("2026-11-22T00:35:00Z");
    expect(b.ran).toEqual([]);
    await b.until("2026-11-22T00:45:00Z");
    expect(b.slots()).toEqual(["2026-11-22T00:30"]);
  });

  it("tries a job that throws three times, then says that it failed", async () => {
    const b = bot("2026-11-22T00:29:00Z");
    let tries = 0;
    b.doing(() => {
      tries += 1;
      return Promise.reject(new Error("division by nothing"));
    });
    await b.until("2026-11-22T02:00:00Z");
    expect(tries).toBe(3);
    expect(b.jobRuns.runs.at(-1)).toMatchObject({ outcome: "failed", note: "division by nothing" });
    expect(b.log.errors()).toEqual(["job-failed", "job-failed", "job-failed"]);
  });

  it("does not let one broken job keep the others from running", async () => {
    const b = bot("2026-11-22T00:29:00Z", [{ ...DIGEST, job: "broken", cron: "not a cron" }, DIGEST]);
    await b.until("2026-11-22T00:31:00Z");
    expect(b.slots()).toEqual(["2026-11-22T00:30"]);
    expect(b.log.errors()).toContain("tick-failed");
  });

  it("runs each slot once, however many replicas tick, sleep and die, with clocks up to 90 seconds apart", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ replica: fc.nat({ max: 2 }), skew: fc.integer({ min: -90_000, max: 90_000 }), wait: fc.nat({ max: 400 }) }), {
          minLength: 20,
          maxLength: 120,
        }),
        async (steps) => {
          const b = bot("2026-11-20T00:00:00Z");
          await b.tick();
          const replicas = [b.replica(), b.replica(), b.replica()];
          for (const s of steps) {
            b.clock.pass(s.wait * MINUTE);
            await replicas[s.replica]?.(new Date(b.clock.now().getTime() + s.skew));
          }
          const slots = b.slots();
          expect(new Set(slots).size).toBe(slots.length);
          expect(slots.every((s) => s.endsWith("T00:30"))).toBe(true);
        },
      ),
      { numRuns: 40 },
    );
  });

  it("runs every slot when it sleeps less than a slot is worth", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 11 * 60 }), { minLength: 10, maxLength: 60 }), async (waits) => {
        const b = bot("2026-11-20T00:00:00Z");
        await b.tick();
        for (const minutes of waits) {
          b.clock.pass(minutes * MINUTE);
          await b.tick();
        }
        const days = Math.floor((b.clock.now().getTime() - Date.parse("2026-11-20T00:30:00Z")) / (24 * HOUR)) + 1;
        expect(b.ran).toHaveLength(b.clock.now() < new Date("2026-11-20T00:30:00Z") ? 0 : days);
      }),
      { numRuns: 40 },
    );
  });
});

describe("the pulse", () => {
  it("never ticks twice at a time, and does not lose a beat that came during a tick", async () => {
    const clock = new FakeClock("2026-11-22T00:00:00Z");
    let running = 0;
    let most = 0;
    let ticks = 0;
    let finish: () => void = () => undefined;
    const pulse = makePulse(
      async () => {
        running += 1;
        most = Math.max(most, running);
        ticks += 1;
        await new Promise<void>((resolve) => (finish = resolve));
        running -= 1;
      },
      clock,
      new FakeLog(),
    );
    const first = pulse.beat();
    void pulse.beat();
    void pulse.beat();
    finish();
    await Promise.resolve();
    await Promise.resolve();
    await Promise.resolve();
    finish();
    await first;
    expect(most).toBe(1);
    expect(ticks).toBe(2);
  });

  it("goes on after a tick that failed", async () => {
    const clock = new FakeClock("2026-11-22T00:00:00Z");
    const log = new FakeLog();
    let ticks = 0;
    const pulse = makePulse(
      () => {
        ticks += 1;
        return Promise.reject(new Error("the store is gone"));
      },
      clock,
      log,
    );
    await pulse.beat();
    await pulse.beat();
    expect(ticks).toBe(2);
    expect(log.errors()).toEqual(["heartbeat-failed", "heartbeat-failed"]);
  });

  it("knows for how long it was silent", async () => {
    const clock = new FakeClock("2026-11-22T00:00:00Z");
    const pulse = makePulse(() => Promise.resolve(), clock, new FakeLog());
    expect(pulse.silentFor()).toBeUndefined();
    await pulse.beat();
    clock.pass(3 * HOUR);
    expect(pulse.silentFor()).toBe(3 * HOUR);
  });
});
