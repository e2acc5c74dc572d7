import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { afterEach, expect, it } from "vitest";
import { startFakeSlack } from "./server.ts";
import type { FakeSlack } from "./server.ts";

let slack: FakeSlack | undefined;
const children: ChildProcess[] = [];
afterEach(async () => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
  await slack?.stop();
});

/** A process of its own that posts 1, 2, 3 … until it is killed, and prints what it was told is posted. */
const POSTER = `
const [api, token, channel, name] = process.argv.slice(1);
const text = "补货 ".repeat(20000);
for (let n = 1; ; n += 1) {
  const body = new URLSearchParams({ channel, text: name + " " + n, note: text });
  const response = await fetch(api + "chat.postMessage", { method: "POST", headers: { authorization: "Bearer " + token }, body });
  if ((await response.json()).ok) process.stdout.write(n + "\\n");
}`;

it("killed processes lose nothing that was acknowledged, double nothing, and leave Slack standing", async () => {
  const warnings: string[] = [];
  const warned = (warning: Error): void => void warnings.push(warning.message);
  process.on("warning", warned);
  const running = await startFakeSlack({ seed: 3, channels: [{ name: "ops" }], rateLimits: { on: false }, events: [], keepBodies: 5 });
  slack = running;
  const channel = running.channel("ops").id;
  const told = new Map<string, number>();

  for (let round = 0; round < 3; round += 1) {
    for (const name of [`a${round}`, `b${round}`]) {
      const child = spawn(process.execPath, ["--input-type=module", "-e", POSTER, running.apiUrl, running.botToken, channel, name]);
      children.push(child);
      child.stdout.on("data", (chunk: Buffer) => told.set(name, Number(chunk.toString().trim().split("\n").at(-1))));
    }
    const before = running.ledger.messages.length;
    await running.until(
      () => running.ledger.messages.length > before + 10 && told.has(`a${round}`) && told.has(`b${round}`),
      "ten posts",
      30_000,
    );
    for (const child of children.splice(0)) {
      const closed = new Promise((resolve) => child.once("close", resolve));
      child.kill("SIGKILL");
      await closed;
    }
  }
  process.off("warning", warned);

  for (const [name, last] of told) {
    const posted = running.shown("ops").filter((t) => t.startsWith(`${name} `));
    expect(posted).toEqual(Array.from({ length: posted.length }, (_, i) => `${name} ${i + 1}`));
    expect(posted.length).toBeGreaterThanOrEqual(last);
    expect(posted.length).toBeLessThanOrEqual(last + 1);
  }
  expect(warnings.filter((w) => w.includes("fake slack"))).toEqual([]);
  expect(running.ledger.calls.filter((c) => Object.keys(c.args).length > 0).length).toBeLessThanOrEqual(5);
});
