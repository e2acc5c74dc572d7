import { afterEach, describe, expect, it } from "vitest";
import { clean } from "../../src/message/clean.ts";
import { message, type Message, type Sealed, type Text } from "../../src/message/message.ts";
import type { ChatPlatform, Handlers, IncomingFile, IncomingPress, IncomingText, MessageRef } from "../../src/ports/chat-platform.ts";

/** A platform on a bench: its real code, and hands for what people would do there. */
export interface Bench {
  readonly platform: ChatPlatform;
  /** A channel that the bot is in. */
  readonly channel: string;
  say(text: string, options?: { readonly threadId?: string; readonly eventId?: string }): Promise<void>;
  press(on: MessageRef, token: string, fields?: Readonly<Record<string, string>>): Promise<void>;
  drop(name: string, bytes: Uint8Array): Promise<void>;
  /** What a person can read in the channel, or in a thread with its root; a string for each message, oldest first. */
  shown(threadId?: string): Promise<readonly string[]>;
  /** What only the person on the bench was told, where a platform can do that. */
  whispered?(): Promise<readonly string[]>;
  /** What can be read where the answer to a dropped file lies, if that is not the channel itself. */
  shownBelowFile?(): Promise<readonly string[]>;
  /** Resolves when every gesture is answered. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

/** An app that notes what it hears and answers by the script that a test gives it. */
export interface Script {
  text?: (incoming: IncomingText) => Promise<Sealed | undefined> | Sealed | undefined;
  press?: (incoming: IncomingPress) => Promise<Sealed | undefined> | Sealed | undefined;
  file?: Handlers["file"];
  form?: Handlers["form"];
  home?: Handlers["home"];
}

const both = (text: string): Text => ({ zh: text, en: text });

export const sealed = (said: Message | string): Sealed => {
  const content = typeof said === "string" ? message({ title: both(said) }) : said;
  return { message: content, buttonTokens: content.actions.map((_, i) => `token-${i}-of-a-button`), formTokens: {}, lang: "en" };
};

const TITLES = [
  `<img src=x onerror="alert(1)">`,
  "<!channel> <@U024BE7LH> <https://evil.example|Approve>",
  `<at id=all></at> <at user_id="all">everybody</at>`,
  "*bold* _it_ ~gone~ `code` | pipe \\ back & amp &lt;",
  "保温杯 750ml ★ 送礼 <b>",
];

/**
 * What every chat platform does, whatever it looks like. A platform runs it with its own bench; what is not true of it is a
 * bug or a capability that it does not claim.
 */
export function describePlatform(name: string, bench: (handlers: Handlers) => Promise<Bench>): void {
  describe(`${name}, as a chat platform`, () => {
    let open: Bench | undefined;
    afterEach(async () => {
      await open?.close();
      open = undefined;
    });

    async function given(script: Script = {}): Promise<Bench & { readonly heard: (IncomingText | IncomingPress | IncomingFile)[] }> {
      const heard: (IncomingText | IncomingPress | IncomingFile)[] = [];
      const made = await bench({
        text: async (incoming) => (heard.push(incoming), script.text?.(incoming)),
        press: async (incoming) => (heard.push(incoming), script.press?.(incoming)),
        file: async (incoming, onProgress) => (heard.push(incoming), script.file?.(incoming, onProgress)),
        form: async (token, person) => script.form?.(token, person),
        home: async (person, lang) => script.home?.(person, lang),
      });
      open = made;
      return { ...made, heard };
    }

    const sent = async (b: Bench, key: string, said: Sealed, threadId?: string): Promise<MessageRef> => {
      const outcome = await b.platform.post({ channel: b.channel, ...(threadId === undefined ? {} : { threadId }) }, said, key);
      if (outcome.kind !== "sent") throw new Error(`not sent: ${JSON.stringify(outcome)}`);
      return outcome.ref;
    };

    it("hands over who said what where, and shows the answer there", async () => {
      const b = await given({ text: ({ text }) => sealed(`You said ${text}`) });

      await b.say("/kpi 退货率 上月");
      await b.settled();

      expect(b.heard).toMatchObject([
        { text: "/kpi 退货率 上月", channel: b.channel, person: { account: expect.stringMatching(/./) as string } },
      ]);
      expect((await b.shown()).at(-1)).toContain("You said /kpi 退货率 上月");
    });

    it("answers in the thread in which it was asked", async () => {
      const b = await given({ text: () => sealed("An answer in the thread") });
      const root = await sent(b, "root", sealed("A root"));

      await b.say("/why", { threadId: root.threadId });
      await b.settled();

      expect((await b.shown(root.threadId)).at(-1)).toContain("An answer in the thread");
      expect((await b.shown()).join("\n")).not.toContain("An answer in the thread");
    });

    it("says nothing when the app has nothing to say", async () => {
      const b = await given();
      await b.say("just talking");
      await b.settled();

      expect(await b.shown()).toHaveLength(1);
    });

    it("does one thing for a gesture that arrives twice", async () => {
      const b = await given({ text: () => sealed("Once") });

      await Promise.all([b.say("/kpi", { eventId: "the-same-gesture" }), b.say("/kpi", { eventId: "the-same-gesture" })]);
      await b.settled();
      await b.say("/kpi", { eventId: "the-same-gesture" });
      await b.settled();

      expect(b.heard).toHaveLength(1);
      expect((await b.shown()).filter((line) => line.includes("Once"))).toHaveLength(1);
    });

    it("does not listen to itself", async () => {
      const b = await given({ text: () => sealed("An echo") });

      await sent(b, "own", sealed("/kpi net-sales"));
      await b.settled();

      expect(b.heard).toEqual([]);
    });

    it("posts a key once, however often and however fast it is asked to", async ({ skip }) => {
      const b = await given();
      if (b.platform.capabilities.repeatsKeys === true) skip("it does not know keys; the outbox asks what became of a post first");

      const refs = await Promise.all([1, 2, 3].map(() => sent(b, "daily-digest:2026-11-22", sealed("Digest"))));
      refs.push(await sent(b, "daily-digest:2026-11-22", sealed("Digest")));

      expect(new Set(refs.map((r) => r.messageId)).size).toBe(1);
      expect(await b.shown()).toHaveLength(1);
    });

    it("finds what it posted, and nothing else", async ({ skip }) => {
      const b = await given();
      if (!b.platform.capabilities.reconcile || b.platform.fate === undefined) skip("it does not claim to reconcile");
      const attempts = { from: new Date(0), to: new Date(0) };
      const ref = await sent(b, "here", sealed("Here"));

      expect(await b.platform.fate?.({ channel: b.channel }, "here", attempts)).toEqual({ kind: "sent", ref });
      expect(await b.platform.fate?.({ channel: b.channel }, "never", attempts)).toEqual({ kind: "absent" });
      expect((await b.platform.fate?.({ channel: "elsewhere" }, "here", attempts))?.kind).not.toBe("sent");
    });

    it("keeps replies under their root, in order, also a reply to a reply", async ({ skip }) => {
      const b = await given();
      if (!b.platform.capabilities.threads) skip("it has no threads");
      const root = await sent(b, "retro", sealed("Retro"));
      const first = await sent(b, "retro:1", sealed("Scorecard"), root.threadId);
      const second = await sent(b, "retro:2", sealed("Stock"), first.messageId);

      expect(root.threadId).toBe(root.messageId);
      expect([first.threadId, second.threadId]).toEqual([root.messageId, root.messageId]);
      expect((await b.shown(root.threadId)).map((line) => /Retro|Scorecard|Stock/.exec(line)?.[0])).toEqual([
        "Retro",
        "Scorecard",
        "Stock",
      ]);
      expect(await b.shown()).toHaveLength(1);
    });

    it("says why a post can never arrive, and leaves nothing behind", async () => {
      const b = await given();

      const gone = await b.platform.post({ channel: "no-such-channel" }, sealed("Lost"), "lost");
      const orphan = await b.platform.post({ channel: b.channel, threadId: "999999" }, sealed("Lost"), "orphan");

      expect([gone, orphan]).toMatchObject([
        { kind: "failed", reason: expect.stringContaining("no-such-channel") as string },
        { kind: "failed", reason: expect.stringContaining("999999") as string },
      ]);
      for (const outcome of [gone, orphan]) {
        const because = "because" in outcome ? outcome.because : undefined;
        expect(because?.zh).toMatch(/\p{Script=Han}{3}/u);
        expect(because?.en).not.toMatch(/\p{Script=Han}/u);
      }
      expect(await b.shown()).toEqual([]);
    });

    it("edits in place", async ({ skip }) => {
      const b = await given();
      if (b.platform.edit === undefined) skip("it cannot edit");
      const ref = await sent(b, "alert", sealed("Stock-out in 7 days"));

      const outcome = await b.platform.edit?.(ref, sealed("Recovered"));

      expect(outcome).toMatchObject({ kind: "sent", ref: { messageId: ref.messageId, revision: ref.revision + 1 } });
      expect(await b.shown()).toEqual([expect.stringContaining("Recovered")]);
      expect(await b.platform.edit?.({ ...ref, messageId: "888888" }, sealed("Nowhere"))).toMatchObject({ kind: "failed" });
    });

    it("hands over what was pressed and filled in, and draws the answer beside it", async () => {
      const b = await given({ press: ({ token, fields }) => sealed(`Pressed ${token} with ${fields?.["store"] ?? "nothing"}`) });
      const ref = await sent(b, "ask", sealed("Which store?"));

      await b.press(ref, "token-0-of-a-button", { store: "amazon-us" });
      await b.settled();

      expect(b.heard).toMatchObject([{ token: "token-0-of-a-button", messageId: ref.messageId, fields: { store: "amazon-us" } }]);
      expect((await b.shown(ref.threadId)).at(-1)).toContain("Pressed token-0-of-a-button with amazon-us");
    });

    it("shows the message that was pressed as it reads from now on", async ({ skip }) => {
      const b = await given({ press: () => ({ ...sealed("Ordered 240"), instead: sealed("Order 240? Approved by Wei") }) });
      if (b.platform.edit === undefined) skip("it cannot edit");
      const ask = message({ title: both("Order 240?"), actions: [{ label: both("Approve"), deed: { action: "approve", args: {} } }] });
      const ref = await sent(b, "ask", sealed(ask));

      await b.press(ref, "token-0-of-a-button");
      await b.settled();

      expect((await b.shown())[0]).toContain("Order 240? Approved by Wei");
      expect((await b.shown(ref.threadId)).at(-1)).toContain("Ordered 240");
    });

    it("leaves it to the app to refuse a token that nobody knows", async () => {
      const b = await given({ press: () => sealed("I do not know this button") });
      const ref = await sent(b, "ask", sealed("Which store?"));

      await b.press(ref, "a-token-that-was-never-issued");
      await b.settled();

      expect(b.heard).toHaveLength(1);
      expect((await b.shown(ref.threadId)).at(-1)).toContain("I do not know this button");
    });

    it("brings a file whole, readable more than once", async () => {
      const read: Uint8Array[] = [];
      const b = await given({
        file: async (file) => {
          for (let i = 0; i < 2; i += 1) {
            const chunks: Uint8Array[] = [];
            for await (const chunk of file.open()) chunks.push(chunk);
            read.push(Uint8Array.from(Buffer.concat(chunks)));
          }
          return sealed(`${file.name}, ${file.bytes} bytes`);
        },
      });
      const bytes = Uint8Array.from([0xef, 0xbb, 0xbf, 0x00, 0xff, 0x0d, 0x0a, 0x93]);

      await b.drop("订单 2026-10.txt", bytes);
      await b.settled();

      expect(read).toEqual([bytes, bytes]);
      const shown = b.shownBelowFile === undefined ? await b.shown() : await b.shownBelowFile();
      expect(shown.at(-1)).toContain("订单 2026-10.txt, 8 bytes");
    });

    it("tells a person in one sentence when the app breaks, and not what broke", async () => {
      const b = await given({ text: () => Promise.reject(new Error("password=hunter2 is wrong")) });

      await b.say("/kpi");
      await b.settled();

      const answer = [...(await b.shown()), ...((await b.whispered?.()) ?? [])].at(-1) ?? "";
      expect(answer).toMatch(/[0-9a-f]{8}/);
      expect(answer).not.toContain("hunter2");
    });

    it.for(TITLES)("shows %s as the characters it is made of", async (title) => {
      const b = await given();

      await sent(b, "evil", sealed(message({ title: both(title), lead: both(title), blocks: [{ kind: "list", items: [both(title)] }] })));

      expect((await b.shown())[0]?.split(clean(title)).length).toBe(4);
    });

    it("shows no character that cannot be seen", async () => {
      const b = await given();

      await sent(b, "bidi", sealed("SKU\u202Egnp.exe\u2066 \u200Bhidden"));

      expect((await b.shown())[0]).toContain("SKUgnp.exe hidden");
    });

    it("still brings the words of a message far beyond its limits", async () => {
      const b = await given();
      const rows = Array.from({ length: 2000 }, (_, i) => [{ kind: "code" as const, code: `SKU-${i}` }]);
      const huge = message({
        title: both("Everything that we have"),
        lead: both("word ".repeat(20_000)),
        blocks: [{ kind: "table", columns: [{ label: both("SKU") }], rows }],
      });

      await sent(b, "huge", sealed(huge));

      expect((await b.shown())[0]).toContain("Everything that we have");
    });
  });
}
