import { afterEach, describe, expect, it } from "vitest";
import { message, type Value } from "../../../src/message/message.ts";
import type { Attempts, MessageRef, Part } from "../../../src/ports/chat-platform.ts";
import { FakeClock } from "../../fakes/clock.ts";
import { dropped, rateLimited } from "../../fakes/feishu/faults.ts";
import { feishuBench, type FeishuBench } from "./bench.ts";
import { app, both, sealed } from "./say.ts";

const HOUR = 3_600_000;
const REPLY = /POST \/open-apis\/im\/v1\/messages\/[^/]+\/reply/;
const rows: Value[][] = Array.from({ length: 3000 }, (_, i) => [{ kind: "code", code: `SKU-${i}` }]);
const table = sealed(message({ title: both("全部 SKU"), blocks: [{ kind: "table", columns: [{ label: both("SKU") }], rows }] }));
const KEY = "all#table:0";

let open: FeishuBench | undefined;
afterEach(async () => {
  await open?.close();
  open = undefined;
});

async function given() {
  const time = new FakeClock("2026-11-22T08:30:00Z");
  const from = time.now();
  const b = await feishuBench(app(), { clock: time });
  open = b;
  const attempts: Attempts = { from, to: from };
  /** Posts it as the outbox does: where it lies, and what it owes. */
  const post = async (channel = b.channel): Promise<{ readonly ref: MessageRef; readonly owed: readonly Part[] }> => {
    let owed: readonly Part[] = [];
    const sent = await b.platform.post({ channel }, table, "all", undefined, async (parts) => {
      expect(b.fake.ledger.said(b.channel)).toEqual([]);
      owed = parts;
    });
    if (sent.kind !== "sent") throw new Error(sent.reason);
    return { ref: sent.ref, owed };
  };
  const follow = (ref: MessageRef, key = KEY, deadline?: Date) => b.platform.follow?.(ref, "table", table, key, deadline);
  const fate = (ref: MessageRef, key = KEY) =>
    b.platform.fate?.({ channel: ref.channel, threadId: ref.threadId, part: { kind: "table", below: ref } }, key, attempts);
  const files = () => [...b.fake.world.messages.values()].filter((m) => m.msgType === "file");
  return { b, time, post, follow, fate, files };
}

describe("what a card cannot hold", () => {
  it("is told before the card is sent, and nothing follows by itself", async () => {
    const { post, files } = await given();
    expect((await post()).owed).toEqual([{ kind: "table", at: 0 }]);
    expect(files()).toEqual([]);
  });

  it("is also what goes along as a file, with its own bytes", async () => {
    const { b, files } = await given();
    const order = sealed(
      message({
        title: both("单据"),
        blocks: [{ kind: "file", format: "xlsx", name: "order-12", title: both("订单"), columns: [{ label: both("SKU") }], rows: [] }],
      }),
    );
    let owed: readonly Part[] = [];
    const sent = await b.platform.post({ channel: b.channel }, order, "all", undefined, async (parts) => void (owed = parts));
    if (sent.kind !== "sent") throw new Error(sent.reason);
    expect(owed).toEqual([{ kind: "file", at: 0 }]);
    expect(await b.platform.follow?.(sent.ref, "file", order, "all#file:0")).toMatchObject({ kind: "sent" });
    expect(files()).toHaveLength(1);
    const [file] = b.fake.world.files.values();
    expect(file?.name).toMatch(/^order-12-[0-9a-f]{12}\.xlsx$/);
    // A workbook is an archive.
    expect(file?.bytes.subarray(0, 2).toString("latin1")).toBe("PK");
  });

  it("comes as a file into its thread, once, although it is sent twice", async () => {
    const { b, post, follow, files } = await given();
    const { ref } = await post();
    expect(await follow(ref)).toMatchObject({ kind: "sent", ref: { channel: b.channel, threadId: ref.messageId } });
    expect((await follow(ref))?.kind).toBe("sent");
    expect(files()).toHaveLength(1);
    expect(files()[0]?.rootId).toBe(ref.messageId);
    expect([...b.fake.world.files.values()][0]?.bytes.toString("utf8").split("\r\n")).toHaveLength(3002);
  });

  it("is sent again within the hour when its answer was lost, which makes no second one", async () => {
    const { b, post, follow, fate, files } = await given();
    const { ref } = await post();
    b.fake.faults.add({ on: REPLY, fault: dropped("after") });
    expect((await follow(ref))?.kind).toBe("unknown");
    expect(await fate(ref)).toEqual({ kind: "repeatable" });
    expect((await follow(ref))?.kind).toBe("sent");
    expect(files()).toHaveLength(1);
  });

  it("is found in its thread by the sign in its name after that, and another one is not", async () => {
    const { b, time, post, follow, fate } = await given();
    const { ref } = await post();
    b.fake.faults.add({ on: REPLY, fault: dropped("after") });
    await follow(ref);
    time.pass(2 * HOUR);
    expect(await fate(ref)).toMatchObject({ kind: "sent" });
    expect(await fate(ref, "all#table:7")).toEqual({ kind: "absent" });
  });

  it("waits where Feishu says so, and is not sent any more when its claim is over", async () => {
    const { b, time, post, follow, files } = await given();
    const { ref } = await post();
    b.fake.faults.add({ on: REPLY, fault: rateLimited(5) });
    expect((await follow(ref))?.kind).toBe("later");
    expect((await follow(ref, KEY, new Date(time.now().getTime() - 1)))?.kind).toBe("later");
    expect(files()).toEqual([]);
  });
});
