import { describe, expect, it } from "vitest";
import { Live } from "../../../src/platforms/local/live.ts";
import { eventStream } from "../../../src/platforms/local/stream.ts";
import type { WireEvent } from "../../../src/platforms/local/wire.ts";

const news = (n: number): WireEvent => ({ kind: "settled", eventId: `event-${n}`, failure: null, refused: null });
const HOUR = 3_600_000;

/** A page that reads frame by frame. */
function page(live: Live, lastId?: string, heartbeatMs = HOUR) {
  const reader = eventStream(live, lastId, heartbeatMs).getReader();
  const frame = async (): Promise<string> => new TextDecoder().decode((await reader.read()).value);
  return { frame, leave: () => reader.cancel(), ended: async () => (await reader.read()).done };
}
const told = (frame: string): string => /"eventId":"([^"]+)"/.exec(frame)?.[1] ?? frame;
const idOf = (frame: string): string => /^id: (.+)$/m.exec(frame)?.[1] ?? "";

describe("live updates", () => {
  it("tell every open page what happens, as it happens", async () => {
    const live = new Live();
    const pages = [page(live), page(live)];
    for (const p of pages) await p.frame();

    live.publish(news(1));

    for (const p of pages) expect(told(await p.frame())).toBe("event-1");
    for (const p of pages) await p.leave();
    expect(live.listeners).toBe(0);
  });

  it("give a page that was away exactly what it missed", async () => {
    const live = new Live();
    const first = page(live);
    await first.frame();
    live.publish(news(1));
    const seen = idOf(await first.frame());
    await first.leave();
    live.publish(news(2));
    live.publish(news(3));

    const back = page(live, seen);
    await back.frame();

    expect([told(await back.frame()), told(await back.frame())]).toEqual(["event-2", "event-3"]);
    live.publish(news(4));
    expect(told(await back.frame())).toBe("event-4");
    await back.leave();
  });

  it("begin where the page's own loading ended", async () => {
    const live = new Live();
    live.publish(news(1));
    const { position } = live;
    live.publish(news(2));
    const p = page(live, position);
    await p.frame();
    expect(told(await p.frame())).toBe("event-2");
    await p.leave();
  });

  it.each(["an-id-of-an-earlier-process-5", "nonsense", "-1", ""])("ask a page that last saw '%s' to load afresh", async (lastId) => {
    const live = new Live();
    live.publish(news(1));
    const p = page(live, lastId);
    await p.frame();
    expect(await p.frame()).toMatch(/^event: reset/);
    await p.leave();
  });

  it("ask a page to load afresh that slept through more than is remembered", async () => {
    const live = new Live();
    live.publish(news(0));
    const early = live.position;
    for (let i = 1; i <= 1001; i += 1) live.publish(news(i));
    expect(live.since(early)).toBeUndefined();
    expect(live.since(live.position)).toEqual([]);
  });

  it("do not replay progress, which is over by then", () => {
    const live = new Live();
    const before = live.position;
    live.publish({ kind: "working", work: { eventId: "event-1", channel: "ops", threadId: null, progress: null } });
    expect(live.since(before)).toEqual([]);
  });

  it("keep a quiet connection open with a sign of life", async () => {
    const p = page(new Live(), undefined, 1);
    await p.frame();
    expect(await p.frame()).toBe(": still here\n\n");
    await p.leave();
  });

  it("let go of a page that does not read", async () => {
    const live = new Live();
    const p = page(live);
    await p.frame();
    for (let i = 0; i < 600; i += 1) live.publish(news(i));
    expect(live.listeners).toBe(0);
    await p.leave();
  });

  it("end when the workspace stops", async () => {
    const live = new Live();
    const p = page(live);
    await p.frame();
    live.close();
    expect(await p.ended()).toBe(true);
  });
});
