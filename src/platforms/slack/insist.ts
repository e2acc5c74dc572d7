import type { Attempts, Fate } from "../../ports/chat-platform.ts";
import type { Clock, Log } from "../../ports/system.ts";
import type { Ladder, Rung } from "./ladder.ts";
import { growing, type Patience } from "../common/patience.ts";
import type { SaidBy, Tried, Way } from "./ways.ts";

type Said = Extract<Tried, { readonly kind: "said" }>;

/** `unknown`: by which way it may have been said. `elsewhere`: another process says it. */
export type Spoken =
  | Said
  | { readonly kind: "refused" }
  | { readonly kind: "elsewhere" }
  | { readonly kind: "unknown"; readonly by: SaidBy["way"] };

export interface InsistNeeds {
  readonly fate: (target: { readonly channel: string; readonly threadId?: string }, key: string, attempts: Attempts) => Promise<Fate>;
  readonly clock: Clock;
  readonly log: Log;
}

export interface Insistence {
  /** Under which a message is found again. */
  readonly key: string;
  readonly patience: Patience;
  /** Asked before each attempt: false when another process says it. */
  readonly mark: (by: SaidBy) => Promise<boolean>;
}

/**
 * Says something by the first way that is open, with as much of it as Slack takes there. Only what Slack refuses for its content becomes
 * simpler: a limit or a token that was late has nothing to do with the form, and is waited for. What may have been said is looked for
 * before it is said again.
 */
export function makeInsist({ fate, clock, log }: InsistNeeds) {
  return async function speak(all: readonly Way[], { rungs }: Ladder, insistence: Insistence): Promise<Spoken> {
    for (const way of all) {
      // Of the five uses of a response_url none is for a rung in the middle.
      const steps = way.way === "response-url" ? [...new Set([rungs[0], rungs.at(-1)])] : rungs;
      for (const rung of steps) {
        if (rung === undefined) continue;
        const tried = await insist(way, rung, insistence);
        if (tried.kind === "closed") break;
        if (tried.kind !== "content") return tried;
      }
    }
    return { kind: "refused" };
  };

  async function insist(
    way: Way,
    rung: Rung,
    insistence: Insistence,
  ): Promise<Spoken | { readonly kind: "content" } | { readonly kind: "closed" }> {
    const { say, ...by } = way;
    const { mark, patience } = insistence;
    const from = clock.now();
    for (let attempt = 0; ; attempt += 1) {
      if (!(await mark(by))) {
        log.warn("slack.answered-elsewhere");
        return { kind: "elsewhere" };
      }
      const at = clock.now();
      const tried = await say(rung);
      switch (tried.kind) {
        case "later": {
          const { code, told, waitMs } = tried;
          log.info("slack.answer-waits", { way: way.way, code });
          if (!(await patience.wait(told ? waitMs : Math.min(waitMs, growing(attempt))))) return { kind: "closed" };
          break;
        }
        case "unknown": {
          log.info("slack.answer-looked-for", { way: way.way });
          const found = await whatBecame(way, attempt, { from, to: at }, insistence);
          if (found !== "not said") return found;
          break;
        }
        case "said":
        case "content":
        case "closed":
          return tried;
      }
    }
  }

  /** A message is found in its channel; what only one person sees, nobody finds. */
  async function whatBecame(way: Way, attempt: number, attempts: Attempts, { key, patience }: Insistence): Promise<Spoken | "not said"> {
    const unknown = { kind: "unknown", by: way.way } as const;
    // In place of what stood there before it can be said once more.
    if (way.way === "update") return (await patience.wait(growing(attempt))) ? "not said" : unknown;
    if (way.way !== "message" || way.channel === undefined) return unknown;
    const target = { channel: way.channel, ...(way.threadId === undefined ? {} : { threadId: way.threadId }) };
    for (;;) {
      const told = await fate(target, key, attempts);
      switch (told.kind) {
        case "sent":
          return { kind: "said", channel: told.ref.channel, ts: told.ref.messageId };
        case "absent":
        case "repeatable":
          return "not said";
        case "unclear":
          if (!(await patience.wait(told.askAgainAt.getTime() - clock.now().getTime()))) return unknown;
          break;
        case "unknowable":
          return unknown;
      }
    }
  }
}
