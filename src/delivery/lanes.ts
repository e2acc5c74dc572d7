import { why } from "../domain/value.ts";
import type { Outbox, Settlement, Wanted } from "../ports/delivery.ts";
import { attempt, type AttemptDeps, type Claimed, LEASE, SUSPECT } from "./attempt.ts";
import { Drafts } from "./drafts.ts";
import { Gates } from "./pace.ts";

export interface LaneDeps extends AttemptDeps {
  readonly outbox: Outbox;
  /** Milliseconds between two posts into one channel of a platform. */
  readonly pace: (platform: string) => number;
  /** Milliseconds between two posts anywhere on a platform; none where absent. */
  readonly platformPace?: (platform: string) => number;
  /** Resolves after so many milliseconds of the clock, or when the signal says so; for a harness whose clock runs faster. */
  readonly pause?: (ms: number, signal?: AbortSignal) => Promise<void>;
}

type Kind = Wanted["kind"];
const KINDS: readonly Kind[] = ["posts", "edits", "parts"];

/** What follows a post is a message as well and keeps the channel's pace, but no post waits for it. */
const GATE = { posts: "posts", edits: "edits", parts: "posts" } as const satisfies Record<Kind, Kind>;

/** Channels that are spoken in at a time. Each kind has its own, so that neither posts nor edits wait for the other. */
const AT_ONCE: Readonly<Record<Kind, number>> = { posts: 16, edits: 8, parts: 4 };
const PARTS_EVERY = 5_000;
// Suspects that are not tried now come again after this; the one that is begins when these are put back.
const SUSPECTS_LATER = 5_000;
const SUSPECT_BEGINS = 1_000;
// The store may be away for a moment, and what it is not told costs a look on the platform.
const TELL_AGAIN = [200, 1_000, 3_000];

/** The post of a channel that is on its way; resolves to when it is due again, or to null. */
export interface Lane {
  readonly row: Claimed;
  readonly done: Promise<Date | null>;
}

export function realPause(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal?.addEventListener("abort", done);
  });
}

/**
 * A lane is a channel with one post on its way; a slow one holds up nobody else. A channel has one lane among all processes, since the
 * outbox gives only the head of a channel, and not before the one before it is settled.
 */
export class Lanes {
  readonly #deps: LaneDeps;
  readonly #gates = new Gates();
  readonly #drafts = new Drafts();
  readonly #running: Readonly<Record<Kind, Set<Promise<unknown>>>> = { posts: new Set(), edits: new Set(), parts: new Set() };
  #stopping = false;
  #partsAsked = -Infinity;
  #suspect = false;

  constructor(deps: LaneDeps) {
    this.#deps = deps;
  }

