import { monitorEventLoopDelay } from "node:perf_hooks";
import { setTimeout as pause } from "node:timers/promises";
import { type Dice, dice } from "./dice.ts";
import { Plan } from "./plan.ts";
import type { Stage } from "./stage.ts";
import { judge, type Verdict } from "./verdict.ts";
import { type PlatformId, withWorld, type World } from "./world.ts";

export interface KillSettings {
  readonly kills: number;
  /** Enough after so many, however many kills there were. */
  readonly minutes: number;
  readonly platforms: readonly PlatformId[];
  readonly seed: number;
  /** Seconds of the experiment's clock in one of the machine's. */
  readonly scale: number;
  readonly log: string;
  readonly onProgress: (line: string) => void;
}

export interface KillReport {
  readonly results: readonly {
    readonly platform: string;
    readonly verdict: Verdict;
    readonly misfortunes: Readonly<Record<string, number>>;
  }[];
  readonly kills: number;
  /** Kills that caught posts between their claim and their record, and how many posts. */
  readonly caught: number;
  readonly caughtPosts: number;
  /** How many of these were what follows a post. */
  readonly caughtParts: number;
  /** Times that nobody was awake for more than an hour. */
  readonly outages: number;
  /** Processes that were stopped for minutes and went on. */
  readonly frozen: number;
  readonly seconds: number;
  /** The longest that the platforms' own process was held up, in ms of the clock: more than 8 s weaken the experiment. */
  readonly stallMs: number;
  /** Rows that never came to an end. */
  readonly stuck: number;
}

const CHANNELS = 20;
const BACKLOG = 150;
const HOUR = 3_600_000;
/** Requests of the dead have arrived after this, in ms of the clock. */
const QUIET = 16_000;
const DRAIN_REAL_MS = 300_000;

/** Two replicas post, one or both are killed, again and again; then the ledgers are read. */
export function killExperiment(settings: KillSettings): Promise<KillReport> {
  return withWorld({ ...settings, channels: CHANNELS, replicas: 2, keep: 50 }, async (world) => {
    const { scale, onProgress } = settings;
    const { stages, house } = world;
    const random = dice(settings.seed);
    const began = performance.now();
    const enough = began + settings.minutes * 60_000;
    const stall = monitorEventLoopDelay({ resolution: 5 });
    stall.enable();
    const plan = new Plan(
      random,
      stages.flatMap((s) => s.channels.map((channel) => ({ platform: s.login.id, channel, owes: s.owes }))),
    );
    const writer = writing(world, plan, random);
    const accepts = counter(stages);
    const tally = { kills: 0, caught: 0, caughtPosts: 0, caughtParts: 0, outages: 0, frozen: 0 };

    try {
      for (const stage of stages) stage.trouble();
      let told = 0;
      for (let round = 0; tally.kills < settings.kills && performance.now() < enough; round++) {
        weather(stages, round, random);
        // At a moment of no meaning, or at the moment at which the platform has taken a message and not answered yet.
        if (random.hits(0.5)) await pause(random.between(20, 600));
        else await accepts(random.between(1, 15), 2_000);
        if (random.hits(0.02)) await sleepwalk(world, random, scale, tally);
        const both = random.hits(0.12);
        await kill(world, both ? [...house.alive] : [random.pick(house.alive)], tally);
        if (both && random.hits(0.25)) {
          // Nobody is there for more than an hour: Feishu's uuids expire, and what was said is far up in the history.
          await pause(QUIET / scale);
          while (stages.some((s) => s.underWay() > 0)) await pause(20);
          world.skip(random.between(61, 200) * 60_000);
          tally.outages += 1;
        }
        await house.fill();
        if (tally.kills >= told + 25) {
          told = tally.kills;
          onProgress(`${told} kills, ${plan.posts.length} posts, ${((performance.now() - began) / 60_000).toFixed(1)} min`);
        }
      }
    } finally {
      await writer.end();
    }
    const stuck = await drain(world, scale);
    stall.disable();
    const recorded = await world.recorded();
    const notices = stages.map((stage) => stage.seen().filter((s) => s.channel === stage.ops));
    return {
      results: stages.map((stage) => ({
        platform: stage.login.id,
        verdict: judge({
          planned: plan.posts.filter((p) => p.platform === stage.login.id),
          seen: stage.seen(),
          ops: stage.ops,
          notices,
          recorded,
        }),
        misfortunes: stage.misfortunes(),
      })),
      ...tally,
      seconds: (performance.now() - began) / 1000,
      stallMs: (stall.max / 1e6) * scale,
      stuck,
    };
  });
}

