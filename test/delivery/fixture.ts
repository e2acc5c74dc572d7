import { type DeliveryDeps, makeDelivery } from "../../src/delivery/worker.ts";
import type { Sensitivity } from "../../src/domain/value.ts";
import { cutFor } from "../../src/message/audience.ts";
import { message } from "../../src/message/message.ts";
import type { Post } from "../../src/ports/delivery.ts";
import { Died, FakeChatPlatform } from "../fakes/chat-platform.ts";
import { FakeClock, FakeLog, fakeRandom } from "../fakes/clock.ts";
import { FakeOutbox } from "../fakes/outbox.ts";

export const MINUTE = 60_000;

export function post(key: string, more: Partial<Post> = {}): Post {
  return {
    key,
    platform: "fake",
    channel: "ops",
    replyTo: null,
    job: "daily-digest",
    message: message({ title: { zh: key, en: key } }),
    lang: "en",
    expiresAt: null,
    ...more,
  };
}

/** A store and a platform that outlive the processes which work between them. */
export function town(options: { readonly reconcile?: boolean; readonly clearance?: Sensitivity } = {}) {
  const clock = new FakeClock("2026-11-22T00:30:00Z");
  const platform = new FakeChatPlatform(clock.now, { reconcile: options.reconcile ?? true });
  const outbox = new FakeOutbox();
  const log = new FakeLog();
  let lives = 0;

  /** A process: when it dies, nothing of it reaches the store any more. */
  function life(more: Partial<DeliveryDeps> = {}) {
    let dead = false;
    const mine: DeliveryDeps = {
      worker: `life-${(lives += 1)}`,
      outbox: {
        put: outbox.put,
        byKey: outbox.byKey,
        recent: outbox.recent,
        claim: outbox.claim,
        revise: outbox.revise,
        unnoticed: outbox.unnoticed,
        notice: outbox.notice,
        undelivered: outbox.undelivered,
        waiting: outbox.waiting,
        owe: (...args) => (dead ? Promise.reject(new Died()) : outbox.owe(...args)),
        replay: outbox.replay,
        settle: (...args) => {
          dead ||= platform.died;
          return dead ? Promise.reject(new Died()) : outbox.settle(...args);
        },
      },
      platforms: new Map([["fake", platform]]),
      clearance: () => Promise.resolve(options.clearance ?? "internal"),
      seal: (m, lang, clearance) => Promise.resolve({ message: cutFor(m, clearance), buttonTokens: [], formTokens: {}, lang }),
      pace: () => 1_100,
      pause: (ms) => Promise.resolve(clock.pass(ms)),
      clock,
      random: fakeRandom(),
      log,
      ...more,
    };
    platform.died = false;
    const delivery = makeDelivery(mine);
    return { due: () => delivery.deliverDue(clock.now()) };
  }

  /** Time goes by without mishaps until nothing is left to send. */
  async function settle(): Promise<void> {
    const { due } = life();
    for (let i = 0; i < 600 && outbox.rows.some((r) => r.state === "pending" || r.state === "claimed"); i++) {
      await due();
      clock.pass(MINUTE / 4);
    }
  }

  const said = (): string[] => platform.ledger.map((p) => p.key);
  return { clock, platform, outbox, log, life, settle, said, put: (...posts: Post[]) => outbox.put(posts, clock.now()) };
}
