import { describe, expect, it } from "vitest";
import { connectable, stuckPosts } from "../../src/cli/support/stuck.ts";
import { post } from "../delivery/fixture.ts";
import { FakeOutbox } from "../fakes/outbox.ts";

const NOW = new Date("2026-11-22T09:00:00Z");
const ago = (minutes: number): Date => new Date(NOW.getTime() - minutes * 60_000);
const HERE = connectable({ slack: null, feishu: null });

describe("posts that wait for somebody to send them", () => {
  it("of a platform without credentials anywhere say so, and where to put them", async () => {
    const outbox = new FakeOutbox();
    await outbox.put([post("a", { platform: "slack" }), post("b", { platform: "slack", channel: "x" })], ago(120));
    const [stuck, ...others] = await stuckPosts(outbox, HERE, NOW);
    expect(others).toEqual([]);
    expect(stuck?.found.en).toBe(
      "2 posts wait for slack, the first was due 2 hours ago: no bot that runs is connected to slack, and this machine has no credentials for it",
    );
    expect(stuck?.found.zh).toBe("2 条消息等待发到 slack（最早的 2 小时前到期）：运行中的机器人都没有接入 slack，本机也没有它的凭证");
    expect(stuck?.todo.en).toContain("SLACK_BOT_TOKEN");
  });

  it("of a platform that this machine could speak on want the bot started", async () => {
    const outbox = new FakeOutbox();
    await outbox.put([post("a", { platform: "local" })], ago(30));
    expect((await stuckPosts(outbox, HERE, NOW)).map((s) => s.todo.en)).toEqual(["start the bot: npm start"]);
  });

  it("are not those that were written just now, nor those that wait their turn behind others", async () => {
    const outbox = new FakeOutbox();
    await outbox.put([post("a", { platform: "slack" })], ago(5));
    await outbox.put([post("b", { platform: "feishu" }), post("c", { platform: "feishu" })], ago(30));
    const [row] = await outbox.claim("one", ago(1), 60_000, 1, { kind: "posts", closed: [], platforms: ["feishu"] });
    await outbox.settle(row?.id ?? 0, "one", { kind: "sent", ref: { channel: "ops", messageId: "m", threadId: "m", revision: 0 } }, ago(1));
    expect(await stuckPosts(outbox, HERE, NOW)).toEqual([]);
  });
});
