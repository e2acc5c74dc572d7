import { schedule } from "node-cron";
import type { Clock, Log } from "../ports/system.ts";

const GAP = 90_000;
const WATCH = 15_000;

export interface Pulse {
  /** Ticks now, or once more after the tick that is running. */
  beat(): Promise<void>;
  /** Done when no tick is running. */
  idle(): Promise<void>;
  /** Milliseconds since the last tick began; undefined before the first. */
  silentFor(): number | undefined;
}

/** Ticks one at a time. A beat during a tick is not lost: it is made up for at its end. Errors are logged, the pulse goes on. */
export function makePulse(tick: (now: Date) => Promise<void>, clock: Clock, log: Log): Pulse {
  let running: Promise<void> | undefined;
  let again = false;
  let lastAt: number | undefined;

  async function run(): Promise<void> {
    do {
      again = false;
      const now = clock.now();
      lastAt = now.getTime();
      try {
        await tick(now);
      } catch (error) {
        log.error("heartbeat-failed", error);
      }
    } while (again);
  }

  return {
    beat() {
      if (running) {
        again = true;
        return running;
      }
      running = run().finally(() => {
        running = undefined;
      });
      return running;
    },
    idle: () => running ?? Promise.resolve(),
    silentFor: () => (lastAt === undefined ? undefined : clock.now().getTime() - lastAt),
  };
}

/**
 * One beat a minute in UTC, one at once, and one whenever the machine was asleep or too busy for node-cron, which forgets a
 * minute that it wakes late for. Which slots are due is not node-cron's affair: it skips a day when clocks go forward.
 */
export function startHeartbeat(
  tick: (now: Date) => Promise<void>,
  clock: Clock,
  log: Log,
): { readonly beat: Pulse["beat"]; stop(): Promise<void> } {
  const pulse = makePulse(tick, clock, log);
  const beat = (): void => void pulse.beat();
  const task = schedule("* * * * *", () => pulse.beat(), {
    timezone: "UTC",
    noOverlap: true,
    name: "heartbeat",
    suppressMissedWarning: true,
  });
  task.on("execution:missed", beat);
  const watch = setInterval(() => {
    const gap = pulse.silentFor();
    if (gap !== undefined && (gap > GAP || gap < 0)) {
      log.warn("heartbeat-gap", { seconds: Math.round(gap / 1000) });
      beat();
    }
  }, WATCH);
  beat();
  return {
    beat: () => pulse.beat(),
    async stop() {
      clearInterval(watch);
      await task.destroy();
      await pulse.idle();
    },
  };
}
