import { afterEach, describe, expect, it } from "vitest";
import { message } from "../../../src/message/message.ts";
import type { Handlers } from "../../../src/ports/chat-platform.ts";
import { EDITS, rateLimited, SENDS, serverError } from "../../fakes/feishu/faults.ts";
import { feishuBench, type FeishuBench, type FeishuBenchOptions } from "./bench.ts";
import { app, ask, both, held, sealed } from "./say.ts";

describe("an answer in Feishu", () => {
  let b: FeishuBench;
  afterEach(() => b.close());
  const open = async (handlers: Partial<Handlers>, platform: FeishuBenchOptions["platform"] = {}): Promise<void> => {
    b = await feishuBench(app({ text: async ({ text }) => sealed(`答 ${text}`), ...handlers }), { platform });
  };
  const asked = async (): Promise<void> => {
    await b.fake.person.type(b.group, b.user, "/kpi 退货率", { mention: true });
    await b.settled();
  };
  const errors = (): readonly string[] => b.log.lines.filter((l) => l.level === "error").map((l) => l.event);

  it("comes when the limit is over, however often it was refused before", async () => {
    await open({});
    b.fake.faults.add({ on: SENDS, fault: rateLimited(0.05), times: 8 });
    await asked();
    expect(b.fake.ledger.said(b.channel)).toEqual([expect.stringContaining("答 /kpi 退货率")]);
    expect(errors()).toEqual([]);
  });

  it("stands there once, although Feishu twice broke after it had taken it", async () => {
    await open({});
    b.fake.faults.add({ on: SENDS, fault: serverError("after"), times: 2 });
    await asked();
    expect(b.fake.ledger.said(b.channel)).toHaveLength(1);
    expect(errors()).toEqual([]);
  });

  it("is given up, and the log says so, when nobody waits for it any more", async () => {
    await open({}, { debts: { ageMs: 500 } });
    b.fake.faults.add({ on: SENDS, fault: rateLimited(1), times: Infinity });
    await asked();
    expect(b.fake.ledger.said(b.channel)).toEqual([]);
    expect(errors()).toEqual(["feishu.answer-lost"]);
  });

  it("does not wait until the card can be changed; that follows", async () => {
    const decided = held();
    const press: Handlers["press"] = async () => {
      await decided.promise;
      return sealed("已批准 240 件", { instead: sealed("补货 240？王敏已批准") });
    };
    await open({ press }, { timeouts: { answerMs: 20, briefMs: 0 } });
    const sent = await b.platform.post({ channel: b.channel }, sealed(ask("补货 240？", "同意")), "ask");
    if (sent.kind !== "sent") throw new Error(sent.reason);
    b.fake.faults.add({ on: EDITS, fault: rateLimited(0.05), times: 3 });
    await b.fake.person.click(sent.ref.messageId, "同意", b.user);
    decided.resolve();
    await b.settled();

    const order = b.fake.ledger.callsTo(/\/messages\/om_/).map(({ method }) => method);
    expect(order).toEqual(["PATCH", "POST", "PATCH", "PATCH", "PATCH"]);
    expect(b.fake.ledger.said(b.channel)).toEqual([expect.stringContaining("王敏已批准")]);
    expect(b.fake.ledger.said(b.channel, sent.ref.messageId)).toContainEqual(expect.stringContaining("已批准 240 件"));
    expect(errors()).toEqual([]);
  });

  it("brings the files that go along with it, each once", async () => {
    const file = (format: "csv" | "xlsx") =>
      ({ kind: "file", format, name: "order-12", title: both("订单"), columns: [{ label: both("SKU") }], rows: [] }) as const;
    await open({ text: async () => sealed(message({ title: both("单据"), blocks: [file("xlsx"), file("csv")] })) });
    await asked();
    const names = [...b.fake.world.files.values()].map((f) => f.name.replace(/-[0-9a-f]{12}/, ""));
    expect(names.toSorted()).toEqual(["order-12.csv", "order-12.xlsx"]);
    expect([...b.fake.world.messages.values()].filter((m) => m.msgType === "file")).toHaveLength(2);
    expect(errors()).toEqual([]);
  });

  it("is not waited for by a file whose progress cannot be shown", async () => {
    const file: Handlers["file"] = async (_, onProgress) => {
      onProgress({ done: 1, of: 2, note: { zh: "正在读取", en: "reading" } });
      return sealed("已读入 3 行");
    };
    await open({ file }, { timeouts: { progressFirstMs: 0, briefMs: 0 } });
    b.fake.faults.add({ on: SENDS, fault: rateLimited(30) });
    await b.drop("订单.csv", new Uint8Array(10));
    await b.settled();
    expect(b.fake.ledger.said(b.channel)).toEqual([expect.stringContaining("已读入 3 行")]);
  });
});
