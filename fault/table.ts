import { cpus, totalmem } from "node:os";
import type { KillReport } from "./kills.ts";
import { violations } from "./verdict.ts";

export interface Line {
  readonly what: string;
  readonly found: string;
  readonly target: string;
  /** How often the target was missed. */
  readonly missed: number;
}

const some = (keys: readonly string[]): string => (keys.length === 0 ? "0" : `${keys.length} (${keys.slice(0, 5).join(", ")})`);

export function killRows(report: KillReport, seed: number): readonly Line[] {
  const { kills, caught, outages, frozen, seconds, stallMs, stuck } = report;
  return [
    ...report.results.map(({ platform, verdict: v }): Line => ({
      what: `${platform}: ${kills} kills (${caught} of them with a post at work), ${outages} outages over an hour, ${frozen} freezes; ${v.posts} posts`,
      found:
        `lost ${some(v.lost)}, doubled ${some(v.doubled)}, out of order ${some(v.disordered)}, old wording ${some(v.outdated)}, ` +
        `unknown ${v.unknown.length} (not told exactly once: ${some(v.mistold)}), strangers ${v.strangers}`,
      target: "0 lost, 0 doubled, order kept; unknown ones told once",
      missed: violations(v),
    })),
    {
      what: `kills: posts that came to no end; ${seconds.toFixed(0)} s, seed ${seed}; longest stall of the fakes ${(stallMs / 1000).toFixed(1)} s of the clock`,
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

/** Prints the table; answers how often a target was missed. */
export function print(lines: readonly Line[]): number {
  const machine = `${cpus().length} cores (${cpus()[0]?.model.trim() ?? "unknown"}), ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}`;
  console.log(`\n${machine}\n\n| experiment | found | target | met |\n|---|---|---|---|`);
  for (const l of lines)
    console.log(`| ${l.what} | ${l.found} | ${l.target} | ${l.target === "" ? "" : l.missed === 0 ? "yes" : "**no**"} |`);
  return lines.reduce((sum, l) => sum + l.missed, 0);
}
