import { afterEach, describe, expect, it } from "vitest";
import { message, type Value } from "../../../src/message/message.ts";
import type { PostOutcome } from "../../../src/ports/chat-platform.ts";
import { feishuPlatform } from "../../../src/platforms/feishu/platform.ts";
import { FakeClock } from "../../fakes/clock.ts";
import {
  beingSent,
  chatBusy,
  dropped,
  type Fault,
  rateLimited,
  refused,
  serverError,
  slow,
  tokenExpired,
} from "../../fakes/feishu/faults.ts";
import { feishuBench, type FeishuBench, type FeishuBenchOptions } from "./bench.ts";
import { app, both, sealed } from "./say.ts";

const POST = "POST /open-apis/im/v1/messages";
const TOKEN = "tenant_access_token";

let open: FeishuBench | undefined;
afterEach(async () => {
  await open?.close();
  open = undefined;
});

async function given(options: FeishuBenchOptions = {}): Promise<FeishuBench & { readonly time: FakeClock }> {
  const time = new FakeClock("2026-11-22T08:30:00Z");
  open = await feishuBench(app(), { clock: time, ...options });
  return { ...open, time };
}

const chart = message({
  title: both("销量"),
  blocks: [{ kind: "chart", chart: "drawn-by-us", data: { n: 1 }, alt: both("每天约 40 件") }],
});

describe("a post", () => {
  it("carries a key of its own, at most 50 characters, another one for another place", async () => {
    const b = await given();
    const other = b.fake.addChat("仓库群", { members: [b.user.openId] });
    const key = "stock-warnings:feishu:oc_0123456789:2026-11-22:09:reply:amazon-us";
    await b.platform.post({ channel: b.channel }, sealed("A"), key);
    await b.platform.post({ channel: other.chatId }, sealed("A"), key);

    const uuids = b.fake.ledger.callsTo(/^POST .*messages$/).map((c) => c.uuid ?? "");
    expect(uuids.map((u) => u.length)).toEqual([48, 48]);
    expect(new Set(uuids).size).toBe(2);
    expect(b.fake.ledger.said(other.chatId)).toHaveLength(1);
  });

  it("of several at once asks for one token", async () => {
    const b = await given();
    b.fake.expireTokens();
    b.time.pass(7_200_000);
    const before = b.fake.ledger.callsTo(new RegExp(TOKEN)).length;
    await Promise.all(["a", "b", "c"].map((key) => b.platform.post({ channel: b.channel }, sealed(key), key)));

    expect(b.fake.ledger.callsTo(new RegExp(TOKEN)).length - before).toBe(1);
    expect(b.fake.ledger.said(b.channel)).toHaveLength(3);
  });

  it("whose token is not taken any more is sent with a new one, once", async () => {
    const b = await given();
    b.fake.expireTokens();

    expect(await b.platform.post({ channel: b.channel }, sealed("A"), "a")).toMatchObject({ kind: "sent" });
    expect(b.fake.ledger.said(b.channel)).toHaveLength(1);
  });

  it("is not tried for ever with tokens that nobody takes", async () => {
    const b = await given();
    b.fake.faults.add({ on: POST, fault: tokenExpired(), times: Infinity });
    const outcome = await b.platform.post({ channel: b.channel }, sealed("A"), "a");

    expect(outcome).toMatchObject({ kind: "later", notBefore: new Date("2026-11-22T08:31:00Z") });
    expect(b.fake.ledger.callsTo(/^POST .*messages$/)).toHaveLength(2);
  });

  it("to a person goes to their direct chat", async () => {
    const b = await given();
    expect(await b.platform.post({ channel: b.user.openId }, sealed("你好"), "hello")).toMatchObject({ kind: "sent" });
    expect(await b.platform.post({ channel: "wangmin@shop.example" }, sealed("你好"), "mail")).toMatchObject({ kind: "sent" });
    expect(b.fake.ledger.said(b.direct.chatId)).toHaveLength(2);
  });
});

