import { makeDelivery } from "../../src/delivery/worker.ts";
import type { ChatPlatform, MessageRef, PostOutcome } from "../../src/ports/chat-platform.ts";
import { FakeLog, fakeRandom } from "../fakes/clock.ts";
import { FakeOutbox } from "../fakes/outbox.ts";

export interface Call {
  readonly what: "post" | "edit";
  readonly key: string;
  readonly channel: string;
  readonly at: number;
  readonly deadline: number | undefined;
}

/** Time goes only when the test says so; the platform answers as `answer` says, after as long as it says. */
export function running(answer: (call: Call, n: number) => { readonly afterMs?: number; readonly outcome?: PostOutcome } = () => ({})) {
  const clock = { now: () => new Date() };
  const began = Date.now();
  const calls: Call[] = [];
  let atOnce = 0;
  let most = 0;
  const serve = async (call: Call, ref: MessageRef): Promise<PostOutcome> => {
    calls.push(call);
    atOnce += 1;
    most = Math.max(most, atOnce);
    const { afterMs = 0, outcome = { kind: "sent", ref } } = answer(call, calls.length);
    if (afterMs > 0) await new Promise((resolve) => setTimeout(resolve, afterMs));
    atOnce -= 1;
    return outcome;
  };
  const sinceStart = (): number => Date.now() - began;
  const platform: ChatPlatform = {
    id: "fake",
    capabilities: { edit: true, reconcile: true, threads: true },
    start: () => Promise.resolve(),
    stop: () => Promise.resolve(),
    post: ({ channel, threadId }, _sealed, key, deadline) => {
      const messageId = `m-${key}`;
      const ref = { channel, messageId, threadId: threadId ?? messageId, revision: 0 };
      return serve({ what: "post", key, channel, at: sinceStart(), deadline: deadline && deadline.getTime() - began }, ref);
    },
    edit: (ref, _sealed, deadline) => {
      const { channel, messageId } = ref;
      const call = { what: "edit", key: messageId, channel, at: sinceStart(), deadline: deadline && deadline.getTime() - began } as const;
      return serve(call, { ...ref, revision: ref.revision + 1 });
    },
    fate: () => Promise.resolve({ kind: "absent" }),
  };
  const outbox = new FakeOutbox();
  const log = new FakeLog();
  let claims = 0;
  const claim = outbox.claim.bind(outbox);
  outbox.claim = (...args) => {
    claims += 1;
    return claim(...args);
  };
  const make = (more: { readonly platformPace?: () => number } = {}) =>
    makeDelivery({
      worker: "one",
      outbox,
      platforms: new Map([["fake", platform]]),
      clearance: () => Promise.resolve("internal"),
      seal: (message, lang) => Promise.resolve({ message, buttonTokens: [], formTokens: {}, lang }),
      pace: () => 1_000,
      clock,
      random: fakeRandom(),
      log,
      ...more,
    });
  return { outbox, log, calls, make, clock, most: () => most, claims: () => claims, keys: () => calls.map((c) => c.key) };
}
