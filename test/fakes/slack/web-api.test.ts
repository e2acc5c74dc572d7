import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { FakeClock } from "../clock.ts";
import { client } from "./bolts.ts";
import type { FakeSlack } from "./server.ts";
import { startFakeSlack } from "./server.ts";

let slack: FakeSlack;
let clock: FakeClock;
let ops: string;
beforeEach(async () => {
  clock = new FakeClock("2026-11-22T09:00:00Z");
  slack = await startFakeSlack({
    now: () => clock.now().getTime(),
    users: [
      { name: "ann", email: "Ann@Example.com", tz: "Europe/Berlin", locale: "en-US" },
      { name: "guest", isRestricted: true },
    ],
    channels: [
      { name: "ops" },
      { name: "elsewhere", members: [] },
      { name: "secret", kind: "private", members: [] },
      { name: "old", isArchived: true },
      { name: "partners", isExtShared: true },
    ],
  });
  ops = slack.channel("ops").id;
});
afterEach(() => slack.stop());

const key = (k: string) => ({ event_type: "purser_post", event_payload: { key: k } });
const error = (code: string) => expect.objectContaining({ data: expect.objectContaining({ error: code }) });

describe("a posted message", () => {
  it("stands in history with its metadata, newest first, within the asked window only", async () => {
    const api = client(slack);
    const first = await api.chat.postMessage({ channel: ops, text: "one", metadata: key("a") });
    clock.pass(1500);
    const second = await api.chat.postMessage({ channel: ops, text: "two", metadata: key("b") });

    const all = await api.conversations.history({ channel: ops, include_all_metadata: true });
    const later = await api.conversations.history({ channel: ops, oldest: first.ts ?? "" });
    const plain = await api.conversations.history({ channel: ops, oldest: first.ts ?? "", inclusive: true, latest: first.ts ?? "" });

    expect(all.messages?.map((m) => [m.ts, m.metadata?.event_payload])).toEqual([
      [second.ts, { key: "b" }],
      [first.ts, { key: "a" }],
    ]);
    expect(later.messages?.map((m) => m.text)).toEqual(["two"]);
    expect(plain.messages?.map((m) => [m.text, m.metadata])).toEqual([["one", undefined]]);
  });

  it("is paged by cursor", async () => {
    const api = client(slack);
    slack.limitRates({ on: false });
    for (const text of ["1", "2", "3", "4", "5"]) await api.chat.postMessage({ channel: ops, text });

    const first = await api.conversations.history({ channel: ops, limit: 2 });
    const second = await api.conversations.history({ channel: ops, limit: 2, cursor: first.response_metadata?.next_cursor ?? "" });
    const third = await api.conversations.history({ channel: ops, limit: 2, cursor: second.response_metadata?.next_cursor ?? "" });

    expect([first, second, third].map((p) => p.messages?.map((m) => m.text))).toEqual([["5", "4"], ["3", "2"], ["1"]]);
    expect([first.has_more, third.has_more]).toEqual([true, false]);
  });

  it("comes into history only after its lag, and into a thread as well", async () => {
    const api = client(slack);
    slack.lagHistory([20_000, 20_000]);
    const { ts = "" } = await api.chat.postMessage({ channel: ops, text: "late", metadata: key("k") });

    const early = await api.conversations.history({ channel: ops });
    await expect(api.conversations.replies({ channel: ops, ts })).rejects.toEqual(error("thread_not_found"));
    clock.pass(19_999);
    const still = await api.conversations.history({ channel: ops });
    clock.pass(1);
    const now = await api.conversations.history({ channel: ops, include_all_metadata: true });

    expect([early.messages, still.messages]).toEqual([[], []]);
    expect(now.messages?.[0]?.metadata).toEqual(key("k"));
    expect(slack.ledger.posts(ops)).toHaveLength(1);
  });

  it("in a thread stays out of the channel's history and is found by replies, root first", async () => {
    const api = client(slack);
    const root = await api.chat.postMessage({ channel: ops, text: "root" });
    await api.chat.postMessage({ channel: ops, text: "reply", thread_ts: root.ts ?? "", metadata: key("r") });

    const history = await api.conversations.history({ channel: ops });
    const thread = await api.conversations.replies({ channel: ops, ts: root.ts ?? "", include_all_metadata: true });

    expect(history.messages?.map((m) => [m.text, m.reply_count])).toEqual([["root", 1]]);
    expect(thread.messages?.map((m) => [m.text, m.thread_ts])).toEqual([
      ["root", root.ts],
      ["reply", root.ts],
    ]);
    expect(thread.messages?.[1]?.metadata).toEqual(key("r"));
  });

  it("keeps its blocks when only its text is updated, and loses them to an empty list", async () => {
    const api = client(slack);
    const blocks = [{ type: "section", text: { type: "plain_text", text: "in blocks" } }];
    const { ts = "" } = await api.chat.postMessage({ channel: ops, text: "t", blocks });

    await api.chat.update({ channel: ops, ts, text: "changed" });
    const kept = slack.shown("ops");
    await api.chat.update({ channel: ops, ts, text: "changed", blocks: [] });

    expect(kept).toEqual(["in blocks"]);
    expect(slack.shown("ops")).toEqual(["changed"]);
    expect(slack.ledger.message(ops, ts)?.edits).toHaveLength(2);
  });

  it("keeps its metadata through an update, and loses it to an empty object", async () => {
    const api = client(slack);
    const { ts = "" } = await api.chat.postMessage({ channel: ops, text: "t", metadata: key("k") });

    await api.chat.update({ channel: ops, ts, text: "changed" });
    const kept = slack.ledger.message(ops, ts)?.metadata;
    await api.chat.update({ channel: ops, ts, text: "changed", metadata: {} as never });

    expect(kept).toEqual(key("k"));
    expect(slack.ledger.message(ops, ts)?.metadata).toBeNull();
  });

  it("that is deleted is gone for everybody and stays in the ledger", async () => {
    const api = client(slack);
    const { ts = "" } = await api.chat.postMessage({ channel: ops, text: "oops" });

    await api.chat.delete({ channel: ops, ts });

    expect(slack.shown("ops")).toEqual([]);
    expect(slack.ledger.message(ops, ts)?.deletedAt).not.toBeNull();
    await expect(api.chat.update({ channel: ops, ts, text: "x" })).rejects.toEqual(error("message_not_found"));
  });

  it("longer than 4,000 characters without blocks is cut into several", async () => {
    await client(slack).chat.postMessage({ channel: ops, text: "x".repeat(9000) });

    expect(slack.shown("ops").map((t) => t.length)).toEqual([4000, 4000, 1000]);
  });

  it("for one person is shown to that person only", async () => {
    await client(slack).chat.postEphemeral({ channel: ops, user: slack.user("ann").id, text: "psst" });

    expect(slack.whispers("ann")).toEqual(["psst"]);
    expect(slack.shown("ops")).toEqual([]);
    const { messages } = await client(slack).conversations.history({ channel: ops });
    expect(messages).toEqual([]);
  });

  it("to a person's id goes to their direct message", async () => {
    const api = client(slack);
    const user = slack.user("ann").id;
    const posted = await api.chat.postMessage({ channel: user, text: "to you" });
    const opened = await api.conversations.open({ users: user });

    expect(posted.channel).toBe(opened.channel?.id);
  });
});

