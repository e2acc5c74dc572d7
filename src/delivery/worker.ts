import { type LaneDeps, Lanes, realPause } from "./lanes.ts";

export type DeliveryDeps = LaneDeps;

export interface Round {
  /** Rows that were looked at. */
  readonly rows: number;
  /** When the first of those that were put back is due again. */
  readonly next: Date | null;
}

export interface Delivery {
  /** Sends what is due now, a post a channel, to the end; for tests. */
  deliverDue(now: Date): Promise<Round>;
  /** Something was put into the outbox. */
  nudge(): void;
  start(): void;
  /** Resolves when the posts that are on their way have been settled. */
  stop(): Promise<void>;
}

// Another process may have put something into the outbox, or died with a claim.
const IDLE = 5_000;
// Lanes that end together ask the store once; and a clock that stands still does not spin.
const BREATH = 10;

export function makeDelivery(deps: DeliveryDeps): Delivery {
  const { clock, pause = realPause } = deps;
  const lanes = new Lanes(deps);
  let loop: Promise<void> | undefined;
  let stopping = false;
  let nudged = false;
  let asleep: AbortController | undefined;
  // When the earliest of the rows that were put back is due.
  let next = Infinity;

  function nudge(): void {
    nudged = true;
    asleep?.abort();
  }

  async function sleep(ms: number): Promise<void> {
    asleep = new AbortController();
    await pause(ms, asleep.signal);
    asleep = undefined;
  }

  /** The channel's next one may be due at once. */
  async function follow(done: Promise<Date | null>): Promise<void> {
    const again = await done;
    if (again !== null) next = Math.min(next, again.getTime());
    nudge();
  }

  /** Milliseconds until it is worth looking again. */
  async function look(): Promise<number> {
    // What came due while the store was asked was not asked for, so everything counts from before the question.
    const asked = clock.now();
    for (const { done } of await lanes.begin(asked)) void follow(done);
    const due = Math.min(next, lanes.nextOpening(asked) ?? Infinity);
    if (next <= asked.getTime()) next = Infinity;
    return Math.max(BREATH, Math.min(IDLE, due - clock.now().getTime()));
  }

  async function run(): Promise<void> {
    while (!stopping) {
      nudged = false;
      const wait = await look();
      if (!stopping) await sleep(nudged ? BREATH : wait);
    }
  }

  return {
    async deliverDue(now) {
      const begun = await lanes.begin(now);
      const again = (await Promise.all(begun.map((lane) => lane.done))).filter((d) => d !== null).map((d) => d.getTime());
      return { rows: begun.length, next: again.length === 0 ? null : new Date(Math.min(...again)) };
    },
    nudge,
    start() {
      loop ??= run();
    },
    async stop() {
      stopping = true;
      asleep?.abort();
      await loop;
      await lanes.stop();
    },
  };
}
