import type { Gauge } from "../../http/server.ts";
import type { Purser } from "../../main.ts";
import { planAge } from "./plan.ts";
import type { Connected } from "./platforms.ts";

/** Posts that are counted: the newest ones, which is where trouble shows. */
const POSTS = 500;
const STATES = ["pending", "claimed", "sent", "failed", "unknown"] as const;

/** What a monitor wants to see of a bot. */
export async function gauges(purser: Purser, vendors: readonly Connected[]): Promise<readonly Gauge[]> {
  const [posts, plan, { bytes }] = await Promise.all([purser.ports.outbox.recent(POSTS), planAge(purser), purser.store.inspect()]);
  const seconds = (since: Date): number => Math.round((purser.clock.now().getTime() - since.getTime()) / 1000);
  return [
    ...STATES.map((state) => ({
      name: "purser_outbox_posts",
      help: `Posts by state, of the newest ${POSTS}.`,
      labels: { state },
      value: posts.filter((p) => p.state === state).length,
    })),
    ...vendors.flatMap((v) => [
      {
        name: "purser_platform_connected",
        help: "1 while events of the platform can reach this process.",
        labels: { platform: v.platform.id },
        value: v.connected() ? 1 : 0,
      },
      ...[...v.refused()].map(([reason, value]) => ({
        name: "purser_refused_requests",
        help: "Requests with a wrong, old or repeated signature since the start.",
        labels: { platform: v.platform.id, reason },
        value,
      })),
    ]),
    ...(plan?.computedAt
      ? [{ name: "purser_plan_age_seconds", help: "Since the stock plan was made.", value: seconds(plan.computedAt) }]
      : []),
    { name: "purser_store_bytes", help: "Size of the database.", value: bytes },
    { name: "purser_memory_bytes", help: "Resident memory of the process.", value: process.memoryUsage.rss() },
    { name: "purser_uptime_seconds", help: "Since the process was started.", value: Math.round(process.uptime()) },
  ];
}
