import { afterEach, describe, expect, it } from "vitest";
import { BOT_SCOPES } from "../../../src/platforms/slack/manifest.ts";
import { MEI_IN_OPS, nothing, type SlackBench, slackBench, type Transport } from "./bench.ts";

describe("purser doctor, on Slack", () => {
  let b: SlackBench;
  afterEach(() => b.close());
  const states = async (channels: readonly string[] = []) =>
    (await b.platform.check?.(channels))?.map(({ state, what }) => `${state}: ${what.en}`) ?? [];

  it.each<Transport>(["socket", "http"])("finds nothing wrong over %s", async (transport) => {
    b = await slackBench(nothing, { transport, slack: MEI_IN_OPS });
    expect(await states([b.channel])).toEqual([
      "ok: Signed in to Sea Trade as purser",
      "ok: All permissions are granted",
      "ok: The clock agrees with Slack's",
      transport === "socket" ? "ok: Socket Mode can connect" : "ok: HTTP mode: requests are taken at /slack/events",
      "ok: Can post in #ops",
    ]);
    expect(b.slack.sockets.count()).toBe(transport === "socket" ? 1 : 0);
  });

  it("says which permissions are missing, and which of them only make recovery harder", async () => {
    b = await slackBench(nothing, { slack: { ...MEI_IN_OPS, scopes: BOT_SCOPES.filter((s) => s !== "files:write") } });
    expect(await states()).toContain("failed: Permissions missing: files:write");
    b.slack.world.scopes = new Set(BOT_SCOPES.filter((s) => !s.endsWith(":history") || s === "im:history"));
    expect(await states()).toContain("warning: Permissions missing: channels:history, groups:history");
  });

  it("says how far the clock is off", async () => {
    b = await slackBench(nothing, { platform: { clock: { now: () => new Date(Date.now() + 600_000) } } });
    expect((await states()).find((s) => s.includes("clock"))).toMatch(/^failed: This machine's clock is (59\d|60\d) s ahead of Slack's$/);
  });

  it("says which channels it cannot post in, and why", async () => {
    b = await slackBench(nothing);
    b.slack.addChannel({ id: "C0ELSE0001", name: "elsewhere", members: ["U0MEI00001"] });
    b.slack.addChannel({ id: "C0OLD00001", name: "old", isArchived: true });
    b.slack.addChannel({ id: "C0EXT00001", name: "supplier", isExtShared: true });
    expect(await states(["C0ELSE0001", "C0OLD00001", "C0EXT00001", "C0NOWHERE1"])).toEqual(
      expect.arrayContaining([
        "failed: The bot is not in channel #elsewhere",
        "failed: Channel #old is archived",
        "warning: Channel #supplier is shared with another organisation",
        "failed: Channel C0NOWHERE1 cannot be seen (channel_not_found)",
      ]),
    );
  });

  it("says when the token is refused or Slack cannot be reached, and shows no secret", async () => {
    b = await slackBench(nothing);
    b.slack.revoke("token_revoked");
    expect(await states()).toEqual(["failed: Slack refuses the bot's token (token_revoked)"]);
    b.slack.revoke(null);
    b.slack.fail({ methods: ["apps.connections.open"], how: { kind: "error", error: "invalid_auth" } });
    expect(await states()).toContain("failed: Slack refuses the app-level token (invalid_auth)");
    await b.slack.stop();
    const last = await b.platform.check?.([]);
    expect(last).toMatchObject([{ state: "failed", what: { en: "Slack could not be reached (ECONNREFUSED)" } }]);
    expect(JSON.stringify(last)).not.toContain("xoxb");
  });
});
