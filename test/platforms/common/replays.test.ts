import { beforeEach, describe, expect, it } from "vitest";
import { Replays } from "../../../src/platforms/common/replays.ts";
import { FakeClock, FakeLog } from "../../fakes/clock.ts";
import { FakeInbox } from "../../fakes/inbox.ts";

describe("a request's signature", () => {
  const clock = new FakeClock("2026-11-22T08:30:00Z");
  let log: FakeLog;
  let inbox: FakeInbox;
  const door = (of = inbox): Replays => new Replays({ kind: "signature", inbox: of, clock, log });
  beforeEach(() => {
    log = new FakeLog();
    inbox = new FakeInbox();
  });

  it("lets one request in, whichever process it comes to", async () => {
    const [here, there] = [door(), door(inbox.replica())];
    expect([await here.first("a"), await here.first("a"), await there.first("a"), await there.first("b")]).toEqual([
      true,
      false,
      false,
      true,
    ]);
  });

  it("of two requests at once lets one in", async () => {
    const here = door();
    expect((await Promise.all([here.first("a"), here.first("a")])).filter(Boolean)).toHaveLength(1);
  });

  it("holds up no acknowledgement where the store says nothing, and is still known to who took it in", async () => {
    inbox.first = () => new Promise<never>(() => undefined);
    const here = door();
    const asked = performance.now();
    expect([await here.first("a"), await here.first("a")]).toEqual([true, false]);
    expect(performance.now() - asked).toBeLessThan(1_500);
  });

  it("lets a request in where the store is away, and the log says so", async () => {
    inbox.first = () => Promise.reject(new Error("the store is away"));
    expect(await door().first("a")).toBe(true);
    expect(log.lines.map(({ event }) => event)).toEqual(["replay-not-asked"]);
  });
});