describe("Slack refuses", () => {
  it.each([
    ["a channel the bot is not in", "elsewhere", "not_in_channel"],
    ["a private channel it does not know of", "secret", "channel_not_found"],
    ["an archived channel", "old", "is_archived"],
  ])("%s", async (_, name, code) => {
    await expect(client(slack).chat.postMessage({ channel: slack.channel(name).id, text: "x" })).rejects.toEqual(error(code));
    expect(slack.ledger.posts()).toEqual([]);
    expect(slack.ledger.callsOf("chat.postMessage").map((c) => [c.accepted, c.error])).toEqual([[false, code]]);
  });

  it("a channel that does not exist, an empty message, a thread without a root, metadata of another shape", async () => {
    const api = client(slack);
    await expect(api.chat.postMessage({ channel: "C0NOWHERE", text: "x" })).rejects.toEqual(error("channel_not_found"));
    await expect(api.chat.postMessage({ channel: ops, text: " " })).rejects.toEqual(error("no_text"));
    await expect(api.chat.postMessage({ channel: ops, text: "x", thread_ts: "1.000000" })).rejects.toEqual(error("thread_not_found"));
    const nested = { event_type: "x", event_payload: { a: { b: 1 } } };
    await expect(api.chat.postMessage({ channel: ops, text: "x", metadata: nested as never })).rejects.toEqual(
      error("invalid_metadata_schema"),
    );
  });

  it("to edit or delete what a person wrote", async () => {
    const { message } = await slack.type("ops", "ann", "mine");
    const at = { channel: ops, ts: message?.ts ?? "" };

    await expect(client(slack).chat.update({ ...at, text: "x" })).rejects.toEqual(error("cant_update_message"));
    await expect(client(slack).chat.delete(at)).rejects.toEqual(error("cant_delete_message"));
  });

  it("a wrong token, a revoked one, the app's token for the bot's work, and a missing scope", async () => {
    await expect(client(slack, "xoxb-other").auth.test()).rejects.toEqual(error("invalid_auth"));
    await expect(client(slack, slack.appToken).chat.postMessage({ channel: ops, text: "x" })).rejects.toEqual(
      error("not_allowed_token_type"),
    );
    slack.revoke("token_revoked");
    await expect(client(slack).auth.test()).rejects.toEqual(error("token_revoked"));
    slack.revoke(null);
    slack.world.scopes.delete("users:read.email");
    await expect(client(slack).users.lookupByEmail({ email: "ann@example.com" })).rejects.toEqual(error("missing_scope"));
  });

  it("to speak to a method it does not have", async () => {
    await expect(client(slack).apiCall("chat.shout", {})).rejects.toEqual(error("unknown_method"));
  });
});

