import type { Planned } from "./plan.ts";
import type { Seen } from "./stage.ts";

/** What the bot's own store says of a post in the end. */
export interface Recorded {
  readonly key: string;
  readonly state: string;
}

export interface Verdict {
  readonly posts: number;
  /** Planned, not there, and not told to anybody as unknown. */
  readonly lost: readonly string[];
  /** More than once there. */
  readonly doubled: readonly string[];
  /** Replies that are under another root, or before an earlier one of their thread; roots before an earlier one of their channel. */
  readonly disordered: readonly string[];
  /** There, but not with their last wording. */
  readonly outdated: readonly string[];
  /** The store says that it may or may not be there. */
  readonly unknown: readonly string[];
  /** Of the unknown and failed: not told to a channel for operations, or told to one twice. */
  readonly mistold: readonly string[];
  /** Replies that wait for a person to look after their root. */
  readonly waiting: number;
  /** There, and nobody knows of them. */
  readonly strangers: number;
}

export interface Evidence {
  readonly planned: readonly Planned[];
  /** All messages of the platform, in its order. */
  readonly seen: readonly Seen[];
  readonly ops: string;
  /** What each channel for operations was told, the other platforms' too: a notice's own fate may be unknown. */
  readonly notices: readonly (readonly Seen[])[];
  readonly recorded: ReadonlyMap<string, Recorded>;
}

/** Compares what was meant with what the platform has. The store's opinion counts only for what it owns up to. */
export function judge({ planned, seen, ops, notices, recorded }: Evidence): Verdict {
  const there = new Map<string, Seen[]>();
  for (const s of seen) if (s.key !== null && s.channel !== ops) there.set(s.key, [...(there.get(s.key) ?? []), s]);
  const state = (key: string): string => recorded.get(key)?.state ?? "missing";
  /** How often each channel for operations was told of it. */
  const told = notices.map((all) => all.flatMap((s) => [...new Set(s.text.match(/\bk\d{6}\b/g))]));
  const toldOnce = (key: string): boolean => {
    const times = told.map((keys) => keys.filter((k) => k === key).length);
    return times.every((n) => n <= 1) && times.some((n) => n === 1);
  };

  const keys = planned.map((p) => p.key);
  const copies = (key: string): number => there.get(key)?.length ?? 0;
  const stuckBehind = (p: Planned): boolean => p.root !== null && state(p.root) === "unknown" && state(p.key) === "pending";
  const unknown = keys.filter((k) => state(k) === "unknown");
  const owned = new Set([...unknown, ...planned.filter(stuckBehind).map((p) => p.key)]);
  const disordered: string[] = [];
  const place = new Map<string | null, number>();
  for (const [i, s] of seen.entries()) if (s.channel !== ops && !place.has(s.key)) place.set(s.key, i);
  const last = new Map<string, number>();
  for (const p of planned) {
    const first = there.get(p.key)?.[0];
    if (first === undefined) continue;
    const at = place.get(p.key) ?? -1;
    const line = `${p.platform} ${p.channel} ${p.root ?? ""}`;
    if (first.root !== p.root || first.channel !== p.channel || at < (last.get(line) ?? -1)) disordered.push(p.key);
    last.set(line, Math.max(at, last.get(line) ?? -1));
  }
  return {
    posts: planned.length,
    lost: keys.filter((k) => copies(k) === 0 && !owned.has(k)),
    doubled: keys.filter((k) => copies(k) > 1),
    disordered,
    outdated: planned
      .filter((p) => state(p.key) === "sent" && state(`${p.key}#edit`) !== "unknown")
      .filter((p) => there.get(p.key)?.some((s) => s.text.includes(`${p.key} v${p.version} `)) === false)
      .map((p) => p.key),
    unknown,
    mistold: keys.filter((k) => ["unknown", "failed"].includes(state(k)) && !toldOnce(k)),
    waiting: planned.filter(stuckBehind).length,
    strangers: seen.filter((s) => s.channel !== ops && (s.key === null || !recorded.has(s.key))).length,
  };
}

/** Everything that must not be. Unknown ones may be, when they are told. */
export const violations = (v: Verdict): number =>
  v.lost.length + v.doubled.length + v.disordered.length + v.outdated.length + v.mistold.length + v.strangers;
