import type { Sealed } from "../../message/message.ts";
import type { Attempts, Fate, Part, PartKind, PostOutcome } from "../../ports/chat-platform.ts";
import { partKey } from "../../ports/delivery.ts";
import type { Clock, Log } from "../../ports/system.ts";
import { alone, type Rest } from "../common/rest.ts";
import type { WebClient } from "./client.ts";
import { isPerson } from "./fate.ts";
import type { Below } from "./parts.ts";
import { growing, Patience, type Pause } from "../common/patience.ts";
import { patiently } from "./patience.ts";

/** Where it follows: below a message, or without a thread in a channel. A person stands for their direct message. */
export interface Place {
  readonly channel: string;
  readonly threadId?: string | undefined;
}

export interface Following {
  /** Of what it follows. */
  readonly key: string;
  /** From when on a process that died may have brought some of it. Absent: nobody has. */
  readonly since?: Date;
  /** Asked before each attempt: false when another process brings it. */
  readonly mine?: () => Promise<boolean>;
}

export interface FollowUps {
  /** Brings each of it once; resolves when that is done, or cannot be. */
  bring(place: Place, rest: Rest, following: Following): Promise<void>;
  /** The same while nobody waits for it, as long as this process lives. */
  after(place: Place, rest: Rest, key: string): void;
  settled(): Promise<void>;
}

export interface FollowUpNeeds {
  readonly client: WebClient;
  readonly follow: (below: Below, part: PartKind, sealed: Sealed, key: string) => Promise<PostOutcome>;
  readonly fate: (
    target: { readonly channel: string; readonly threadId?: string; readonly part: { readonly kind: PartKind } },
    key: string,
    attempts: Attempts,
  ) => Promise<Fate>;
  readonly clock: Clock;
  readonly pause: Pause;
  /** For so long it is tried. */
  readonly patienceMs: number;
  readonly log: Log;
}

/** Whole tables and texts as files, and pictures that came too late, below what was said. What may have come is looked for before it is sent again. */
export function makeFollowUps({ client, follow, fate, clock, pause, patienceMs, log }: FollowUpNeeds): FollowUps {
  const under = new Set<Promise<void>>();

  /** True when it is there. False, when it may be sent; undefined, when nobody can tell. */
  async function isThere(target: Below, kind: PartKind, key: string, attempts: Attempts, patience: Patience): Promise<boolean | undefined> {
    const { channel, threadId } = target;
    for (;;) {
      const told = await fate({ channel, ...(threadId === undefined ? {} : { threadId }), part: { kind } }, key, attempts);
      if (told.kind === "sent") return true;
      if (told.kind === "absent" || told.kind === "repeatable") return false;
      if (told.kind !== "unclear" || !(await patience.wait(told.askAgainAt.getTime() - clock.now().getTime()))) return undefined;
    }
  }

  async function one(below: Below, rest: Rest, part: Part, { key: of, since, mine }: Following): Promise<void> {
    const key = partKey(of, part);
    const sealed = alone(rest, part);
    const patience = new Patience(pause, patienceMs);
    const lost = (why: string): void => log.error("slack.follow-up-lost", new Error(why), { what: part.kind, key });
    let attempts: Attempts | undefined = since && { from: since, to: clock.now() };
    for (let attempt = 0; ; attempt += 1) {
      if (attempts !== undefined) {
        const there = await isThere(below, part.kind, key, attempts, patience);
        if (there === true) return;
        if (there === undefined) return lost("it cannot be told whether it came");
      }
      if (mine !== undefined && !(await mine())) return;
      const from = attempts?.from ?? clock.now();
      const outcome = await follow(below, part.kind, sealed, key);
      switch (outcome.kind) {
        case "sent":
          return;
        case "failed":
          return lost(outcome.reason);
        case "later":
          if (!(await patience.wait(outcome.notBefore.getTime() - clock.now().getTime()))) return lost(outcome.reason);
          break;
        case "unknown":
          attempts = { from, to: clock.now() };
          if (!(await patience.wait(growing(attempt)))) return lost(outcome.reason);
      }
    }
  }

  async function placed({ channel, threadId }: Place): Promise<Below> {
    if (!isPerson(channel)) return { channel, ...(threadId === undefined ? {} : { threadId }) };
    const { channel: direct } = await patiently(() => client.conversations.open({ users: channel }), pause);
    if (direct?.id === undefined) throw new Error("Slack opened no direct message");
    return { channel: direct.id };
  }

  async function bring(place: Place, rest: Rest, following: Following): Promise<void> {
    if (rest.parts.length === 0) return;
    try {
      const below = await placed(place);
      // A picture that takes its time holds up no table.
      await Promise.all(rest.parts.map((part) => one(below, rest, part, following)));
    } catch (error) {
      log.error("slack.follow-up-lost", error, { key: following.key });
    }
  }

  return {
    bring,
    after(place, rest, key) {
      const running = bring(place, rest, { key });
      under.add(running);
      void running.finally(() => under.delete(running));
    },
    async settled() {
      while (under.size > 0) await Promise.all(under);
    },
  };
}