describe("people and channels", () => {
  it("are found by id, e-mail and page", async () => {
    const api = client(slack);
    const ann = slack.user("ann").id;

    const info = await api.users.info({ user: ann, include_locale: true });
    const found = await api.users.lookupByEmail({ email: "ann@example.com" });
    const guest = await api.users.info({ user: slack.user("guest").id });
    const members = await api.conversations.members({ channel: ops, limit: 2 });

    expect(info.user).toMatchObject({ tz: "Europe/Berlin", locale: "en-US", is_bot: false, profile: { email: "Ann@Example.com" } });
    expect(found.user?.id).toBe(ann);
    expect(guest.user?.is_restricted).toBe(true);
    expect(members.members).toHaveLength(2);
    await expect(api.users.lookupByEmail({ email: "nobody@example.com" })).rejects.toEqual(error("users_not_found"));
  });

  it("say whether a channel is archived, shared outside the company, and the bot a member", async () => {
    const api = client(slack);
    const seen = async (name: string) => (await api.conversations.info({ channel: slack.channel(name).id })).channel;

    expect(await seen("partners")).toMatchObject({ is_ext_shared: true, is_shared: true, is_member: true });
    expect(await seen("elsewhere")).toMatchObject({ is_ext_shared: false, is_member: false });
    expect(await seen("old")).toMatchObject({ is_archived: true });
    const listed = await api.conversations.list({ exclude_archived: true, types: "public_channel,private_channel" });
    expect(listed.channels?.map((c) => c.name)).toEqual(["ops", "elsewhere", "partners"]);
  });

  it("react once", async () => {
    const api = client(slack);
    const { ts = "" } = await api.chat.postMessage({ channel: ops, text: "x" });
    await api.reactions.add({ channel: ops, timestamp: ts, name: "eyes" });

    await expect(api.reactions.add({ channel: ops, timestamp: ts, name: "eyes" })).rejects.toEqual(error("already_reacted"));
    expect(slack.ledger.message(ops, ts)?.reactions).toEqual([{ name: "eyes", user: slack.botUser }]);
  });
});
