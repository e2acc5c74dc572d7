import { setTimeout as pause } from "node:timers/promises";
import { dice } from "./dice.ts";
import { Plan } from "./plan.ts";
import type { Request } from "./stage.ts";
import { judge, type Verdict } from "./verdict.ts";
import { type PlatformId, withWorld } from "./world.ts";

export interface StormReport {
  readonly platform: PlatformId;
  readonly verdict: Verdict;
  readonly calls: number;
  readonly refused: number;
  /** Requests that left before the time that a refusal had named. */
  readonly hasty: number;
  readonly seconds: number;
  readonly stuck: number;
}

const CHANNELS = 5;
/**
 * How long a request may have been on its way when another's refusal came, of the machine's time: it is the machine that is busy. Slack
 * limits a channel, which has one request at a time; Feishu's limit is the app's, whose other requests may be on their way.
 */
const UNDER_WAY_REAL_MS: Readonly<Record<PlatformId, number>> = { slack: 0, feishu: 750 };
const PATIENCE_REAL_MS = 600_000;

/** Nearly a third of all requests is refused for being too many, each refusal naming a time from 1 to 30 s. */
export function stormExperiment(settings: {
  readonly platform: PlatformId;
  readonly postsPerChannel: number;
  readonly seed: number;
  readonly scale: number;
  readonly log: string;
}): Promise<StormReport> {
  const { platform, postsPerChannel, seed } = settings;
  return withWorld({ ...settings, platforms: [platform], channels: CHANNELS, replicas: 1, keep: Infinity }, async (world) => {
    const [stage] = world.stages;
    if (stage === undefined) throw new Error("a storm needs a platform");
    const began = performance.now();
    stage.storm();
    const plan = new Plan(
      dice(seed),
      stage.channels.map((channel) => ({ platform, channel, owes: stage.owes })),
    );
    while (plan.posts.length < CHANNELS * postsPerChannel) await world.outbox.put(plan.next(), new Date(world.now()));
    const until = performance.now() + PATIENCE_REAL_MS;
    while (performance.now() < until && (await world.open()) > 0) await pause(250);
    return {
      platform,
      verdict: judge({ planned: plan.posts, seen: stage.seen(), ops: stage.ops, notices: [], recorded: await world.recorded() }),
      ...hasty(stage.requests(), UNDER_WAY_REAL_MS[platform] * settings.scale),
      seconds: (performance.now() - began) / 1000,
      stuck: await world.open(),
    };
  });
}

/** Requests before the time that an earlier refusal of the same limit had named; not those that left before it could be heard. */
export function hasty(
  requests: readonly Request[],
  underWayMs: number,
): { readonly calls: number; readonly refused: number; readonly hasty: number } {
  const shut = new Map<string, { readonly from: number; readonly to: number }[]>();
  let early = 0;
  let refused = 0;
  for (const { at, limit, waitMs } of requests) {
    const times = (shut.get(limit) ?? []).filter(({ to }) => to > at);
    if (times.some(({ from }) => from <= at)) early += 1;
    if (waitMs !== null) {
      refused += 1;
      times.push({ from: at + underWayMs, to: at + waitMs });
    }
    shut.set(limit, times);
  }
  return { calls: requests.length, refused, hasty: early };
}
