import { cpus, totalmem } from "node:os";
import type { DstReport } from "./dst.ts";
import type { KillReport } from "./kills.ts";
import type { StormReport } from "./storm.ts";
import type { TickReport } from "./ticks.ts";
import { type Verdict, violations } from "./verdict.ts";

export interface Line {
  readonly what: string;
  readonly found: string;
  readonly target: string;
  /** How often the target was missed. */
  readonly missed: number;
}

const some = (keys: readonly string[]): string => (keys.length === 0 ? "0" : `${keys.length} (${keys.slice(0, 5).join(", ")})`);

function partsFound({ parts: p }: Verdict): string {
  const { table, text, picture } = p.came;
  return (
    `followed by ${table} tables, ${text} texts, ${picture} late pictures: lost ${some(p.lost)}, doubled ${some(p.doubled)}, ` +
    `astray or before their post ${some(p.disordered)}, unknown ${p.unknown.length} (not told exactly once: ${some(p.mistold)}), strangers ${p.strangers}`
  );
}

export function killRows(report: KillReport, seed: number): readonly Line[] {
  const { kills, caught, caughtPosts, caughtParts, outages, frozen, seconds, stallMs, stuck } = report;
  return [
    ...report.results.map(({ platform, verdict: v }): Line => ({
      what: `${platform}: ${kills} kills (${caught} of them with posts at work), ${outages} outages over an hour, ${frozen} freezes; ${v.posts} posts`,
      found:
        `lost ${some(v.lost)}, doubled ${some(v.doubled)}, out of order ${some(v.disordered)}, old wording ${some(v.outdated)}, ` +
        `unknown ${v.unknown.length} (${v.waiting} replies wait for them; not told exactly once: ${some(v.mistold)}), strangers ${v.strangers}; ` +
        partsFound(v),
      target: "0 lost, 0 doubled, order kept; unknown ones told once; the same for what follows them",
      missed: violations(v),
    })),
    {
      what: `kills: posts that came to no end (${caughtPosts} were at work when their process was killed, ${caughtParts} of them what follows a post); ${seconds.toFixed(0)} s, seed ${seed}; longest stall of the fakes ${(stallMs / 1000).toFixed(1)} s of the clock`,
      found: String(stuck),
      target: "0",
      missed: stuck,
    },
    ...report.results.map(({ platform, misfortunes }): Line => ({
      what: `${platform}: what went wrong on the way`,
      found: Object.entries(misfortunes)
        .map(([what, n]) => `${what} ${n}`)
        .join(", "),
      target: "",
      missed: 0,
    })),
  ];
}

export const tickRows = ({ ticks, kills, caught, slots, missed, doubled, strangers, seconds }: TickReport): readonly Line[] => [
  {
    what: `two replicas, ${ticks} ticks each, clocks up to 90 s off, ${kills} kills (${caught} in the middle of a slot); ${slots} slots, ${seconds.toFixed(0)} s`,
    found: `missed ${some(missed)}, doubled ${some(doubled)}, not due ${strangers}`,
    target: "0 missed, 0 doubled",
    missed: missed.length + doubled.length + strangers,
  },
];

export const stormRows = ({ platform, verdict: v, calls, refused, hasty, seconds, stuck }: StormReport): readonly Line[] => [
  {
    what: `${platform}: storm of limits, ${v.posts} posts in 5 channels, ${refused} of ${calls} requests refused for 1 to 30 s; ${seconds.toFixed(0)} s`,
    found: `lost ${some(v.lost)}, doubled ${some(v.doubled)}, out of order ${some(v.disordered)}, too early ${hasty}, left ${stuck}; ${partsFound(v)}`,
    target: "0 lost, order kept, 0 requests before the named time",
    missed: violations(v) + hasty + stuck,
  },
];

export const dstRows = ({ cases, wrong }: DstReport): readonly Line[] => [
  {
    what: `both clock changes in Los Angeles and Berlin, every job and every half hour: ${cases} local days`,
    found: `${wrong.length} not run as often as due ${wrong.slice(0, 3).join("; ")}`.trim(),
    target: "each time of each day once",
    missed: wrong.length,
  },
];

/** Prints the table; answers how often a target was missed. */
export function print(lines: readonly Line[]): number {
  const machine = `${cpus().length} cores (${cpus()[0]?.model.trim() ?? "unknown"}), ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}`;
  const row = ({ what, found, target, missed }: Line): string =>
    `| ${what} | ${found} | ${target} | ${target === "" ? "" : missed === 0 ? "yes" : "**no**"} |`;
  process.stdout.write(`\n${machine}\n\n| experiment | found | target | met |\n|---|---|---|---|\n${lines.map(row).join("\n")}\n`);
  return lines.reduce((sum, l) => sum + l.missed, 0);
}
