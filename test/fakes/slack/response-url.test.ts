import { afterEach, beforeEach, expect, it } from "vitest";
import { FakeClock } from "../clock.ts";
import type { FakeSlack } from "./server.ts";
import { startFakeSlack } from "./server.ts";

let slack: FakeSlack;
let clock: FakeClock;
beforeEach(async () => {
  clock = new FakeClock("2026-11-22T09:00:00Z");
  slack = await startFakeSlack({ now: () => clock.now().getTime(), users: [{ name: "ann" }], channels: [{ name: "ops" }] });
});
afterEach(() => slack.stop());

/** Nobody is there to acknowledge, but the address has been handed out. */
async function address(): Promise<string> {
  await slack.slash("ops", "ann", "/kpi");
  return String(slack.ledger.deliveries[0]?.body["response_url"]);
}
const say = async (url: string, body: object) => {
  const response = await fetch(url, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
  return [response.status, await response.json()];
};

it("answers five times, and no more", async () => {
  const url = await address();
  const results: unknown[] = [];
  for (let i = 1; i <= 6; i += 1) results.push((await say(url, { text: `answer ${i}` }))[0]);

  expect(results).toEqual([200, 200, 200, 200, 200, 404]);
  expect(slack.whispers("ann")).toHaveLength(5);
});

it("answers for thirty minutes, and no longer", async () => {
  const url = await address();
  clock.pass(30 * 60_000);
  expect(await say(url, { text: "just in time" })).toEqual([200, { ok: true }]);
  clock.pass(1);
  expect(await say(url, { text: "late" })).toEqual([404, { ok: false, error: "expired_url" }]);
});

it("whispers unless told to speak to the channel, needs no token, and keeps to the limits", async () => {
  const url = await address();
  await say(url, { text: "only you" });
  await say(url, { text: "everybody", response_type: "in_channel" });

  expect(await say(url, { text: "x", blocks: [{ type: "nonsense" }] })).toMatchObject([200, { ok: false, error: "invalid_blocks" }]);
  expect(slack.whispers("ann")).toEqual(["only you"]);
  expect(slack.shown("ops")).toEqual(["everybody"]);
});

it("an unknown address is refused", async () => {
  expect((await say(`${slack.url}/commands/T0/NOSUCHKEY`, { text: "x" }))[0]).toBe(404);
});
