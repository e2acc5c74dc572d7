import { type DeliveryDeps, makeDeliverDue, type Round } from "./deliver.ts";

export interface Delivery {
  /** Sends what is due; the core of the loop, for tests and for the command line. */
  deliverDue(now: Date): Promise<Round>;
  /** Something was put into the outbox. */
  nudge(): void;
  start(): void;
  /** Resolves when the post that is on its way has been settled. */
  stop(): Promise<void>;
}

// Another process may have put something into the outbox, or died with a claim.
const IDLE = 5_000;
// Rows that are due together come one after the other; this only keeps a clock that stands still from spinning.
const BREATH = 10;

export function makeDelivery(deps: DeliveryDeps): Delivery {
  const deliverDue = makeDeliverDue(deps);
  let loop: Promise<void> | undefined;
  let stopping = false;
  let nudged = false;
  let wake: (() => void) | undefined;

  function sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(done, ms);
      function done(): void {
        clearTimeout(timer);
        wake = undefined;
        resolve();
      }
      wake = done;
    });
  }

  async function run(): Promise<void> {
    // When the earliest of the rows that were put back is due.
    let next = Infinity;
    while (!stopping) {
      nudged = false;
      let wait = IDLE;
      try {
        const round = await deliverDue(deps.clock.now());
        const now = deps.clock.now().getTime();
        if (round.next !== null) next = Math.min(next, round.next.getTime());
        if (next <= now) next = Infinity;
        // A row was sent: the channel's next one may be due at once.
        wait = round.rows > 0 ? BREATH : Math.max(BREATH, Math.min(IDLE, next - now));
      } catch (error) {
        deps.log.error("delivery-failed", error);
      }
      if (!stopping && !nudged) await sleep(wait);
    }
  }

  return {
    deliverDue,
    nudge() {
      nudged = true;
      wake?.();
    },
    start() {
      loop ??= run();
    },
    async stop() {
      stopping = true;
      wake?.();
      await loop;
    },
  };
}
