/**
 * Slack's limits as token buckets over the fake's clock.
 * Tiers: docs.slack.dev/apis/web-api/rate-limits (calls a minute, per method and workspace). chat.postMessage has its own:
 * about one a second and channel, short bursts allowed, and a cap over the workspace ("several hundred a minute").
 */
export interface RateLimits {
  /** Off: nothing is ever refused. */
  readonly on: boolean;
  readonly postsPerSecondAndChannel: number;
  readonly postBurst: number;
  readonly postsPerMinuteAndWorkspace: number;
  /** Calls a minute for tier 1 to 4. */
  readonly tiers: readonly [number, number, number, number];
  /** Overrides per method, calls a minute: `{"conversations.history": 1}` is the cut for commercial apps since 2025. */
  readonly methods: Readonly<Record<string, number>>;
}

export const DEFAULT_RATE_LIMITS: RateLimits = {
  on: true,
  postsPerSecondAndChannel: 1,
  postBurst: 3,
  postsPerMinuteAndWorkspace: 600,
  tiers: [1, 20, 50, 100],
  methods: {},
};

export type Tier = 1 | 2 | 3 | 4 | "post" | "none";

interface Bucket {
  tokens: number;
  at: number;
}

/** Takes a call, and answers 0, or after how many whole seconds to come again. */
export type Meter = (method: string, tier: Tier, channel: string, now: number) => number;

export function meter(limits: () => RateLimits): Meter {
  const buckets = new Map<string, Bucket>();

  const bucket = (key: string, size: number, perSecond: number, now: number): Bucket => {
    const b = buckets.get(key) ?? { tokens: size, at: now };
    b.tokens = Math.min(size, b.tokens + (Math.max(0, now - b.at) / 1000) * perSecond);
    b.at = now;
    buckets.set(key, b);
    return b;
  };

  const take = (all: readonly { readonly key: string; readonly size: number; readonly perSecond: number }[], now: number): number => {
    const held = all.map((b) => ({ ...b, bucket: bucket(b.key, b.size, b.perSecond, now) }));
    // Clocks are floats: a bucket refilled to 0.9999999 is full.
    const wait = Math.max(0, ...held.map((h) => (h.bucket.tokens >= 1 - 1e-6 ? 0 : (1 - h.bucket.tokens) / h.perSecond)));
    if (wait > 0) return Math.max(1, Math.ceil(wait - 1e-6));
    for (const h of held) h.bucket.tokens -= 1;
    return 0;
  };

  return (method, tier, channel, now) => {
    const l = limits();
    if (!l.on || tier === "none") return 0;
    if (tier === "post") {
      return take(
        [
          { key: `post:${channel}`, size: l.postBurst, perSecond: l.postsPerSecondAndChannel },
          { key: "post", size: l.postsPerMinuteAndWorkspace, perSecond: l.postsPerMinuteAndWorkspace / 60 },
        ],
        now,
      );
    }
    const perMinute = l.methods[method] ?? l.tiers[tier - 1] ?? 1;
    return take([{ key: `method:${method}`, size: perMinute, perSecond: perMinute / 60 }], now);
  };
}
