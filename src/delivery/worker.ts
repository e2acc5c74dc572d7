import { type DeliveryDeps, makeDeliverDue } from "./deliver.ts";

export interface Delivery {
  /** Sends what is due; the core of the loop, for tests and for the command line. */
  deliverDue(now: Date): Promise<number>;
  /** Something was put into the outbox. */
  nudge(): void;
  start(): void;
  /** Resolves when the post that is on its way has been settled. */
  stop(): Promise<void>;
}

// While something is being sent the next row may be waiting for its channel's pace; else another process may have put something.
const BUSY = 500;
const IDLE = 5_000;

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
    while (!stopping) {
      nudged = false;
      let worked = 0;
      try {
        worked = await deliverDue(deps.clock.now());
      } catch (error) {
        deps.log.error("delivery-failed", error);
      }
      if (!stopping && !nudged) await sleep(worked > 0 ? BUSY : IDLE);
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
