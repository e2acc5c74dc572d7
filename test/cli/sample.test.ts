import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addDays } from "../../src/domain/calendar/day.ts";
import { extendSample, loadSample, sampleState, sampleToday, wantsSample } from "../../src/cli/support/sample.ts";
import { readConfig } from "../../src/config.ts";
import { openPurser, type Purser } from "../../src/main.ts";
import { begin, endAll, type Home, newHome, ok, purser, readyHome } from "./kit.ts";

let home: Home;
beforeAll(async () => {
  home = await newHome();
});
afterAll(async () => {
  endAll();
  await home[Symbol.asyncDispose]();
});

const visible = async ({ ports }: Purser): Promise<number> =>
  (await ports.imports.recent(1000)).filter((r) => r.state === "visible").length;
const open = (env: Record<string, string> = {}): Promise<Purser> => openPurser(readConfig({ ...home.env, ...env }));

describe("the sample of a first start", { timeout: 240_000 }, () => {
  it("Ctrl-C in the middle of it ends quickly; the next start does it again, whole", async () => {
    const first = begin(["start"], home.env);
    // A report is in, the next ones are not.
    await first.seen(/^2\d% /m);
    const asked = performance.now();
    first.kill("SIGINT");
    const { code, stdout, stderr } = await first.ended;
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(/Stopped\. The next start loads the sample again\.\n$/);
    expect(performance.now() - asked).toBeLessThan(10_000);
    {
      await using half = await open();
      expect(await half.store.isEmpty()).toBe(false);
      expect(await sampleState(half)).toEqual({ kind: "partial" });
      expect(await wantsSample(half)).toBe(true);
    }

    const second = begin(["start"], home.env);
    const [, address = ""] = await second.seen(/Purser is ready: (http:\S+)/);
    expect((await fetch(`${address}/`)).status).toBe(200);
    second.kill("SIGTERM");
    const end = await second.ended;
    expect([end.code, end.stderr]).toEqual([0, ""]);

    await using whole = await open();
    expect(await sampleState(whole)).toEqual({ kind: "whole", to: addDays(sampleToday(whole), -1) });
    expect(await wantsSample(whole)).toBe(false);
    expect(whole.store.kind).toBe("embedded");
    expect((await whole.ports.plans.lines({ limit: 1 })).total).toBeGreaterThan(50);
  });

  it("a day later the days that are missing are added, once", async () => {
    await using opened = await open();
    const today = sampleToday(opened);
    const tomorrow: Purser = { ...opened, today: (zone) => addDays(opened.today(zone), 1), [Symbol.asyncDispose]: async () => undefined };
    const before = await visible(opened);

    expect(await extendSample(opened, {})).toBe(false);
    expect(await extendSample(tomorrow, {})).toBe(true);
    const after = await visible(opened);
    expect(after).toBeGreaterThan(before);
    expect(await sampleState(opened)).toEqual({ kind: "whole", to: today });
    expect(await extendSample(tomorrow, {})).toBe(false);
    expect(await visible(opened)).toBe(after);
  });

  it("days that were added in part do not count as added: the next start begins there again", async () => {
    await using opened = await open();
    const later: Purser = { ...opened, today: (zone) => addDays(opened.today(zone), 2), [Symbol.asyncDispose]: async () => undefined };
    const stop = new AbortController();
    const before = await sampleState(opened);
    await expect(
      extendSample(later, {
        signal: stop.signal,
        watch: (_, file) => {
          if (file.startsWith("amazon-de-all-orders")) stop.abort();
        },
      }),
    ).rejects.toThrow(/abort/i);
    expect(stop.signal.aborted).toBe(true);
    expect(await sampleState(opened)).toEqual(before);
  });

  it("is not loaded where somebody took it away, said no, or has stores of their own", async () => {
    expect(await ok(["sample", "remove"], home.env)).toContain("the sample is gone");
    {
      await using gone = await open();
      expect([await gone.store.isEmpty(), await wantsSample(gone)]).toEqual([true, false]);
    }
    await using other = await readyHome();
    {
      await using never = await openPurser(readConfig({ ...other.env, NO_SAMPLE: "1" }));
      expect(await wantsSample(never)).toBe(false);
    }
    {
      await using fresh = await openPurser(readConfig(other.env));
      expect(await wantsSample(fresh)).toBe(true);
    }
    await ok(["store", "add", "mine", "--platform", "web", "--country", "US", "--currency", "USD", "--tz", "UTC"], other.env);
    {
      await using real = await openPurser(readConfig(other.env));
      expect(await wantsSample(real)).toBe(false);
      await expect(loadSample(real, {})).rejects.toThrow("never mixed");
    }
    const refused = await purser(["sample", "load"], other.env);
    expect([refused.code, refused.stderr]).toEqual([1, expect.stringMatching(/^purser: There are real stores here.*PURSER_HOME/)]);
  });
});
