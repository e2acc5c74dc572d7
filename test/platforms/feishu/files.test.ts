import { readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import type { IncomingFile, Progress } from "../../../src/ports/chat-platform.ts";
import { refused, serverError } from "../../fakes/feishu/faults.ts";
import { feishuBench, type FeishuBench, type FeishuBenchOptions } from "./bench.ts";
import { app, both, held, sealed } from "./say.ts";

let open: FeishuBench | undefined;
afterEach(async () => {
  await open?.close();
  open = undefined;
});

type Take = (file: IncomingFile, onProgress: (p: Progress) => void) => Promise<ReturnType<typeof sealed> | undefined>;

async function given(take: Take, options: FeishuBenchOptions = {}): Promise<FeishuBench & { readonly files: IncomingFile[] }> {
  const files: IncomingFile[] = [];
  open = await feishuBench(app({ file: async (file, onProgress) => (files.push(file), take(file, onProgress)) }), options);
  return { ...open, files };
}

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const GET = "resources";

describe("a file", () => {
  it("is read after one before it found no room on the disk", async () => {
    const b = await given(async () => sealed("收到"));
    const folder = join(b.options.workFolder, "feishu");
    await rm(folder, { recursive: true, force: true });
    await writeFile(folder, "no folder can be made here");
    await b.fake.person.dropFile(b.group, b.user, "一.csv", bytes("a"));
    await b.settled();
    await rm(folder);
    await b.fake.person.dropFile(b.group, b.user, "二.csv", bytes("a"));
    await b.settled();

    expect(b.files.map((f) => f.name)).toEqual(["二.csv"]);
    await b.platform.stop();
  });

  it("is read where it lies and answered there, with a quotation in a group", async () => {
    const b = await given(async (file) => {
      let text = "";
      for await (const chunk of file.open()) text += new TextDecoder().decode(chunk);
      return sealed(`${file.name}：${text.length} 个字符，接受 3 行`);
    });
    const said = await b.fake.person.dropFile(b.group, b.user, "订单.csv", bytes("a,b\n1,2\n"));
    await b.settled();

    expect(b.files).toMatchObject([{ name: "订单.csv", bytes: 8, direct: false, channel: b.channel, person: { account: b.user.openId } }]);
    const [, answer, ...others] = b.fake.ledger.entries(b.channel);
    expect(answer?.text).toContain("订单.csv：8 个字符，接受 3 行");
    expect(answer?.message.parentId).toBe(said.messageId);
    expect(others).toEqual([]);
  });

  it("in a direct message, or in a thread, is answered there", async () => {
    const b = await given(async () => sealed("好的"));
    const root = await b.fake.person.dropFile(b.direct, b.user, "a.csv", bytes("a"));
    await b.settled();
    await b.fake.person.dropFile(b.direct, b.user, "b.csv", bytes("b"), { thread: root.messageId });
    await b.settled();

    expect(b.files.map((f) => [f.direct, f.threadId])).toEqual([
      [true, undefined],
      [true, root.messageId],
    ]);
    expect(b.fake.ledger.said(b.direct.chatId)).toHaveLength(1);
    expect(b.fake.ledger.said(b.direct.chatId, root.messageId)).toEqual([expect.stringContaining("好的")]);
  });

  it("that takes longer has one card, which counts and becomes the answer", async () => {
    const more = held();
    const b = await given(async (_, onProgress) => {
      onProgress({ done: 1, of: 4, note: both("检查") });
      await expect.poll(() => b.fake.ledger.said(b.channel)).toEqual([expect.stringContaining("25%")]);
      onProgress({ done: 3, of: 4, note: both("写入") });
      await expect.poll(() => b.fake.ledger.said(b.channel)).toEqual([expect.stringContaining("75%")]);
      await more.promise;
      return sealed("接受 4 行，拒绝 0 行");
    });
    await b.fake.person.dropFile(b.group, b.user, "大文件.csv", bytes("a"));
    more.resolve();
    await b.settled();

    expect(b.fake.ledger.said(b.channel)).toEqual([expect.stringContaining("接受 4 行")]);
    expect(b.fake.ledger.entries(b.channel)[1]?.edits).toBe(2);
  });

  it("that reports often is told of at a pace that a person can read", async () => {
    const b = await given(
      async (_, onProgress) => {
        for (let i = 0; i < 1_000; i += 1) onProgress({ done: i, of: 1_000, note: both("读取") });
        return sealed("完成");
      },
      { platform: { timeouts: { progressFirstMs: 0, progressMs: 60_000 } } },
    );
    await b.fake.person.dropFile(b.group, b.user, "a.csv", bytes("a"));
    await b.settled();

    expect(b.fake.ledger.callsTo(/^PATCH/)).toHaveLength(1);
    expect(b.fake.ledger.said(b.channel)).toEqual([expect.stringContaining("完成")]);
  });

  it("larger than the limit is refused with a sentence, before or while it comes", async () => {
    const b = await given(async () => sealed("never"), { platform: { maxFileBytes: 1_048_576 } });
    await b.fake.person.dropFile(b.direct, b.user, "big.csv", new Uint8Array(1_048_577));
    await b.settled();
    b.fake.faults.add({ on: GET, fault: refused(234037, "Downloaded file size exceeds limit.") });
    await b.fake.person.dropFile(b.direct, b.user, "huge.csv", bytes("a"));
    await b.settled();

    expect(b.files).toEqual([]);
    expect(b.fake.ledger.said(b.direct.chatId)).toEqual([
      expect.stringContaining("文件超过 1 MB"),
      expect.stringContaining("文件超过 1 MB"),
    ]);
  });

  it("that Feishu does not hand over is asked for again", async () => {
    const b = await given(async () => sealed("never"));
    b.fake.faults.add({ on: GET, fault: serverError("before") });
    await b.fake.person.dropFile(b.direct, b.user, "a.csv", bytes("a"));
    await b.settled();

    expect(b.fake.ledger.said(b.direct.chatId)).toEqual([expect.stringContaining("请再发送一次")]);
  });

  it("whose download breaks off midway is not taken for the whole", async () => {
    const b = await given(async () => sealed("never"));
    b.fake.faults.add({ on: GET, fault: { kind: "cut", when: "after", bytes: 1_000 } });
    await b.fake.person.dropFile(b.direct, b.user, "a.csv", new Uint8Array(500_000));
    await b.settled();

    expect(b.files).toEqual([]);
    expect(b.fake.ledger.said(b.direct.chatId)).toEqual([expect.stringContaining("请再发送一次")]);
  });

  it("with a name that is a path or a mention is only a name", async () => {
    const b = await given(async (file) => sealed(file.name));
    await b.fake.person.dropFile(b.direct, b.user, "../../etc/<at id=all></at>\u202Egnp.csv", bytes("a"));
    await b.settled();

    expect(b.files.map((f) => f.name)).toEqual(["at>gnp.csv"]);
  });

  it("leaves nothing on the disk", async () => {
    const b = await given(async () => sealed("好的"));
    await b.fake.person.dropFile(b.direct, b.user, "a.csv", bytes("a"));
    await b.settled();
    const folder = join(b.options.workFolder, "feishu");

    expect((await readdir(folder, { recursive: true, withFileTypes: true })).filter((e) => e.isFile())).toEqual([]);
    await b.platform.stop();
    expect(await readdir(folder)).toEqual([]);
  });
});
