import { constants } from "node:os";

/** Somebody asked the process to stop. */
export interface Stop extends Disposable {
  readonly signal: AbortSignal;
  /** Settles when it is asked. */
  readonly asked: Promise<void>;
}

/**
 * One Ctrl-C arrives up to three times: from the terminal, from npm and from the launcher, which all pass it on. What comes
 * this much later is somebody who presses it again because they do not want to wait.
 */
const SAME_GESTURE_MS = 1_000;

interface Signals {
  on(signal: NodeJS.Signals, hear: (signal: NodeJS.Signals) => void): unknown;
  off(signal: NodeJS.Signals, hear: (signal: NodeJS.Signals) => void): unknown;
  exit(code: number): void;
}

/** Listens to SIGINT and SIGTERM: the first one asks to stop, an impatient second one ends the process at once. */
export function stopOnSignals(process: Signals, now: () => number = () => performance.now()): Stop {
  const controller = new AbortController();
  const asked = Promise.withResolvers<void>();
  let first: number | undefined;
  const hear = (signal: NodeJS.Signals): void => {
    if (first === undefined) {
      first = now();
      controller.abort();
      asked.resolve();
    } else if (now() - first > SAME_GESTURE_MS) {
      process.exit(128 + constants.signals[signal]);
    }
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, hear);
  return {
    signal: controller.signal,
    asked: asked.promise,
    [Symbol.dispose]() {
      for (const signal of ["SIGINT", "SIGTERM"] as const) process.off(signal, hear);
    },
  };
}
