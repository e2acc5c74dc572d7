import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import type { Handlers } from "../../../src/ports/chat-platform.ts";
import type { WireError, WireState } from "../../../src/platforms/local/wire.ts";
import type { Sealed } from "../../../src/message/message.ts";
import { memoryWorkspace } from "../../fakes/workspace.ts";
import { sealed } from "../contract.ts";
import { localBench, type LocalBench } from "./bench.ts";
import { benches, silent } from "./benches.ts";

const both = (text: string) => ({ zh: text, en: text });

describe("what a person does in the local workspace", () => {
  const folders: string[] = [];
  afterEach(async () => {
    await Promise.all(folders.splice(0).map((f) => rm(f, { recursive: true })));
  });
  // Closed before their folders go.
  const bench = benches();
  const folder = async (): Promise<string> => {
    const made = await mkdtemp(join(tmpdir(), "purser-test-"));
    folders.push(made);
    return made;
  };
  /** Files that lie there, in whatever folder of a process. */
  const left = async (dropFolder: string): Promise<string[]> =>
    (await readdir(dropFolder, { recursive: true, withFileTypes: true })).filter((f) => f.isFile()).map((f) => f.name);
  const error = async (response: Response): Promise<string> => `${response.status} ${((await response.json()) as WireError).error.code}`;
  const state = async (b: LocalBench, headers?: Record<string, string>): Promise<WireState> =>
    (await (await b.get("/local/state", headers)).json()) as WireState;

  it("takes no file beyond its limit, announced or not, and keeps nothing of it", async () => {
    const dropFolder = await folder();
    const b = await bench(silent, { maxFileBytes: 10, dropFolder });
    const query = "channel=ops&event=event-0001&name=big.csv";

    expect(await error(await b.upload(query, new Uint8Array(11), { "content-length": "11" }))).toBe("413 file-too-large");
    expect(await error(await b.upload(query, new Uint8Array(11)))).toBe("413 file-too-large");

    expect(await b.shown()).toEqual([]);
    expect(await left(dropFolder)).toEqual([]);
  });

  it("keeps a dropped file no longer than its import, and calls it by its bare name", async () => {
    const dropFolder = await folder();
    const b = await bench(silent, { dropFolder });

    await b.drop("C:\\reports\\../../etc/orders\u202E.csv", Uint8Array.of(1, 2));
    await b.settled();

    expect(await b.shown()).toEqual(["orders.csv"]);
    expect(await left(dropFolder)).toEqual([]);
  });

  it("clears away what a killed process left of a drop", async () => {
    const dropFolder = await folder();
    await mkdir(join(dropFolder, "purser-drop-old"));
    await writeFile(join(dropFolder, "purser-drop-old", "half"), "half a file");
    await writeFile(join(dropFolder, "somebody-elses"), "stays");

    const b = await bench(silent, { dropFolder });

    expect(await left(dropFolder)).toEqual(["somebody-elses"]);
    await b.platform.stop();
    expect(await readdir(dropFolder)).toEqual(["somebody-elses"]);
  });

  it("shows what is still being worked on to a page that opens meanwhile, with its progress", async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const b = await bench({
      ...silent,
      file: async (_, onProgress) => {
        onProgress({ done: 40, of: 100, note: both("Reading rows") });
        await promise;
        return sealed("Done");
      },
    });
    await b.drop("orders.csv", Uint8Array.of(1));

    expect((await state(b)).working).toMatchObject([{ channel: "ops", progress: { done: 40, of: 100, note: { en: "Reading rows" } } }]);
    resolve();
    await b.settled();
    expect((await state(b)).working).toEqual([]);
  });

  it("tells the page in the words of the answer why something was not taken, and nothing where it was", async () => {
    const answers: Sealed[] = [
      sealed("Kept"),
      { ...sealed(""), message: { ...sealed("").message, tone: "error", title: both("No such day."), lead: both("Try 2026-11-27") } },
    ];
    const b = await bench({ ...silent, text: async () => answers.shift() });
    const live = await b.get("/local/events");
    const frames = live.body?.pipeThrough(new TextDecoderStream()).getReader();
    await b.say("a form");
    await b.say("a form once more");
    await b.settled();
    let heard = "";
    while ((heard.match(/"settled"/g) ?? []).length < 2) heard += (await frames?.read())?.value ?? "";
    await frames?.cancel();
    const told = [...heard.matchAll(/"refused":(null|\{[^}]*\})/g)].map((m) => JSON.parse(m[1] ?? "null") as unknown);
    expect(told).toEqual([null, { zh: "No such day.Try 2026-11-27", en: "No such day. Try 2026-11-27" }]);
  });

  it("works again on what a killed process left unanswered, when the page sends it once more", async () => {
    const workspace = memoryWorkspace();
    const body = { kind: "text", text: "/kpi" } as const;
    await workspace.append({ channel: "ops", threadId: null, author: "owner", at: new Date(0), body }, "in:event-before-the-crash");
    const b = await bench({ ...silent, text: async () => sealed("Answered after all") }, { workspace });

    await b.say("/kpi", { eventId: "event-before-the-crash" });
    await b.settled();

    expect(await b.shown()).toEqual(["/kpi", expect.stringContaining("Answered after all")]);
  });

  describe("when the process was killed at work", () => {
    const never = (): Promise<undefined> => new Promise(() => {});
    const BYTES = Uint8Array.of(7, 8, 9);
    /** What lies on disk and in the store when a process dies: its answers are not there, and it clears nothing away. */
    const killed = async (workspace: ReturnType<typeof memoryWorkspace>, dropFolder: string, handlers: Partial<Handlers> = {}) =>
      localBench({ ...silent, text: never, press: never, file: never, ...handlers }, { workspace, dropFolder });
    const read = async (file: Parameters<Handlers["file"]>[0]) => {
      const parts: Uint8Array[] = [];
      for await (const part of file.open()) parts.push(part);
      return sealed(`Read ${Buffer.concat(parts).join()}`);
    };

    it("reads a dropped file at the next start, from the bytes that it has, and answers once", async () => {
      const [workspace, dropFolder] = [memoryWorkspace(), await folder()];
      await (await killed(workspace, dropFolder)).drop("orders.csv", BYTES);

      const next = await bench({ ...silent, file: read }, { workspace, dropFolder });
      await next.settled();

      expect(await next.shown()).toEqual(["orders.csv", expect.stringContaining("Read 7,8,9")]);
      expect(await left(dropFolder)).toEqual([]);
      const third = await bench({ ...silent, file: read }, { workspace, dropFolder });
      await third.settled();
      expect(await third.shown()).toHaveLength(2);
    });

    it("answers what was typed, with the same eyes and in the same language", async () => {
      const [workspace, dropFolder] = [memoryWorkspace(), await folder()];
      const first = await killed(workspace, dropFolder);
      await first.send("/local/language", { lang: "zh" });
      await first.send("/local/text", { channel: "ops", event: "event-000001", as: "service", text: "/kpi" });

      const heard: unknown[] = [];
      const next = await bench({ ...silent, text: async (t) => (heard.push(t), sealed("Answered")) }, { workspace, dropFolder });
      await next.settled();

      expect(heard).toMatchObject([{ text: "/kpi", lang: "zh", person: { account: "owner", as: "service" } }]);
      expect(await next.shown()).toEqual(["/kpi", expect.stringContaining("Answered")]);
    });

    it("says that it was interrupted where the file is gone, so that nobody waits for an answer", async () => {
      const [workspace, dropFolder] = [memoryWorkspace(), await folder()];
      await (await killed(workspace, dropFolder)).drop("orders.csv", BYTES);
      await rm(join(dropFolder, "unanswered", "event-000001.bytes"));

      const next = await bench({ ...silent, file: read }, { workspace, dropFolder });
      await next.settled();

      expect(await next.shown()).toEqual(["orders.csv", expect.stringMatching(/Interrupted\n.*send it again/)]);
    });

    it("does not try a third time what ended it twice", async () => {
      const [workspace, dropFolder] = [memoryWorkspace(), await folder()];
      await (await killed(workspace, dropFolder)).drop("orders.csv", BYTES);
      await killed(workspace, dropFolder);

      const next = await bench({ ...silent, file: read }, { workspace, dropFolder });
      await next.settled();

      expect(await next.shown()).toEqual(["orders.csv", expect.stringContaining("Interrupted")]);
      expect(await left(dropFolder)).toEqual([]);
    });

    it("repeats nobody's decision by itself, and says where one was interrupted", async () => {
      const [workspace, dropFolder] = [memoryWorkspace(), await folder()];
      const first = await killed(workspace, dropFolder);
      const root = await first.platform.post({ channel: "ops" }, sealed("Buy?"), "post-1");
      if (root.kind !== "sent") throw new Error(root.kind);
      await first.press(root.ref, "token-1");
      await expect.poll(() => left(dropFolder)).toEqual(["event-000001.json"]);

      const pressed: unknown[] = [];
      const next = await bench({ ...silent, press: async (p) => (pressed.push(p), undefined) }, { workspace, dropFolder });
      await next.settled();

      expect(pressed).toEqual([]);
      expect((await next.shown(root.ref.messageId)).at(-1)).toMatch(/Interrupted\n.*press again if needed/);
    });
  });

  it("finishes what it has begun before it stops, and takes nothing new", async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const b = await bench({ ...silent, text: async () => (await promise, sealed("Finished")) });
    await b.say("/slow");

    const stopped = b.platform.stop();
    expect(await error(await b.send("/local/text", { channel: "ops", event: "event-too-late", text: "/kpi" }))).toBe("503 not-ready");
    resolve();
    await stopped;

    expect(await b.shown()).toEqual(["/slow", expect.stringContaining("Finished")]);
  });

  it("does not wait for ever when it stops", async () => {
    const warned: string[] = [];
    const log = { debug() {}, info() {}, error() {}, warn: (event: string) => void warned.push(event) };
    const b = await bench({ ...silent, text: () => new Promise(() => {}) }, { stopGraceMs: 1, log });
    await b.say("/endless");
    await b.platform.stop();
    expect(warned).toEqual(["local.stopped-at-work"]);
  });

  it("says so when an answer cannot be kept", async () => {
    const workspace = memoryWorkspace();
    const failing = {
      ...workspace,
      append: async (...[entry, key]: Parameters<typeof workspace.append>) => {
        if (key?.startsWith("out:") === true) throw new Error("store is away");
        return workspace.append(entry, key);
      },
    };
    const b = await bench({ ...silent, text: async () => sealed("Lost") }, { workspace: failing });

    await b.say("/kpi");
    await b.settled();

    expect(b.logged).toEqual([expect.stringMatching(/local\.answer-lost.*store is away/)]);
  });
});