const at = (seconds: number): Date => new Date(Date.parse("2026-11-22T08:30:00Z") + seconds * 1_000);
const OUTCOMES: readonly (readonly [string, Fault, Partial<PostOutcome>])[] = [
  ["a limit of the whole API waits as long as it says", rateLimited(17), { kind: "later", notBefore: at(17) }],
  ["a busy chat waits a second", chatBusy(), { kind: "later", notBefore: at(1) }],
  ["a message that is being sent may be there", beingSent("after"), { kind: "unknown" }],
  ["a server error may have done it", serverError("after"), { kind: "unknown" }],
  ["a server error before anything was done looks the same", serverError("before"), { kind: "unknown" }],
  ["a line that breaks may have brought it", dropped("after"), { kind: "unknown" }],
  ["an answer that does not come in time says nothing", slow(400, "before"), { kind: "unknown" }],
  ["an answer that is not Feishu's says nothing", { kind: "answer", when: "before", status: 404, msg: "<html>" }, { kind: "unknown" }],
  ["a 429 of a gateway let nothing through", { kind: "answer", when: "before", status: 429, msg: "slow down" }, { kind: "later" }],
  ["a chat without the bot is final", refused(230002, "Bot/User can NOT be out of the chat."), { kind: "failed", code: "230002" }],
  ["a permission that lacks is final", refused(99991672, "Access denied."), { kind: "failed", code: "99991672" }],
  ["a code that nobody knows is final", refused(999999, "no"), { kind: "failed", code: "999999" }],
];

describe("what became of a post", () => {
  it.for(OUTCOMES)("%s", async ([, fault, expected]) => {
    const b = await given({ platform: { timeouts: { requestMs: 200 } } });
    b.fake.faults.add({ on: POST, fault });
    const outcome = await b.platform.post({ channel: b.channel }, sealed("A"), "a");

    expect(outcome).toMatchObject(expected);
    expect("reason" in outcome ? outcome.reason : "").toContain(b.channel);
    // Never once more by itself.
    expect(b.fake.ledger.callsTo(/^POST .*messages$/)).toHaveLength(1);
  });

  it("a host that nobody is at let nothing leave", async () => {
    const b = await given();
    const nowhere = feishuPlatform({ ...b.options, config: { ...b.options.config, domain: "http://127.0.0.1:9" } });

    expect(await nowhere.post({ channel: b.channel }, sealed("A"), "a")).toMatchObject({
      kind: "later",
      reason: expect.stringContaining("ECONNREFUSED") as string,
    });
  });

  it("a token that could not be had let nothing leave", async () => {
    const b = await given();
    b.time.pass(7_200_000);
    b.fake.faults.add({ on: TOKEN, fault: dropped("after"), times: Infinity });

    expect(await b.platform.post({ channel: b.channel }, sealed("A"), "a")).toMatchObject({ kind: "later" });
    expect(b.fake.ledger.callsTo(/^POST .*messages$/)).toEqual([]);
  });

  it("sent again after an answer that was not heard, it is one message", async () => {
    const b = await given();
    b.fake.faults.add({ on: POST, fault: dropped("after") });
    const first = await b.platform.post({ channel: b.channel }, sealed("Once"), "once");
    const again = await b.platform.post({ channel: b.channel }, sealed("Once"), "once");

    expect([first.kind, again.kind]).toEqual(["unknown", "sent"]);
    expect(b.fake.ledger.said(b.channel)).toHaveLength(1);
  });
});

describe("an edit", () => {
  it("of a card older than 14 days is refused for good, and says why", async () => {
    const b = await given();
    const sent = await b.platform.post({ channel: b.channel }, sealed("Alert"), "alert");
    if (sent.kind !== "sent") throw new Error(sent.reason);
    b.time.pass(15 * 86_400_000);

    expect(await b.platform.edit?.(sent.ref, sealed("Recovered"))).toMatchObject({
      kind: "failed",
      code: "230031",
      reason: expect.stringContaining("14 days") as string,
    });
  });

  it("of a card that was withdrawn is refused for good", async () => {
    const b = await given();
    const sent = await b.platform.post({ channel: b.channel }, sealed("Alert"), "alert");
    if (sent.kind !== "sent") throw new Error(sent.reason);
    const known = b.fake.world.messages.get(sent.ref.messageId);
    if (known) known.withdrawnAt = b.time.now().getTime();

    expect(await b.platform.edit?.(sent.ref, sealed("Recovered"))).toMatchObject({ kind: "failed", code: "230011" });
  });
});

