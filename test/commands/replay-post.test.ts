import { expect, it, describe } from "vitest";
import { action } from "../../src/actions/replay-post.ts";
import { tellUndelivered } from "../../src/app/tell-undelivered.ts";
import type { Action } from "../../src/app/types.ts";
import { makeSeal } from "../../src/app/seal.ts";
import { why } from "../../src/domain/value.ts";
import { plain } from "../../src/message/plain.ts";
import type { Sealed } from "../../src/message/message.ts";
import { undelivered } from "../../src/views/undelivered.ts";
import { post } from "../delivery/fixture.ts";
import { binding } from "../fakes/company.ts";
import { describeEmbedded, type TestStore } from "../store/harness.ts";
import { openHouse } from "./house.ts";
import { talk } from "./talk.ts";

const NOW = new Date("2026-11-22T01:31:00Z");

/** A post that failed, told to two channels for operations; each has a button of its own. */
async function twoChannels(store: TestStore) {
  const { context } = await openHouse(store, [], NOW);
  const { company, outbox } = context;
  const member = (slug: string, name: string) => ({ slug, name, email: null, roles: ["admin" as const] });
  for (const m of [member("chen", "Chen"), member("dana", "Dana")])
    await company.saveMember({ ...m, accounts: [{ platform: "fake", account: m.slug }] });
  for (const channel of ["ops-1", "ops-2"]) await company.saveBinding(binding({ purpose: "ops", platform: "fake", channel }));
  await outbox.put([post("digest:C1", { platform: "fake", channel: "C1" })], NOW);
  const [row] = await outbox.claim("one", NOW, 60_000, 8);
  const gone = why({ zh: "频道不存在", en: "the channel is gone" });
  await outbox.settle(row?.id ?? 0, "one", { kind: "failed", code: "channel_not_found", ...gone }, NOW);
  await tellUndelivered(context, (posts, { zone }) => undelivered({ posts, zone }));
  const actions = { "replay-post": action as Action };
  const seal = makeSeal(new Map(Object.entries(actions)), () => context);
  const notices = (await outbox.recent(9)).filter((r) => r.job === "undelivered");
  const cards = await Promise.all(notices.map((n) => seal(n.message, "en", "internal", NOW)));
  const handlers = talk(context, actions);
  let events = 0;
  const press = (card: Sealed | undefined, account: string) =>
    handlers.press({ eventId: `e${(events += 1)}`, channel: "ops-1", person: { account }, token: card?.buttonTokens[0] ?? "" });
  return { cards, context, press };
}

const read = (s: Sealed | undefined, lang: "zh" | "en" = "en") => (s ? plain(s.message, lang) : "");

describeEmbedded((_, openStore) => {
  describe("a post that two channels for operations could send again", () => {
    it("is sent again once; whoever comes second reads who was first and when, and has no button any more", async () => {
      const { cards, context, press } = await twoChannels(await openStore());
      expect(cards).toHaveLength(2);
      expect(read(await press(cards[0], "chen"))).toContain("Put back; it will be sent to fake C1 again");
      const late = await press(cards[1], "dana");
      expect(read(late)).toMatch(/Chen sent it again at 2026-11-22 09:31 Asia\/Shanghai\nTo fake C1; now: waiting to be sent\./);
      expect(read(late, "zh")).toMatch(/Chen 已经重发过这条消息（2026-11-22 09:31 Asia\/Shanghai）\n发到 fake C1，目前：等待发送。/);
      expect(late?.reach).toBe("asker");
      expect(read(late?.instead)).toMatch(/✓ Send again: .*: Chen, 2026-11-22/);
      expect(late?.instead?.buttonTokens).toEqual([]);
      // One deed, one entry, of who did it.
      expect((await context.audit.recent(9)).filter((e) => e.what === "replay-post").map((e) => [e.by, e.on])).toEqual([
        ["chen", "digest:C1"],
      ]);
    });

    it("has one first when both press at the same moment", async () => {
      const { cards, context, press } = await twoChannels(await openStore());
      const said = await Promise.all([press(cards[0], "chen"), press(cards[1], "dana")]);
      const second = said.map((s) => read(s)).filter((s) => !s.includes("Put back"));
      expect(second).toHaveLength(1);
      const first = (await context.audit.last("replay-post", "digest:C1"))?.by;
      expect(second[0]).toContain(first === "chen" ? "Chen sent it again" : "Dana sent it again");
      expect(said.map((s) => s?.instead?.buttonTokens)).toEqual([[], []]);
    });
  });
});
