import type { Handlers } from "../../ports/chat-platform.ts";
import type { Clock, Log } from "../../ports/system.ts";
import type { Connected } from "./platforms.ts";

const FIRST_MS = 2_000;
const MOST_MS = 300_000;

export interface Connecting {
  /** Resolves when the first attempt is over: undefined when it is connected, else why not. */
  readonly first: Promise<unknown>;
  stop(): Promise<void>;
}

/**
 * Connects a platform, and goes on trying: a vendor that is away must not keep the others and the jobs from working, and a token that is
 * wrong is told at once.
 */
export function keepConnecting(to: Connected, handlers: Handlers, deps: { readonly log: Log; readonly clock: Clock }): Connecting {
  let stopping = false;
  let wake: (() => void) | undefined;

  async function attempt(nth: number): Promise<unknown> {
    try {
      await to.platform.start(handlers);
      deps.log.info("platform-connected", { platform: to.platform.id, attempt: nth });
      return undefined;
    } catch (error) {
      deps.log.error("platform-not-connected", error, { platform: to.platform.id, attempt: nth });
      return error;
    }
  }
  const first = attempt(1);
  const rest = (async () => {
    let failed = await first;
    for (let nth = 2; failed !== undefined && !stopping; nth++) {
      const wait = Math.min(MOST_MS, FIRST_MS * 2 ** (nth - 2));
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, wait);
        timer.unref();
        wake = () => (clearTimeout(timer), resolve());
      });
      if (!stopping) failed = await attempt(nth);
    }
  })();
  return {
    first,
    async stop() {
      stopping = true;
      wake?.();
      await rest;
      await to.platform.stop();
    },
  };
}
