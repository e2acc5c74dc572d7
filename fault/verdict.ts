import type { PartKind } from "../src/ports/chat-platform.ts";
import { judgeParts, type PartsVerdict } from "./parts-verdict.ts";
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
  readonly parts: PartsVerdict;
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

/** How often a row was told of in each channel for operations. */
export type Told = (key: string, part: PartKind | null) => boolean;

const NAMED: Readonly<Record<string, PartKind>> = { 完整表格: "table", 完整文字: "text", 图片: "picture" };
/** As the notice names posts and what follows them (src/views/undelivered.ts). */
const NAME = /\b(k\d{6})\b(?: v\d+ 补货(?:（(完整表格|完整文字|图片)）)?)?/g;

function toldOnceIn(notices: Evidence["notices"]): Told {
  const rowOf = (key: string, part: PartKind | null): string => `${key} ${part ?? ""}`;
  const told = notices.map((all) =>
    all.flatMap(({ text }) => [...new Set([...text.matchAll(NAME)].map(([, key = "", name]) => rowOf(key, NAMED[name ?? ""] ?? null)))]),
  );
  return (key, part) => {
    const times = told.map((rows) => rows.filter((r) => r === rowOf(key, part)).length);
    return times.every((n) => n <= 1) && times.some((n) => n === 1);
  };
}

/** Compares what was meant with what the platform has. The store's opinion counts only for what it owns up to. */
export function judge({ planned, seen, ops, notices, recorded }: Evidence): Verdict {
  const there = new Map<string, Seen[]>();
  const posts = seen.filter((s) => s.part === null && s.channel !== ops);
  for (const s of posts) if (s.key !== null) there.set(s.key, [...(there.get(s.key) ?? []), s]);
  const state = (key: string): string => recorded.get(key)?.state ?? "missing";
  const toldOnce = toldOnceIn(notices);

  const keys = planned.map((p) => p.key);
  const copies = (key: string): number => there.get(key)?.length ?? 0;
  const stuckBehind = (p: Planned): boolean => p.root !== null && state(p.root) === "unknown" && state(p.key) === "pending";
  const unknown = keys.filter((k) => state(k) === "unknown");
  const owned = new Set([...unknown, ...planned.filter(stuckBehind).map((p) => p.key)]);
  const disordered: string[] = [];
  const place = new Map<string | null, number>();
  for (const [i, s] of posts.entries()) if (!place.has(s.key)) place.set(s.key, i);
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
    mistold: keys.filter((k) => ["unknown", "failed"].includes(state(k)) && !toldOnce(k, null)),
    waiting: planned.filter(stuckBehind).length,
    strangers: posts.filter((s) => s.key === null || !recorded.has(s.key)).length,
    parts: judgeParts({ planned, seen, ops, recorded }, toldOnce),
  };
}

/** Everything that must not be. Unknown ones may be, when they are told. */
export const violations = (v: Verdict): number =>
  [v, v.parts].reduce((sum, w) => sum + w.lost.length + w.doubled.length + w.disordered.length + w.mistold.length + w.strangers, 0) +
  v.outdated.length;