describe("a picture", () => {
  it("is uploaded once, however often it is posted", async () => {
    const b = await given();
    await b.platform.post({ channel: b.channel }, sealed(chart), "one");
    await b.platform.post({ channel: b.channel }, sealed(chart), "two");

    expect(b.fake.ledger.callsTo(/images$/)).toHaveLength(1);
    expect(b.fake.ledger.entries(b.channel).map((e) => e.images.length)).toEqual([1, 1]);
    expect(b.drawn).toEqual(["drawn-by-us zh 2"]);
  });

  it.for([
    ["is refused", refused(234011, "Can't recognize image format.")],
    ["is lost on the way", dropped("before")],
  ] as const)("that %s leaves the words", async ([, fault]) => {
    const b = await given();
    b.fake.faults.add({ on: "images", fault });

    expect(await b.platform.post({ channel: b.channel }, sealed(chart), "one")).toMatchObject({ kind: "sent" });
    expect(b.fake.ledger.said(b.channel)).toEqual([expect.stringContaining("每天约 40 件")]);
    expect(b.log.errors()).toContain("feishu.picture-lost");
    // The next post tries again.
    await b.platform.post({ channel: b.channel }, sealed(chart), "two");
    expect(b.fake.ledger.entries(b.channel)[1]?.images).toHaveLength(1);
  });

  it("that cannot be drawn leaves the words", async () => {
    const b = await given({ platform: { renderer: { png: () => Promise.reject(new Error("no font")) } } });

    expect(await b.platform.post({ channel: b.channel }, sealed(chart), "one")).toMatchObject({ kind: "sent" });
    expect(b.fake.ledger.said(b.channel)).toEqual([expect.stringContaining("每天约 40 件")]);
  });
});

describe("a card that Feishu refuses", () => {
  it("is sent once more without what the platform would draw itself", async () => {
    const b = await given();
    b.fake.faults.add({ on: POST, fault: refused(230099, "Failed to create card content, ext=ErrCode: 200861") });

    expect(await b.platform.post({ channel: b.channel }, sealed(chart), "one")).toMatchObject({ kind: "sent" });
    expect(b.fake.ledger.said(b.channel)).toHaveLength(1);
  });

  it.each([
    [230099, 2],
    [230017, 1],
    [230025, 1],
  ])("arrives as words after %i, %i times: no chart, table or picture, but the button", async (code, times) => {
    const b = await given();
    b.fake.faults.add({ on: POST, fault: refused(code, "no"), times });
    const digest = message({
      title: both("日报"),
      lead: both("昨天卖得好"),
      blocks: [
        ...chart.blocks,
        { kind: "facts", facts: [{ label: both("销量"), value: { kind: "count", count: 40 } }] },
        { kind: "list", items: [both("补货")] },
        { kind: "table", columns: [{ label: both("SKU") }], rows: [[{ kind: "code", code: "SKU-1" }]] },
      ],
      actions: [{ label: both("同意"), deed: { action: "approve", args: {} } }],
    });

    expect(await b.platform.post({ channel: b.channel }, sealed(digest), "one")).toMatchObject({ kind: "sent" });
    const card = b.fake.ledger.entries(b.channel)[0]?.message.content ?? "";
    for (const said of ["日报", "昨天卖得好", "每天约 40 件", "销量：40", "• 补货", "SKU-1", "同意", "token-0"])
      expect(card).toContain(said);
    expect(card).not.toMatch(/"tag":"(?:img|table|chart|column_set|form)"/);
  });

  it("as words too is final", async () => {
    const b = await given();
    b.fake.faults.add({ on: POST, fault: refused(230099, "Failed to create card content"), times: 3 });

    expect(await b.platform.post({ channel: b.channel }, sealed(chart), "one")).toMatchObject({ kind: "failed", code: "230099" });
  });
});

describe("a table that does not fit", () => {
  const rows: Value[][] = Array.from({ length: 3000 }, (_, i) => [
    { kind: "code", code: `SKU-${i}` },
    { kind: "count", count: i },
  ]);
  const table = message({
    title: both("全部 SKU"),
    blocks: [{ kind: "table", columns: [{ label: both("SKU") }, { label: both("件数") }], rows }],
  });

  it("hangs whole below its card as a file, also when the post is sent twice", async () => {
    const b = await given();
    const sent = await b.platform.post({ channel: b.channel }, sealed(table), "all");
    await b.platform.post({ channel: b.channel }, sealed(table), "all");
    if (sent.kind !== "sent") throw new Error(sent.reason);

    const files = b.fake.ledger.entries(b.channel, sent.ref.messageId).filter((e) => e.message.msgType === "file");
    expect(files.map((f) => f.text)).toEqual([expect.stringContaining(".csv")]);
    const csv = [...b.fake.world.files.values()][0]?.bytes.toString("utf8") ?? "";
    expect(csv.split("\r\n")).toHaveLength(3002);
    expect(csv).toContain("SKU-2999,2999");
  });

  it("is still a post when the file is lost", async () => {
    const b = await given();
    b.fake.faults.add({ on: "/files", fault: serverError("before") });

    expect(await b.platform.post({ channel: b.channel }, sealed(table), "all")).toMatchObject({ kind: "sent" });
    expect(b.log.errors()).toContain("feishu.file-lost");
  });
});
