import { afterEach, describe, expect, it } from "vitest";
import { message } from "../../../src/message/message.ts";
import type { MessageRef, Part, PartKind } from "../../../src/ports/chat-platform.ts";
import { FakeClock } from "../../fakes/clock.ts";
import type { FaultRule } from "../../fakes/slack/faults.ts";
import { nothing, type SlackBench, slackBench, type SlackBenchOptions } from "./bench.ts";
import { both, chart, longTable, ready } from "./kit.ts";

const NOW = "2026-11-22T08:30:00Z";
const ATTEMPTS = { from: new Date(NOW), to: new Date(NOW) };
const COMPLETE = "files.completeUploadExternal";

describe("what a post to Slack cannot hold", () => {
  let b: SlackBench;
  let clock: FakeClock;
  afterEach(() => b.close());
  const open = async (options: SlackBenchOptions = {}): Promise<void> => {
    clock = new FakeClock(NOW);
    b = await slackBench(nothing, { clock, ...options });
  };
  const fail = (how: FaultRule["how"], method: string, times = 1) => b.slack.fail({ methods: [method], times, how });
  /** Posts it as the outbox does: where it lies, and what it owes. */
  const post = async (sealed = ready(longTable)): Promise<{ readonly ref: MessageRef; readonly owed: readonly Part[] }> => {
    let owed: readonly Part[] = [];
    const sent = await b.platform.post({ channel: b.channel }, sealed, "digest", undefined, async (parts) => {
      expect(b.slack.ledger.posts(b.channel)).toEqual([]);
      owed = parts;
    });
    if (sent.kind !== "sent") throw new Error(sent.reason);
    await b.settled();
    return { ref: sent.ref, owed };
  };
  const follow = (ref: MessageRef, sealed = ready(longTable), kind: PartKind = "table", deadline?: Date) =>
    b.platform.follow?.(ref, kind, sealed, `digest#${kind}:0`, deadline);
  const fate = (ref: MessageRef, kind: PartKind = "table") =>
    b.platform.fate?.({ channel: ref.channel, threadId: ref.threadId, part: { kind, below: ref } }, `digest#${kind}:0`, ATTEMPTS);
  const thread = (ref: MessageRef) => b.slack.ledger.replies(b.channel, ref.threadId);

  it("is told before it is sent, and nothing follows by itself", async () => {
    await open();
    const { ref, owed } = await post();
    expect(owed).toEqual([{ kind: "table", at: 0 }]);
    expect(thread(ref)).toEqual([]);
  });

  it("is not posted at all when that could not be written down", async () => {
    await open();
    const refused = b.platform.post({ channel: b.channel }, ready(longTable), "digest", undefined, () =>
      Promise.reject(new Error("store")),
    );
    await expect(refused).rejects.toThrow("store");
    expect(b.slack.ledger.posts(b.channel)).toEqual([]);
  });

  it("is also what goes along as a file: told before, and brought into the thread with its own bytes", async () => {
    await open();
    const order = {
      kind: "file",
      format: "xlsx",
      name: "supplier-order-12",
      title: both("Supplier order"),
      columns: [{ label: both("SKU") }],
      rows: [[{ kind: "code", code: "KTC-01" }]],
    } as const;
    const file = ready(message({ title: both("Documents"), blocks: [order] }));
    const { ref, owed } = await post(file);
    expect(owed).toEqual([{ kind: "file", at: 0 }]);
    expect(b.slack.shown("ops")[0]).toContain("Supplier order (supplier-order-12.xlsx, 1 row)");
    expect(await follow(ref, file, "file")).toMatchObject({ kind: "sent" });
    expect(b.slack.shown("ops", ref.threadId).at(-1)).toMatch(/\[file supplier-order-12-[0-9a-f]{12}\.xlsx\]/);
    expect(await fate(ref, "file")).toMatchObject({ kind: "sent" });
  });

  it("comes as a file into its thread, whole", async () => {
    await open();
    const { ref } = await post();
    expect(await follow(ref)).toMatchObject({ kind: "sent", ref: { channel: b.channel, threadId: ref.threadId } });
    expect(thread(ref)).toHaveLength(1);
    expect(b.slack.shown("ops", ref.threadId).at(-1)).toMatch(/\[file All-SKUs-[0-9a-f]{12}\.csv\]/);
    expect(await fate(ref)).toMatchObject({ kind: "sent" });
  });

  it.each<[string, FaultRule["how"], number]>([
    ["after Slack took it", { kind: "drop", when: "after" }, 1],
    ["before Slack took it", { kind: "drop", when: "before" }, 0],
  ])("is found again when the line was cut %s", async (_, how, there) => {
    await open();
    const { ref } = await post();
    fail(how, COMPLETE);
    expect((await follow(ref))?.kind).toBe("unknown");
    expect(thread(ref)).toHaveLength(there);
    // Somebody else's file of the same name is another one.
    await b.platform.follow?.(ref, "table", ready(longTable), "digest#table:9");
    // What is not there yet may still come; what is there is known at once.
    expect((await fate(ref))?.kind).toBe(there === 1 ? "sent" : "unclear");
    clock.pass(120_000);
    expect((await fate(ref))?.kind).toBe(there === 1 ? "sent" : "absent");
  });

  it("waits as long as Slack says, and was not sent", async () => {
    await open();
    const { ref } = await post();
    fail({ kind: "rate-limit", retryAfterSeconds: [7, 7] }, COMPLETE);
    expect(await follow(ref)).toMatchObject({ kind: "later", notBefore: new Date("2026-11-22T08:30:07Z") });
    expect(thread(ref)).toEqual([]);
    expect((await follow(ref))?.kind).toBe("sent");
    expect(thread(ref)).toHaveLength(1);
  });

  it("is not shared any more when its claim is over", async () => {
    await open();
    const { ref } = await post();
    expect(await follow(ref, ready(longTable), "table", new Date(clock.now().getTime() - 1))).toMatchObject({ kind: "later" });
    expect(thread(ref)).toEqual([]);
  });

  it("is refused for good when the channel is archived", async () => {
    await open();
    const { ref } = await post();
    fail({ kind: "error", error: "is_archived" }, COMPLETE);
    expect(await follow(ref)).toMatchObject({ kind: "failed", code: "is_archived" });
  });

  it("is the whole text where that was shortened", async () => {
    await open();
    const { ref } = await post();
    const long = message({ title: both("Notes"), blocks: [{ kind: "prose", text: both("the end of it") }] });
    expect((await follow(ref, ready(long), "text"))?.kind).toBe("sent");
    expect(b.slack.shown("ops", ref.threadId).at(-1)).toMatch(/\[file Notes-[0-9a-f]{12}\.txt\]/);
  });

  it("is a picture that comes late: put back until it is there, then shown once in the thread", async () => {
    await open({ platform: { timeouts: { picture: 20, pictureGivenUp: 10, poll: [5, 5] } } });
    fail({ kind: "slow", when: "before", ms: [150, 150] }, "upload");
    const { ref, owed } = await post(ready(chart));
    expect(owed).toEqual([{ kind: "picture", at: 0 }]);
    let outcome = await follow(ref, ready(chart), "picture");
    expect(outcome).toMatchObject({ kind: "later", itself: true });
    for (let i = 0; i < 100 && outcome?.kind === "later"; i += 1) outcome = await follow(ref, ready(chart), "picture");
    expect(outcome?.kind).toBe("sent");
    expect(thread(ref).map((m) => m.blocks[0]?.["type"])).toEqual(["image"]);
    expect(b.slack.ledger.callsOf("files.getUploadURLExternal")).toHaveLength(1);
    expect(await fate(ref, "picture")).toMatchObject({ kind: "sent" });
  });

  it("is a picture that Slack refuses: uploaded anew once, then given up", async () => {
    await open();
    const { ref } = await post(ready("Digest"));
    fail({ kind: "error", error: "invalid_blocks" }, "chat.postMessage", 2);
    expect(await follow(ref, ready(chart), "picture")).toMatchObject({ kind: "later" });
    expect(await follow(ref, ready(chart), "picture")).toMatchObject({ kind: "failed", code: "invalid_blocks" });
    expect(b.slack.ledger.callsOf("files.getUploadURLExternal")).toHaveLength(2);
  });

  it("is given up at once when it cannot be drawn, and tried again when only the upload failed", async () => {
    let fonts = false;
    const png = Uint8Array.from(Buffer.from("89504e470d0a1a0a", "hex"));
    await open({ platform: { renderer: { png: () => (fonts ? Promise.resolve(png) : Promise.reject(new Error("no fonts"))) } } });
    const { ref } = await post(ready("Digest"));
    expect(await follow(ref, ready(chart), "picture")).toMatchObject({ kind: "failed", code: "cannot-draw" });
    fonts = true;
    fail({ kind: "http-500", when: "before" }, "files.getUploadURLExternal");
    expect((await follow(ref, ready(chart), "picture"))?.kind).toBe("unknown");
    expect((await follow(ref, ready(chart), "picture"))?.kind).toBe("sent");
  });
});
