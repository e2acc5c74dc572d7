import type { Text } from "../../../domain/value.ts";
import type { Language } from "../../../message/message.ts";
import type { Role } from "../../../ports/company.ts";
import type { WireChannel, WireCommand, WireEntry, WireWord, WireWork } from "../wire.ts";

export interface Upload {
  readonly event: string;
  readonly channel: string;
  readonly threadId: number | null;
  readonly name: string;
  readonly loaded: number;
  readonly total: number;
}

/** Roots of a channel as far as they are loaded, oldest first. */
export interface Roots {
  readonly entries: readonly WireEntry[];
  readonly complete: boolean;
}

export interface Notice {
  readonly text: Text;
  readonly hint: Text | null;
}

export type Theme = "system" | "light" | "dark";

export interface State {
  readonly lang: Language;
  readonly account: string;
  readonly as: Role;
  readonly channels: readonly WireChannel[];
  readonly commands: readonly WireCommand[];
  /** Names that arguments are completed with. */
  readonly words: readonly WireWord[];
  readonly channel: string;
  readonly threadId: number | null;
  readonly roots: Readonly<Record<string, Roots>>;
  readonly threads: Readonly<Record<number, readonly WireEntry[]>>;
  readonly working: readonly WireWork[];
  readonly uploads: readonly Upload[];
  /** Newest root that the person has seen, by channel. */
  readonly seen: Readonly<Record<string, number>>;
  readonly unread: Readonly<Record<string, number>>;
  /** Newest root that had been seen when the channel was opened: below it stands what is new. */
  readonly fresh: Readonly<Record<string, number>>;
  /** Channels whose messages could not be loaded. */
  readonly broken: readonly string[];
  /** The first answer of the server is there: language, channels, commands. */
  readonly loaded: boolean;
  readonly online: boolean;
  readonly menu: boolean;
  readonly theme: Theme;
  /** What lies over the page. */
  readonly overlay: "help" | "jump" | null;
  readonly notice: Notice | null;
}

let state: State = {
  lang: "en",
  account: "",
  as: "owner",
  channels: [],
  commands: [],
  words: [],
  channel: "ops",
  threadId: null,
  roots: {},
  threads: {},
  working: [],
  uploads: [],
  seen: {},
  unread: {},
  fresh: {},
  broken: [],
  loaded: false,
  online: true,
  menu: false,
  theme: "system",
  overlay: null,
  notice: null,
};
const listeners = new Set<() => void>();

export const get = (): State => state;

export function set(change: Partial<State>): void {
  state = { ...state, ...change };
  for (const listener of listeners) listener();
}

export function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The list with this entry in its place: no entry twice, and never an older revision over a newer one. */
export function placed(list: readonly WireEntry[], entry: WireEntry): readonly WireEntry[] {
  const at = list.findIndex((e) => e.id >= entry.id);
  const there = list[at];
  if (there === undefined) return [...list, entry];
  if (there.id !== entry.id) return list.toSpliced(at, 0, entry);
  return there.revision > entry.revision ? list : list.with(at, { ...entry, replies: Math.max(entry.replies, there.replies) });
}
