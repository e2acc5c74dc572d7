import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { afterEach, describe, expect, it, vi } from "vitest";
import { dropped, SENDS, serverError, slow } from "./faults.ts";
import { stage, type Stage } from "./kit.ts";
import { POSTING_PROCESS } from "./posting-process.ts";

const POSTS = 30;

const children = new Set<ChildProcess>();
// A test that fails leaves none behind, which would keep the whole run from ending.
afterEach(() => {
  for (const child of children) child.kill("SIGKILL");
  children.clear();
});

function bot(s: Stage, chat: string): ChildProcess {
  const { url, appId, appSecret } = s.fake;
  const given = ["--url", url, "--id", appId, "--secret", appSecret, "--chat", chat, "--posts", String(POSTS)];
  const child = spawn(process.execPath, [POSTING_PROCESS, ...given], { stdio: "inherit" });
  children.add(child);
  return child;
}

describe("processes of the app that are killed", () => {
  it("at any point of a post, two at a time: the ledger has each post once", async () => {
    // An hour of the platform in a minute of ours, so that its limits do not hold up the test.
    const started = Date.now();
    const now = (): number => started + (Date.now() - started) * 60;
    await using s = await stage({ now, seed: 3 });
    const group = s.fake.addChat("运营群");
    const always = { on: SENDS, times: Number.POSITIVE_INFINITY };
    s.fake.faults.add({ ...always, fault: dropped("after"), probability: 0.1 });
    s.fake.faults.add({ ...always, fault: serverError("after"), probability: 0.1 });
    s.fake.faults.add({ ...always, fault: slow(20, "after"), probability: 0.5 });

    for (let kill = 0; kill < 3; kill += 1) {
      const calls = s.fake.ledger.calls.length;
      const two = [bot(s, group.chatId), bot(s, group.chatId)];
      const gone = two.map((child) => once(child, "exit"));
      // Two processes have to start before.
      await vi.waitFor(() => expect(s.fake.ledger.calls.length).toBeGreaterThan(calls + 8), { timeout: 30_000, interval: 10 });
      for (const child of two) child.kill("SIGKILL");
      await Promise.all(gone);
    }
    const last = bot(s, group.chatId);
    expect(await once(last, "exit")).toEqual([0, null]);

    expect(s.fake.ledger.doubled()).toEqual([]);
    expect(new Set(s.fake.ledger.said(group.chatId)).size).toBe(POSTS);
    expect(s.fake.ledger.said(group.chatId)).toHaveLength(POSTS);
    expect(s.fake.ledger.struck.length).toBeGreaterThan(0);
  });
});