  /** Claims what is due and begins with it. */
  async begin(now: Date): Promise<readonly Lane[]> {
    const lanes: Lane[] = [];
    for (const kind of KINDS) {
      if (kind === "parts" && !this.#partsTurn(now.getTime())) continue;
      const running = this.#running[kind];
      for (const row of await this.#claim(kind, now, AT_ONCE[kind] - running.size)) {
        const done = this.#run(kind, row).finally(() => running.delete(done));
        running.add(done);
        lanes.push({ row, done });
      }
    }
    return lanes;
  }

  /** Few posts have something to follow them: the store is asked when one of here does, and now and then for what others left behind. */
  #partsTurn(now: number): boolean {
    if (Math.abs(now - this.#partsAsked) < PARTS_EVERY) return false;
    this.#partsAsked = now;
    return true;
  }

  async #claim(kind: Kind, now: Date, room: number): Promise<readonly Claimed[]> {
    const { outbox, worker, platforms, log } = this.#deps;
    if (room <= 0 || this.#stopping) return [];
    try {
      // What is for a platform that is not connected here would only keep it from who is.
      const wanted = { kind, closed: this.#gates.closed(GATE[kind], now.getTime()), platforms: [...platforms.keys()] };
      return await outbox.claim(worker, now, LEASE, room, wanted);
    } catch (error) {
      // The store is away; what the other kind has begun is looked after all the same.
      log.error("delivery-failed", error, { kind });
      return [];
    }
  }

  /** When a place that is shut opens again. */
  nextOpening(now: Date): number | undefined {
    return this.#gates.nextOpening(now.getTime());
  }

  /** Begins nothing more; resolves when all that is on its way is settled. */
  async stop(): Promise<void> {
    this.#stopping = true;
    await Promise.all(KINDS.flatMap((kind) => [...this.#running[kind]]));
  }

  async #run(kind: Kind, row: Claimed): Promise<Date | null> {
    const { log, clock } = this.#deps;
    const fields = { key: row.key, platform: row.platform, attempts: row.attempts };
    let owes = kind === "parts";
    const around = { turn: () => this.#turn(kind, row), owed: () => void (owes = true) };
    try {
      const outcome = await this.#careful(row, () => attempt(row, this.#deps, this.#drafts, around));
      if (outcome.kind !== "later") this.#drafts.drop(row.id);
      else if (outcome.itself !== true) {
        const place = outcome.everywhere === true ? { platform: row.platform } : { platform: row.platform, channel: row.channel };
        this.#gates.shut(GATE[kind], place, outcome.notBefore.getTime());
      }
      const kept = await this.#tell(row, outcome, clock.now());
      if (owes) this.#partsAsked = -Infinity;
      if (!kept) log.warn("claim-lost", { ...fields, outcome: outcome.kind });
      else if (outcome.kind === "failed") log.error("post-failed", outcome.reason, { ...fields, code: outcome.code });
      else if (outcome.kind === "unknown") log.error("post-unknown", outcome.reason, fields);
      else if (outcome.kind === "sent") log.info("post-sent", fields);
      else log.debug("post-put-back", { ...fields, reason: outcome.reason });
      return outcome.kind === "later" || outcome.kind === "retry" ? outcome.notBefore : null;
    } catch (error) {
      // The store could not be told: the lease runs out and the next claim looks first.
      log.error("settle-failed", error, fields);
      return null;
    }
  }

  /** Of the posts whose attempts ended without a word one is tried at a time: whichever ends the process is not to take others with it. */
  async #careful(row: Claimed, work: () => Promise<Settlement>): Promise<Settlement> {
    if (row.attempts <= SUSPECT) return work();
    const { clock, pause = realPause } = this.#deps;
    if (this.#suspect) {
      const notBefore = new Date(clock.now().getTime() + SUSPECTS_LATER);
      return { kind: "later", notBefore, ...why({ zh: "排在另一条消息之后单独尝试", en: "tried alone, after another" }) };
    }
    this.#suspect = true;
    try {
      await pause(SUSPECT_BEGINS);
      return await work();
    } finally {
      this.#suspect = false;
    }
  }

  /** Waits for its turn in the channel and the platform, and notes when the channel was spoken in. */
  async #turn(kind: Kind, { platform, channel }: Claimed): Promise<Settlement | undefined> {
    const { clock, pace, platformPace, pause = realPause } = this.#deps;
    const gate = GATE[kind];
    if (gate === "posts" && platformPace !== undefined) {
      const at = clock.now().getTime();
      const wait = this.#gates.slot(platform, at, platformPace(platform)) - at;
      if (wait > 0) await pause(wait);
    }
    const early = this.#gates.shutUntil(gate, { platform, channel }, clock.now().getTime());
    if (early !== undefined) await pause(early - clock.now().getTime());
    const now = clock.now();
    const shut = this.#gates.shutUntil(gate, { platform }, now.getTime());
    if (shut !== undefined) {
      const said = why({ zh: `${platform} 暂不接收`, en: `${platform} takes nothing now` });
      return { kind: "later", notBefore: new Date(shut), ...said };
    }
    if (this.#stopping) return { kind: "later", notBefore: now, ...why({ zh: "正在停止", en: "stopping" }) };
    if (gate === "posts") this.#gates.begin(gate, { platform, channel }, now.getTime(), pace(platform));
    return undefined;
  }

  async #tell(row: Claimed, outcome: Settlement, at: Date): Promise<boolean> {
    const { outbox, worker, pause = realPause } = this.#deps;
    for (const wait of TELL_AGAIN) {
      try {
        return await outbox.settle(row.id, worker, outcome, at);
      } catch (error) {
        this.#deps.log.error("settle-delayed", error, { key: row.key });
        await pause(wait);
      }
    }
    return outbox.settle(row.id, worker, outcome, at);
  }
}
