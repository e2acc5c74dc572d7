import type { Log } from "../ports/system.ts";

/** Keeps the plan in step with the facts: asked many times while it works, it works once more. */
export interface PlanKeeper {
  ask(): void;
  /** Resolves when nothing is asked any more. */
  idle(): Promise<void>;
}

export function planKeeper(renew: () => Promise<number>, log: Log): PlanKeeper {
  let asked = false;
  let running: Promise<void> | undefined;
  async function run(): Promise<void> {
    while (asked) {
      asked = false;
      try {
        log.info("plan-renewed", { lines: await renew() });
      } catch (error) {
        log.error("plan-failed", error);
      }
    }
    running = undefined;
  }
  return {
    ask() {
      asked = true;
      running ??= run();
    },
    idle: () => running ?? Promise.resolve(),
  };
}
