import { join } from "node:path";
import { zone } from "../src/domain/calendar/zone.ts";
import type { Outbox } from "../src/ports/delivery.ts";
import { companyData } from "../src/store/company.ts";
import { type Connection, connect } from "../src/store/connect.ts";
import { outbox } from "../src/store/outbox.ts";
import { startPostgres } from "../test/store/postgres-fixture.ts";
import { type Epoch, fastClock, later } from "./clock.ts";
import { feishuStage } from "./feishu-stage.ts";
import { type House, openHouse } from "./house.ts";
import type { Order, Start } from "./poster.ts";
import { slackStage } from "./slack-stage.ts";
import type { Stage } from "./stage.ts";
import type { Recorded } from "./verdict.ts";

export type PlatformId = "slack" | "feishu";

/** A database, the platforms' servers and bot processes between them. */
export interface World {
  readonly stages: readonly Stage[];
  readonly house: House;
  readonly outbox: Outbox;
  readonly connection: Connection;
  /** The clock of everybody, in ms. */
  now(): number;
  /** So much time goes by at once, while nobody is awake. */
  skip(ms: number): void;
  /** Rows that are to be sent. */
  open(): Promise<number>;
  /** Of these, those that need nobody's help: no reply or edit of a post whose fate is unknown. */
  unfinished(): Promise<number>;
  recorded(): Promise<ReadonlyMap<string, Recorded>>;
}

export async function withWorld<T>(
  settings: {
    readonly platforms: readonly PlatformId[];
    readonly channels: number;
    readonly replicas: number;
    readonly seed: number;
    readonly scale: number;
    readonly log: string;
    /** Of how many requests the platforms remember what was said. */
    readonly keep: number;
  },
  experiment: (world: World) => Promise<T>,
): Promise<T> {
  const { scale, seed, channels, replicas, log } = settings;
  let epoch: Epoch = { at: Date.parse("2026-11-22T00:00:00Z"), began: Date.now(), scale };
  const now = (): number => fastClock(epoch).ms();

  await using closing = new AsyncDisposableStack();
  const postgres = await startPostgres();
  closing.defer(() => postgres.close());
  const database = await postgres.create();
  closing.defer(() => database.drop());
  const connection = await connect({ url: database.url }, { poolSize: 4 });
  closing.defer(() => connection.close());

  const make = { slack: slackStage, feishu: feishuStage };
  const stages: Stage[] = [];
  for (const platform of settings.platforms) {
    const stage = await make[platform]({ now, seed, scale, channels, keep: settings.keep });
    closing.defer(() => stage.stop());
    stages.push(stage);
    await companyData(connection.prisma).saveBinding({
      purpose: "ops",
      platform,
      channel: stage.ops,
      stores: [],
      lang: "zh",
      zone: zone("Asia/Shanghai"),
      currency: null,
      clearance: "internal",
      quiet: null,
    });
  }
  const order: Order = { databaseUrl: database.url, logins: stages.map((s) => s.login), scale };
  const house = openHouse({
    file: join(import.meta.dirname, "poster.ts"),
    order,
    replicas,
    log,
    brief: (worker): Start => ({ worker, epoch }),
  });
  closing.defer(() => house.close());
  await house.fill();

  const { prisma } = connection;
  // Awaited here, or everything would be closed before it began.
  return await experiment({
    stages,
    house,
    outbox: outbox(prisma),
    connection,
    now,
    skip: (ms) => {
      epoch = later(epoch, ms);
    },
    open: () => prisma.outbox.count({ where: { state: { in: ["pending", "claimed"] } } }),
    unfinished: async () => {
      const [row] = await prisma.$queryRaw<{ n: number }[]>`
        SELECT count(*)::int AS n FROM outbox o LEFT JOIN outbox root ON root.key = coalesce(o.reply_to, o.edits)
        WHERE o.state IN ('pending', 'claimed') AND (root.key IS NULL OR root.state <> 'unknown')`;
      return row?.n ?? 0;
    },
    recorded: async () => new Map((await prisma.outbox.findMany({ select: { key: true, state: true } })).map((r) => [r.key, r] as const)),
  });
}