/** Keeps so many posts waiting that there is always something at work. */
function writing(world: World, plan: Plan, random: Dice): { end(): Promise<void> } {
  let on = true;
  const work = (async () => {
    while (on) {
      for (let i = await world.unfinished(); i < BACKLOG;) {
        const posts = plan.next();
        await world.outbox.put(posts, new Date(world.now()));
        i += posts.length;
        const edit = random.hits(0.15) ? plan.edit() : undefined;
        if (edit !== undefined) await world.outbox.revise([edit], new Date(world.now()), new Date(world.now() + 10_000));
      }
      await pause(100);
    }
  })();
  return {
    end: () => {
      on = false;
      return work;
    },
  };
}

/** Resolves at the moment at which so many messages more were accepted, or after so many real milliseconds. */
function counter(stages: readonly Stage[]): (n: number, atMostMs: number) => Promise<void> {
  let accepted = 0;
  let hear: (() => void) | undefined;
  for (const stage of stages) {
    stage.onAccepted(() => {
      accepted += 1;
      hear?.();
    });
  }
  return (n, atMostMs) => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const wanted = accepted + n;
    const timer = setTimeout(resolve, atMostMs);
    hear = () => {
      if (accepted >= wanted) resolve();
    };
    return promise.finally(() => {
      clearTimeout(timer);
      hear = undefined;
    });
  };
}

async function kill(
  { connection }: World,
  victims: World["house"]["alive"],
  tally: { kills: number; caught: number; caughtPosts: number; caughtParts: number },
): Promise<void> {
  await Promise.all(victims.map((v) => v.kill()));
  tally.kills += victims.length;
  const caught = await connection.prisma.outbox.groupBy({
    by: ["claimed_by"],
    _count: { _all: true, part: true },
    where: { state: "claimed", claimed_by: { in: victims.map((v) => v.worker) } },
  });
  tally.caught += caught.length;
  tally.caughtPosts += caught.reduce((sum, { _count: n }) => sum + n._all, 0);
  tally.caughtParts += caught.reduce((sum, { _count: n }) => sum + n.part, 0);
}

/** Storms of refusals come and go. */
function weather(stages: readonly Stage[], round: number, random: Dice): void {
  if (round % 40 === 39) for (const stage of stages) stage.storm();
  else if (round % 40 === 5 || random.hits(0.1)) for (const stage of stages) stage.trouble();
}

/** One process sleeps for longer than its claims last, wakes up and goes on where it was. */
async function sleepwalk({ house }: World, random: Dice, scale: number, tally: { frozen: number }): Promise<void> {
  const sleeper = random.pick(house.alive);
  sleeper.freeze();
  await pause(random.between(60_000, 180_000) / scale);
  sleeper.thaw();
  tally.frozen += 1;
  await pause(random.between(0, 500));
}

/** Whoever is left brings it to an end; an hour and a half goes by at a time for what waits long. Answers how much is left. */
async function drain(world: World, scale: number): Promise<number> {
  const { stages, house } = world;
  for (const stage of stages) stage.calm();
  const until = performance.now() + DRAIN_REAL_MS;
  const finished = async (): Promise<boolean> => {
    for (let round = 1; performance.now() < until; round++) {
      if ((await world.unfinished()) === 0) return true;
      await pause(250);
      if (round % 40 === 0) {
        await Promise.all([...house.alive].map((p) => p.kill()));
        await pause(QUIET / scale);
        world.skip(1.5 * HOUR);
        await house.fill();
      }
    }
    return false;
  };
  // Once more after the minute in which the channel for operations is told.
  if (await finished()) await pause((2 * 60_000) / scale);
  await finished();
  return world.unfinished();
}
