import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { FakeClock } from "../../fakes/clock.ts";
import type { NewChannel } from "../../fakes/slack/state.ts";
import { MEI_IN_OPS, nothing, type SlackBench, slackBench } from "./bench.ts";

describe("who reads along in Slack", () => {
  let b: SlackBench;
  let clock: FakeClock;
  beforeEach(async () => {
    clock = new FakeClock("2026-11-22T08:30:00Z");
    b = await slackBench(nothing, { clock });
  });
  afterEach(() => b.close());

  it("is the team in a channel of the company", async () => {
    expect(await b.platform.audience?.(b.channel)).toBe("team");
  });

  it.each<Partial<NewChannel>>([{ isExtShared: true }, { isShared: true }, { isOrgShared: true }, { isPendingExtShared: true }])(
    "is also somebody else where %o",
    async (flags) => {
      const { id } = b.slack.addChannel({ name: "with-the-supplier", ...flags });
      expect(await b.platform.audience?.(id)).toBe("outside");
    },
  );

  it("is asked at most once a minute, and at once when a channel becomes shared", async () => {
    const asked = () => b.slack.ledger.callsOf("conversations.info").length;
    await Promise.all([b.platform.audience?.(b.channel), b.platform.audience?.(b.channel)]);
    clock.pass(59_000);
    await b.platform.audience?.(b.channel);
    expect(asked()).toBe(1);

    b.slack.channel("ops").isExtShared = true;
    await b.slack.push.event({ type: "channel_shared", channel: b.channel, connected_team_id: "T0OTHER001", event_ts: "1.000001" });
    expect(await b.platform.audience?.(b.channel)).toBe("outside");

    b.slack.channel("ops").isExtShared = false;
    clock.pass(60_000);
    expect(await b.platform.audience?.(b.channel)).toBe("team");
  });

  it("is the person at the other end of a direct message", async () => {
    const guest = b.slack.addUser({ name: "supplier", isStranger: true });
    const direct = b.slack.addChannel({ id: "D0GUEST001", name: "", kind: "im", withUser: guest.id });

    expect(await b.platform.audience?.(direct.id)).toBe("outside");
    expect(await b.platform.audience?.(guest.id)).toBe("outside");
    expect(await b.platform.audience?.("U0MEI00001")).toBe("team");
  });

  it("is no permission when Slack does not tell, and is asked again", async () => {
    b.slack.fail({ methods: ["conversations.info"], times: 1, how: { kind: "http-500", when: "before" } });
    await expect(b.platform.audience?.(b.channel)).rejects.toThrow("500");
    expect(await b.platform.audience?.(b.channel)).toBe("team");
  });

  it("is nobody in a channel that the bot cannot see, and says so", async () => {
    await expect(b.platform.audience?.("C0NOWHERE1")).rejects.toMatchObject({ name: "OutOfSight", code: "channel_not_found" });
  });
});

describe("who somebody is in Slack", () => {
  let b: SlackBench;
  afterEach(() => b.close());

  it("has a name and the address that Slack confirmed", async () => {
    b = await slackBench(nothing);
    expect(await b.platform.profile?.("U0MEI00001")).toEqual({ name: "mei", email: "mei@shop.example", outsider: false });
    expect(await b.platform.profile?.("U0NOBODY01")).toBeUndefined();
  });

  it.each([{ isRestricted: true }, { isUltraRestricted: true }, { isStranger: true }, { isBot: true }, { deleted: true }])(
    "is an outsider where %o",
    async (flags) => {
      b = await slackBench(nothing);
      const { id } = b.slack.addUser({ name: "guest", ...flags });
      expect((await b.platform.profile?.(id))?.outsider).toBe(true);
    },
  );

  it("has no address without the permission to see it", async () => {
    b = await slackBench(nothing, { slack: { ...MEI_IN_OPS, scopes: ["users:read"] } });
    expect((await b.platform.profile?.("U0MEI00001"))?.email).toBeNull();
  });
});
