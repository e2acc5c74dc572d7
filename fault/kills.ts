import { monitorEventLoopDelay } from "node:perf_hooks";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { zone } from "../src/domain/calendar/zone.ts";
import { companyData } from "../src/store/company.ts";
import { type Connection, connect } from "../src/store/connect.ts";
import { outbox } from "../src/store/outbox.ts";
import { startPostgres } from "../test/store/postgres-fixture.ts";
import { type Epoch, fastClock, later } from "./clock.ts";
import { type Dice, dice } from "./dice.ts";
import { feishuStage } from "./feishu-stage.ts";
import { type House, openHouse } from "./house.ts";
import { Plan } from "./plan.ts";
import type { Order, Start } from "./poster.ts";
import { slackStage } from "./slack-stage.ts";
import type { Stage } from "./stage.ts";
import { judge, type Verdict } from "./verdict.ts";

export interface KillSettings {
  readonly kills: number;
  readonly platforms: readonly ("slack" | "feishu")[];
  readonly seed: number;
  /** Seconds of the experiment's clock in one of the machine's. */
  readonly scale: number;
  readonly log: string;
  readonly onProgress: (line: string) => void;
}

export interface KillResult {
  readonly platform: string;
  readonly verdict: Verdict;
  readonly misfortunes: Readonly<Record<string, number>>;
}

