import { afterEach, beforeEach, describe, expect, it } from "vitest";
import fc from "fast-check";
import { FakeClock } from "../clock.ts";
import { client } from "./bolts.ts";
import { DEFAULT_RATE_LIMITS, meter } from "./rate-limits.ts";
import type { FakeSlack } from "./server.ts";
import { startFakeSlack } from "./server.ts";

let slack: FakeSlack;
let clock: FakeClock;
beforeEach(async () => {
  clock = new FakeClock("2026-11-22T09:00:00Z");
  slack = await startFakeSlack({ now: () => clock.now().getTime(), channels: [{ name: "a" }, { name: "b" }] });
});
afterEach(() => slack.stop());

const post = async (name: string): Promise<string> =>
  client(slack)
    .chat.postMessage({ channel: slack.channel(name).id, text: "x" })
    .then(
      () => "ok",
      (error: unknown) => (error instanceof Error && "retryAfter" in error ? `wait ${String(error.retryAfter)}` : String(error)),
    );

describe("posting", () => {
  it("is one a second and channel after a short burst; another channel is not affected", async () => {
    const burst = [await post("a"), await post("a"), await post("a"), await post("a")];
    const other = await post("b");
    clock.pass(1000);
    const later = [await post("a"), await post("a")];

    expect(burst).toEqual(["ok", "ok", "ok", "wait 1"]);
    expect(other).toBe("ok");
    expect(later).toEqual(["ok", "wait 1"]);
    expect(slack.shown("a")).toHaveLength(4);
  });

  it("never takes more than the rate and the burst allow, whoever asks when, and takes what waited as long as told", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1500), { minLength: 1, maxLength: 80 }), (gaps) => {
        const take = meter(() => DEFAULT_RATE_LIMITS);
        let now = 1_700_000_000_000;
        const started = now;
        let taken = 0;
        let toldWrong = 0;
        for (const gap of gaps) {
          now += gap;
          const wait = take("chat.postMessage", "post", "C1", now);
          now += wait * 1000;
          if (wait > 0 && take("chat.postMessage", "post", "C1", now) > 0) toldWrong += 1;
          taken += 1;
        }
        expect(toldWrong).toBe(0);
        const { postBurst, postsPerSecondAndChannel } = DEFAULT_RATE_LIMITS;
        expect(taken).toBeLessThanOrEqual(postBurst + ((now - started) / 1000) * postsPerSecondAndChannel + 1e-6);
      }),
    );
  });

  it("has a cap over the whole workspace", () => {
    const take = meter(() => ({ ...DEFAULT_RATE_LIMITS, postsPerMinuteAndWorkspace: 5 }));
    const waits = Array.from({ length: 6 }, (_, i) => take("chat.postMessage", "post", `C${i}`, 0));

    expect(waits).toEqual([0, 0, 0, 0, 0, 12]);
  });
});

describe("other methods", () => {
  it("have the calls a minute of their tier, or what they are told", async () => {
    const channel = slack.channel("a").id;
    slack.limitRates({ methods: { "conversations.history": 1 } });
    await client(slack).conversations.history({ channel });

    await expect(client(slack).conversations.history({ channel })).rejects.toMatchObject({ retryAfter: 60 });
    clock.pass(60_000);
    await client(slack).conversations.history({ channel });
    await client(slack).conversations.info({ channel });
  });
});
