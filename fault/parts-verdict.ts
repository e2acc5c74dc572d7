import type { PartKind } from "../src/ports/chat-platform.ts";
import type { Planned } from "./plan.ts";
import type { Seen } from "./stage.ts";
import type { Evidence, Told } from "./verdict.ts";

/** What became of what posts could not hold: whole tables and texts, and pictures that came late. */
export interface PartsVerdict {
  /** That came, by kind. */
  readonly came: Readonly<Record<PartKind, number>>;
  /** Its post was sent, and it is neither there nor told as unknown. */
  readonly lost: readonly string[];
  /** More than once there; a picture also where its post shows it already. */
  readonly doubled: readonly string[];
  /** In another thread than its post, or before it. */
  readonly disordered: readonly string[];
  readonly unknown: readonly string[];
  /** Of the unknown and failed: not told to a channel for operations, or told to one twice. */
  readonly mistold: readonly string[];
  /** There, and no post was to have them. */
  readonly strangers: number;
}

const KINDS: readonly PartKind[] = ["table", "text", "picture", "file"];

const rowOf = (key: string, part: PartKind): string => `${key} ${part}`;

/** The states of the rows that bring parts, by post and kind. */
function statesOf(recorded: Evidence["recorded"]): ReadonlyMap<string, string> {
  const states = new Map<string, string>();
  for (const [key, { state }] of recorded) {
    const [, post = "", kind = ""] = /^(k\d+)#(table|text|picture):\d+$/.exec(key) ?? [];
    if (post !== "") states.set(`${post} ${kind}`, state);
  }
  return states;
}

export function judgeParts({ planned, seen, ops, recorded }: Omit<Evidence, "notices">, toldOnce: Told): PartsVerdict {
  const states = statesOf(recorded);
  const there = new Map<string, { readonly at: number; readonly seen: Seen }[]>();
  const posts = new Map<string, { readonly at: number; readonly seen: Seen }>();
  for (const [at, s] of seen.entries()) {
    if (s.channel === ops || s.key === null) continue;
    if (s.part === null) {
      if (!posts.has(s.key)) posts.set(s.key, { at, seen: s });
    } else {
      const row = rowOf(s.key, s.part);
      there.set(row, [...(there.get(row) ?? []), { at, seen: s }]);
    }
  }
  const all = planned.flatMap((post) => post.parts.map((part) => ({ post, part, row: rowOf(post.key, part) })));
  const state = ({ row }: { readonly row: string }): string | undefined => states.get(row);
  const copies = ({ row }: { readonly row: string }): readonly { readonly at: number; readonly seen: Seen }[] => there.get(row) ?? [];
  // A picture is owed only where its post went without it; one that could not be brought at all is told in words.
  const owed = ({ post, part, row }: { readonly post: Planned; readonly part: PartKind; readonly row: string }): boolean =>
    recorded.get(post.key)?.state === "sent" && (part !== "picture" || states.has(row));
  const shown = (part: PartKind, key: string): number => (part === "picture" && posts.get(key)?.seen.pictured === true ? 1 : 0);
  const astray = ({ at, seen: s }: { readonly at: number; readonly seen: Seen }, { key, root, channel }: Planned): boolean =>
    s.channel !== channel || s.root !== (root ?? key) || at < (posts.get(key)?.at ?? Infinity);
  const known = new Set(all.map(({ row }) => row));
  return {
    came: Object.fromEntries(KINDS.map((k) => [k, all.filter((p) => p.part === k && copies(p).length > 0).length])) as Record<
      PartKind,
      number
    >,
    lost: all.filter((p) => owed(p) && copies(p).length === 0 && state(p) !== "unknown").map(({ row }) => row),
    doubled: all.filter((p) => copies(p).length + (copies(p).length > 0 ? shown(p.part, p.post.key) : 0) > 1).map(({ row }) => row),
    disordered: all.filter((p) => copies(p).some((one) => astray(one, p.post))).map(({ row }) => row),
    unknown: all.filter((p) => state(p) === "unknown").map(({ row }) => row),
    mistold: all.filter((p) => ["unknown", "failed"].includes(state(p) ?? "") && !toldOnce(p.post.key, p.part)).map(({ row }) => row),
    strangers: [...there].reduce((sum, [row, found]) => sum + (known.has(row) ? 0 : found.length), 0),
  };
}