export interface KillReport {
  readonly results: readonly KillResult[];
  readonly kills: number;
  /** Kills that caught a post between its claim and its record. */
  readonly caught: number;
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

const open = async ({ prisma }: Connection): Promise<number> =>
  prisma.outbox.count({
    where: { state: { in: ["pending", "claimed"] } },
  });

export async function killExperiment(settings: KillSettings): Promise<KillReport> {
  const { scale, seed, onProgress } = settings;
  const random = dice(seed);
  let epoch: Epoch = { at: Date.parse("2026-11-22T00:00:00Z"), began: Date.now(), scale };
  const now = (): number => fastClock(epoch).ms();
  const began = performance.now();
  const stall = monitorEventLoopDelay({ resolution: 5 });

  await using closing = new AsyncDisposableStack();
  const postgres = await startPostgres();
  closing.defer(() => postgres.close());
  const database = await postgres.create();
  closing.defer(() => database.drop());
  const connection = await connect({ url: database.url }, { poolSize: 4 });
  closing.defer(() => connection.close());
  const box = outbox(connection.prisma);

  const make = { slack: slackStage, feishu: feishuStage };
  const stages: Stage[] = [];
  for (const id of settings.platforms) {
    const stage = await make[id]({ now, seed, scale, channels: CHANNELS });
    closing.defer(() => stage.stop());
    stages.push(stage);
    await companyData(connection.prisma).saveBinding({
      purpose: "ops",
      platform: id,
      channel: stage.ops,
      stores: [],
      lang: "zh",
      zone: zone("Asia/Shanghai"),
      currency: null,
      clearance: "internal",
      quiet: null,
    });
  }
  const plan = new Plan(
    random,
    stages.flatMap((s) => s.channels.map((channel) => ({ platform: s.login.id, channel }))),
  );
  const order: Order = { databaseUrl: database.url, logins: stages.map((s) => s.login), scale };
  const house = openHouse({
    file: join(import.meta.dirname, "poster.ts"),
    order,
    replicas: 2,
    log: settings.log,
    brief: (worker): Start => ({ worker, epoch }),
  });
  closing.defer(() => house.close());
  await house.fill();
  stall.enable();

  let writing = true;
  const writer = (async () => {
    while (writing) {
      const waiting = await open(connection);
      for (let i = waiting; i < BACKLOG;) {
        const posts = plan.next();
        await box.put(posts, new Date(now()));
        i += posts.length;
        const edit = random.hits(0.15) ? plan.edit() : undefined;
        if (edit !== undefined) await box.revise([edit], new Date(now()), new Date(now() + 10_000));
      }
      await pause(100);
    }
  })();

  let accepted = 0;
  for (const stage of stages) stage.onAccepted(() => (accepted += 1));
  const accepts = (n: number, atMostMs: number): Promise<void> =>
    new Promise((resolve) => {
      const wanted = accepted + n;
      const timer = setTimeout(done, atMostMs);
      function done(): void {
        clearTimeout(timer);
        hear = undefined;
        resolve();
      }
      hear = () => {
        if (accepted >= wanted) done();
      };
    });
  let hear: (() => void) | undefined;
  for (const stage of stages) stage.onAccepted(() => hear?.());

  const tally = { kills: 0, caught: 0, outages: 0, frozen: 0 };
  async function kill(house: House, n: number): Promise<void> {
    const victims = n === 2 ? [...house.alive] : [random.pick(house.alive)];
    await Promise.all(victims.map((v) => v.kill()));
    tally.kills += victims.length;
    const caught = await connection.prisma.outbox.groupBy({
      by: ["claimed_by"],
      where: { state: "claimed", claimed_by: { in: victims.map((v) => v.worker) } },
    });
    tally.caught += caught.length;
  }

  for (const stage of stages) stage.trouble();
  let told = 0;
  for (let round = 0; tally.kills < settings.kills; round++) {
    await weather(stages, round, random);
    if (random.hits(0.5)) await pause(random.between(50, 1_500));
    else await accepts(random.between(1, 25), 3_000);
    if (random.hits(0.02)) await sleepwalk(house, random, scale, tally);
    const all = random.hits(0.12);
    await kill(house, all ? 2 : 1);
    if (all && random.hits(0.25)) {
      // Nobody is there for more than an hour: Feishu's uuids expire, and what was said is far up in the history.
      await pause(QUIET / scale);
      while (stages.some((s) => s.underWay() > 0)) await pause(20);
      epoch = later(epoch, random.between(61, 200) * 60_000);
      tally.outages += 1;
    }
    await house.fill();
    if (tally.kills >= told + 25) {
      told = tally.kills;
      const minutes = (performance.now() - began) / 60_000;
      onProgress(`${tally.kills} kills, ${plan.posts.length} posts, ${minutes.toFixed(1)} min`);
    }
  }
  writing = false;
  await writer;

  // Whoever is left brings it to an end; an hour and a half goes by at a time for those who wait long.
  for (const stage of stages) stage.calm();
  const until = performance.now() + DRAIN_REAL_MS;
  let stuck = await open(connection);
  for (let round = 1; performance.now() < until; round++) {
    await pause(250);
    stuck = await unfinished(connection);
    if (stuck === 0) break;
    if (round % 40 === 0) {
      await Promise.all([...house.alive].map((p) => p.kill()));
      await pause(QUIET / scale);
      epoch = later(epoch, 1.5 * HOUR);
      await house.fill();
    }
  }
  await pause((2 * 60_000) / scale);
  for (; (await unfinished(connection)) > 0 && performance.now() < until;) await pause(250);
  stall.disable();

  const recorded = new Map(
    (await connection.prisma.outbox.findMany({ select: { key: true, state: true } })).map((r) => [r.key, r] as const),
  );
  return {
    results: stages.map((stage) => ({
      platform: stage.login.id,
      verdict: judge({ planned: plan.posts.filter((p) => p.platform === stage.login.id), seen: stage.seen(), ops: stage.ops, recorded }),
      misfortunes: stage.misfortunes(),
    })),
    ...tally,
    seconds: (performance.now() - began) / 1000,
    stallMs: (stall.max / 1e6) * scale,
    stuck,
  };
}

/** Open rows, those left out that wait for a root of unknown fate: a person has to look after that. */
async function unfinished({ prisma }: Connection): Promise<number> {
  const [row] = await prisma.$queryRaw<{ n: number }[]>`
    SELECT count(*)::int AS n FROM outbox o LEFT JOIN outbox root ON root.key = coalesce(o.reply_to, o.edits)
    WHERE o.state IN ('pending', 'claimed') AND (root.key IS NULL OR root.state <> 'unknown')`;
  return row?.n ?? 0;
}

/** Storms of refusals come and go. */
async function weather(stages: readonly Stage[], round: number, random: Dice): Promise<void> {
  if (round % 40 === 39) for (const stage of stages) stage.storm();
  else if (round % 40 === 5 || random.hits(0.1)) for (const stage of stages) stage.trouble();
}

/** One process sleeps for longer than its claims last, wakes up and goes on where it was. */
async function sleepwalk(house: House, random: Dice, scale: number, tally: { frozen: number }): Promise<void> {
  const sleeper = random.pick(house.alive);
  sleeper.freeze();
  await pause(random.between(60_000, 180_000) / scale);
  sleeper.thaw();
  tally.frozen += 1;
  await pause(random.between(0, 500));
}
