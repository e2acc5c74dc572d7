import { afterEach, describe, expect, it, vi } from "vitest";
import { message } from "../../../src/message/message.ts";
import type { Handlers } from "../../../src/ports/chat-platform.ts";
import { feishuPlatform, type FeishuPlatform } from "../../../src/platforms/feishu/platform.ts";
import { SENDS, slow } from "../../fakes/feishu/faults.ts";
import { FakeInbox } from "../../fakes/inbox.ts";
import { ALIVE, DEAD, never } from "../leases.ts";
import { feishuBench, type FeishuBench } from "./bench.ts";
import { app, ask, both, sealed } from "./say.ts";

const HOURS = 600_000;

describe("what a process acknowledged to Feishu and did not answer", () => {
  let inbox: FakeInbox;
  let b: FeishuBench;
  let next: FeishuPlatform | undefined;
  afterEach(async () => {
    await next?.stop();
    await b.close();
    next = undefined;
  });

  async function stuck(handlers: Partial<Handlers> = {}): Promise<void> {
    inbox = new FakeInbox();
    const hang = app({ text: () => never, press: () => never, file: () => never, ...handlers });
    b = await feishuBench(hang, { platform: { inbox, debts: DEAD, timeouts: { stopMs: 1, answerMs: 100 } } });
  }
  async function successor(handlers: Partial<Handlers>, debts = {}): Promise<void> {
    next = feishuPlatform({ ...b.options, inbox: inbox.replica(), debts: { ...ALIVE, ...debts } });
    await next.start(app(handlers));
    await vi.waitFor(() => expect(inbox.open()).toEqual([]), 20_000);
    await next.settled();
  }
  const text: Handlers["text"] = async ({ text: words }) => sealed(`答 ${words}`);

  it("is answered by another process where it was asked, with a quotation", async () => {
    await stuck();
    expect((await b.fake.person.type(b.group, b.user, "/kpi 退货率", { mention: true })).attempt).toMatchObject({ outcome: "acked" });
    await successor({ text });
    expect(b.fake.ledger.said(b.channel)).toEqual([expect.stringContaining("答 /kpi 退货率")]);
  });

  it("is not said a second time when Feishu has it already: the key is the same", async () => {
    await stuck({ text });
    b.fake.faults.add({ on: "/reply", fault: slow(HOURS, "after") });
    await b.fake.person.type(b.group, b.user, "/kpi", { mention: true });
    await vi.waitFor(() => expect(b.fake.ledger.said(b.channel)).toHaveLength(1), 10_000);
    await successor({ text });
    expect(b.fake.ledger.said(b.channel)).toHaveLength(1);
  });

  it("is answered below the card, which then reads as it should, when it was a press", async () => {
    await stuck();
    const sent = await b.platform.post({ channel: b.channel }, sealed(ask("补货 240？", "同意")), "ask");
    if (sent.kind !== "sent") throw new Error(sent.reason);
    expect(await b.fake.person.click(sent.ref.messageId, "同意", b.user)).toMatchObject({
      ok: true,
      toast: { content: expect.stringContaining("正在处理") as string },
    });
    await successor({ press: async ({ token }) => ({ ...sealed(`已批准 ${token}`), instead: sealed("补货 240？王敏已批准") }) });
    expect(b.fake.ledger.said(b.channel)).toEqual([expect.stringContaining("王敏已批准")]);
    expect(b.fake.ledger.said(b.channel, sent.ref.messageId)).toContainEqual(expect.stringContaining("已批准 token-0"));
  });

  it("is not said again when the callback's answer said it all", async () => {
    await stuck({ press: async () => sealed("已经处理过了", { reach: "asker" }) });
    const sent = await b.platform.post({ channel: b.channel }, sealed(ask("补货 240？", "同意")), "ask");
    if (sent.kind !== "sent") throw new Error(sent.reason);
    inbox.done = () => Promise.reject(new Error("the process died here"));
    await b.fake.person.click(sent.ref.messageId, "同意", b.user);
    await b.settled();
    await successor({ press: async () => sealed("已经处理过了", { reach: "asker" }) });
    expect(b.fake.ledger.said(b.direct.chatId)).toEqual([]);
  });

  const rows = Array.from({ length: 3_000 }, (_, i) => [{ kind: "code" as const, code: `SKU-${i}` }]);
  const table = message({ title: both("全部 SKU"), blocks: [{ kind: "table", columns: [{ label: both("SKU") }], rows }] });
  const FILES = "/open-apis/im/v1/files";
  const filesBelow = (): readonly string[] =>
    [...b.fake.world.messages.values()].filter((m) => m.msgType === "file").map((m) => m.parentId ?? "nowhere");

  it.each([
    ["a command's answer", "before"],
    ["a command's answer", "after"],
    ["a press", "before"],
    ["a press", "after"],
  ] as const)("what %s could not hold comes below it once, although the process died %s Feishu took it", async (asked, when) => {
    await stuck({ text: async () => sealed(table), press: async () => sealed(table) });
    const sent = await b.platform.post({ channel: b.channel }, sealed(ask("补货 240？", "同意")), "ask");
    if (sent.kind !== "sent") throw new Error(sent.reason);
    // The answer is sent as the file is; the second of the two is the one that nobody hears of.
    if (when === "before") b.fake.faults.add({ on: FILES, fault: slow(HOURS, "before") });
    else for (const ms of [0, HOURS]) b.fake.faults.add({ on: SENDS, fault: slow(ms, "after") });
    if (asked === "a press") await b.fake.person.click(sent.ref.messageId, "同意", b.user);
    else await b.fake.person.type(b.group, b.user, "/kpi", { mention: true });
    await vi.waitFor(() => expect(b.fake.ledger.struck).toHaveLength(when === "before" ? 1 : 2), 10_000);
    await vi.waitFor(() => expect(filesBelow()).toHaveLength(when === "after" ? 1 : 0), 10_000);
    const again = async (): Promise<never> => Promise.reject(new Error("nobody decides again"));
    await successor({ text: async () => sealed(table), press: again });
    const said = [...b.fake.world.messages.values()].filter((m) => m.from === "bot" && m.msgType === "interactive");
    expect(said.map((m) => b.fake.ledger.entry(m).text)).toEqual([
      expect.stringContaining("补货 240"),
      expect.stringContaining("全部 SKU"),
    ]);
    expect(filesBelow()).toEqual([said[1]?.messageId]);
  });

  it("is left to the next process by one that takes it over while it ends", async () => {
    await stuck();
    await b.fake.person.type(b.group, b.user, "/kpi 退货率", { mention: true });
    await b.platform.stop();
    const mine = inbox.replica();
    const { takeOver } = mine;
    mine.takeOver = async () => [];
    const ending = feishuPlatform({ ...b.options, inbox: mine, debts: ALIVE, timeouts: { ...b.options.timeouts, stopMs: 300 } });
    await ending.start(app({ text: () => never }));
    // What it is at work on itself is waited for, and meanwhile its heart beats.
    await b.fake.person.type(b.group, b.user, "/kpi 客单价", { mention: true });
    mine.takeOver = takeOver;
    await ending.stop();
    expect(inbox.open()).toHaveLength(2);
    await successor({ text });
    expect(b.fake.ledger.said(b.channel).toSorted()).toEqual([
      expect.stringContaining("答 /kpi 客单价"),
      expect.stringContaining("答 /kpi 退货率"),
    ]);
  });

  it("is told to be interrupted, to the asker alone, when it was asked too long ago", async () => {
    await stuck();
    await b.fake.person.type(b.group, b.user, "/kpi 退货率", { mention: true });
    await successor({ text }, { ageMs: -1 });
    expect(b.fake.ledger.said(b.channel)).toEqual([]);
    expect(b.fake.ledger.said(b.direct.chatId)).toEqual([expect.stringMatching(/被中断[\s\S]*\/kpi 退货率/)]);
  });
});

describe("a file", () => {
  it("of somebody from whom none is taken is not fetched; the app tells them alone why", async () => {
    const b = await feishuBench(app({ takesFiles: async () => false, file: async ({ name }) => sealed(`${name}：我还不认识你的账号`) }));
    try {
      await b.drop("订单.csv", new Uint8Array(10));
      await b.settled();
      expect(b.fake.ledger.callsTo(/resources/)).toEqual([]);
      // Why is nobody else's to read.
      expect(b.fake.ledger.said(b.channel)).toEqual([]);
      expect(b.fake.ledger.said(b.direct.chatId)).toEqual([expect.stringContaining("订单.csv：我还不认识你的账号")]);
    } finally {
      await b.close();
    }
  });
});
