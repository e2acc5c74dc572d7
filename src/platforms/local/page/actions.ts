import type { Language } from "../../../message/message.ts";
import type { Text } from "../../../domain/value.ts";
import type { Role } from "../../../ports/company.ts";
import type { WireEntry, WireEvent, WireFirst } from "../wire.ts";
import * as api from "./api.ts";
import { get, placed, set, type State } from "./store.ts";
import { T } from "./texts.ts";

const PAGE = 40;
const RETRY_MS = 2000;
const SEEN = "purser.seen";
const AS = "purser.as";

/** Is told why what was sent was not taken; null where it was. */
export type Settled = (refused: Text | null) => void;

/** Presses that wait for their answer, with the thread that it will lie in. */
const presses = new Map<string, { readonly root: number; readonly settled: Settled | undefined }>();

let asking = false;

export function tell(error: unknown): void {
  if (error instanceof api.Refused) set({ notice: { text: error.text, hint: error.hint } });
  else if (error instanceof TypeError) set({ notice: { text: T.notSent, hint: null } });
  else set({ notice: { text: { zh: `出错了：${String(error)}`, en: `Something went wrong: ${String(error)}` }, hint: null } });
}

const asked = (): Role | undefined => (get().as === "owner" ? undefined : get().as);

function remembered(key: string): unknown {
  try {
    return JSON.parse(localStorage.getItem(key) ?? "null");
  } catch (error) {
    // Somebody's hand in the browser's storage: begin afresh.
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** Readers aloud, line breaks and the browser's own words go by it. */
function speak(lang: Language): void {
  document.documentElement.lang = lang === "zh" ? "zh-CN" : "en";
}

function take({ state, commands }: WireFirst): void {
  const seen = (remembered(SEEN) ?? {}) as Record<string, number>;
  // A new workspace counts from 1 again: what was "seen" beyond its end says nothing.
  for (const { id, newest } of state.channels) seen[id] = Math.min(seen[id] ?? 0, newest ?? 0);
  const channel = state.channels.some(({ id }) => id === get().channel) ? get().channel : (state.channels[0]?.id ?? "ops");
  speak(state.lang);
  set({
    lang: state.lang,
    account: state.person.account,
    channels: state.channels,
    working: state.working,
    commands,
    seen,
    channel,
    as: (remembered(AS) ?? "owner") as Role,
    roots: {},
    threads: {},
    broken: [],
    fresh: { ...get().fresh, [channel]: seen[channel] ?? 0 },
    loaded: true,
  });
}

async function load(first: WireFirst): Promise<string> {
  take(first);
  const { channel, threadId } = get();
  await Promise.all([loadRoots(channel), threadId === null ? undefined : loadThread(threadId)]);
  void countUnread();
  return first.position;
}

/** Loads, however long the server needs to come (back). The person is told meanwhile. `given` is what came with the page. */
export async function loadPatiently(given: WireFirst | null = null): Promise<string> {
  let first = given;
  for (;;) {
    try {
      const position = await load(first ?? (await api.getFirst()));
      set({ online: true });
      return position;
    } catch (error) {
      reportError(error);
      first = null;
      set({ online: false });
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }
}

/** How much waits in channels that nobody looks at, and its messages on the way: whoever opens one does not wait. */
async function countUnread(): Promise<void> {
  const { channels, seen, channel: here, account } = get();
  for (const { id, newest } of channels) {
    if (id === here || (newest ?? 0) <= (seen[id] ?? 0) || get().roots[id] !== undefined) continue;
    try {
      await loadRoots(id);
    } catch (error) {
      // Only a number is missing then; whoever opens the channel is told more.
      reportError(error);
      return;
    }
    const waiting = (get().roots[id]?.entries ?? []).filter((e) => e.id > (seen[id] ?? 0) && e.author !== account).length;
    set({ unread: { ...get().unread, [id]: waiting } });
  }
}

export async function loadRoots(channel: string, before?: number): Promise<void> {
  const older = await api.getEntries({ channel, before, limit: PAGE });
  const known = before === undefined ? [] : (get().roots[channel]?.entries ?? []);
  const live = before === undefined ? (get().roots[channel]?.entries ?? []).filter((e) => e.id > (older.at(-1)?.id ?? 0)) : [];
  set({
    roots: { ...get().roots, [channel]: { entries: [...older, ...known, ...live], complete: older.length < PAGE } },
    broken: get().broken.filter((id) => id !== channel),
  });
  if (channel === get().channel) markSeen();
}

/** Loads what a person opened; where that fails, the channel says so and offers to try again. */
export async function openRoots(channel: string): Promise<void> {
  set({ broken: get().broken.filter((id) => id !== channel) });
  try {
    await loadRoots(channel);
  } catch (error) {
    reportError(error);
    set({ broken: [...get().broken, channel] });
  }
}

/** Names for completion, once, when somebody begins to type a command. */
export async function loadWords(): Promise<void> {
  if (asking) return;
  asking = true;
  try {
    set({ words: await api.getWords() });
  } catch (error) {
    // Typing goes on without proposals; the next command asks again.
    reportError(error);
    asking = false;
  }
}

async function loadThread(root: number): Promise<void> {
  const { channel } = get();
  try {
    const [entry, replies] = await Promise.all([api.getEntry(root), api.getEntries({ channel, thread: root, limit: 200 })]);
    if (entry.channel !== channel) return closeThread();
    const later = (get().threads[root] ?? []).filter((e) => e.id > (replies.at(-1)?.id ?? root));
    set({ threads: { ...get().threads, [root]: [entry, ...replies, ...later] } });
  } catch (error) {
    tell(error);
    closeThread();
  }
}

export function markSeen(): void {
  const { channel, roots, seen, unread } = get();
  const newest = roots[channel]?.entries.at(-1)?.id ?? 0;
  if (document.hidden || newest === 0 || ((seen[channel] ?? 0) >= newest && (unread[channel] ?? 0) === 0)) return;
  const now = { ...seen, [channel]: newest };
  localStorage.setItem(SEEN, JSON.stringify(now));
  set({ seen: now, unread: { ...unread, [channel]: 0 } });
}

export const addressOf = (channel: string, threadId: number | null): string =>
  `#/${encodeURIComponent(channel)}${threadId === null ? "" : `/${threadId}`}`;

/** The address is the truth about what is open, so that back closes a thread. */
export function go(channel: string, threadId: number | null): void {
  if (location.hash === addressOf(channel, threadId)) route();
  else location.hash = addressOf(channel, threadId);
}

export const openThread = (root: number): void => go(get().channel, root);
export const closeThread = (): void => go(get().channel, null);

export function route(): void {
  const [, channel = "ops", thread] = decodeURIComponent(location.hash.slice(1) || "/ops").split("/");
  const threadId = thread === undefined || !/^\d{1,15}$/.test(thread) ? null : Number(thread);
  const { channels, roots } = get();
  if (channels.length > 0 && !channels.some(({ id }) => id === channel)) return go(channels[0]?.id ?? "ops", null);
  const opened = channel === get().channel ? {} : { fresh: { ...get().fresh, [channel]: get().seen[channel] ?? 0 } };
  set({ channel, threadId, menu: false, ...opened });
  if (channels.length === 0) return;
  if (roots[channel] === undefined) void openRoots(channel);
  else markSeen();
  if (threadId !== null) loadThread(threadId).catch(tell);
}

function addEntry(entry: WireEntry, live: boolean): void {
  const { roots, threads, channel, channels, unread, account } = get();
  const change: { -readonly [K in keyof State]?: State[K] } = {};
  const list = roots[entry.channel];
  if (entry.threadId === null) {
    if (list !== undefined) change.roots = { ...roots, [entry.channel]: { ...list, entries: placed(list.entries, entry) } };
    change.channels = channels.map((c) => (c.id === entry.channel ? { ...c, newest: Math.max(c.newest ?? 0, entry.id) } : c));
    const away = entry.channel !== channel || document.hidden;
    if (live && away && entry.author !== account) change.unread = { ...unread, [entry.channel]: (unread[entry.channel] ?? 0) + 1 };
    const opened = threads[entry.id];
    if (opened !== undefined) change.threads = { ...threads, [entry.id]: placed(opened, entry) };
  } else {
    const thread = threads[entry.threadId];
    if (thread !== undefined) change.threads = { ...threads, [entry.threadId]: placed(thread, entry) };
    // The server counts: a reply that arrives twice (live and by loading) must not be counted twice.
    if (live && list !== undefined) api.getEntry(entry.threadId).then((root) => addEntry(root, false), tell);
  }
  set(change);
  if (entry.threadId === null && entry.channel === channel) markSeen();
}

export function receive(event: WireEvent): void {
  const { working } = get();
  switch (event.kind) {
    case "entry":
      return addEntry(event.entry, true);
    case "edited":
      return addEntry(event.entry, false);
    case "channel":
      return set({ channels: [...get().channels.filter((c) => c.id !== event.channel.id), event.channel] });
    case "working":
      return set({ working: [...working.filter((w) => w.eventId !== event.work.eventId), event.work] });
    case "settled": {
      set({ working: working.filter((w) => w.eventId !== event.eventId) });
      if (event.failure !== null) set({ notice: { text: event.failure, hint: null } });
      const { root, settled } = presses.get(event.eventId) ?? {};
      presses.delete(event.eventId);
      settled?.(event.refused);
      // The answer to a press lies in the thread of its message: show it.
      if (root !== undefined && get().threadId !== root) openThread(root);
      return undefined;
    }
    case "language":
      speak(event.lang);
      return set({ lang: event.lang });
  }
}

const spot = (threadId: number | null): api.Spot => ({ channel: get().channel, ...(threadId === null ? {} : { thread: threadId }) });

export async function say(text: string, threadId: number | null): Promise<boolean> {
  try {
    addEntry(await api.sendText(spot(threadId), api.newEvent(), asked(), text), false);
    return true;
  } catch (error) {
    tell(error);
    return false;
  }
}

export async function press(
  entry: WireEntry,
  token: string,
  fields?: Readonly<Record<string, string>>,
  settled?: Settled,
): Promise<string | undefined> {
  const event = api.newEvent();
  presses.set(event, { root: entry.threadId ?? entry.id, settled });
  try {
    await api.sendPress(event, asked(), { message: entry.id, token, ...(fields === undefined ? {} : { fields }) });
    return event;
  } catch (error) {
    presses.delete(event);
    tell(error);
    return undefined;
  }
}

export async function chooseLanguage(lang: Language): Promise<void> {
  receive({ kind: "language", lang });
  await api.sendLanguage(lang).catch(tell);
}

export function chooseRole(as: Role): void {
  localStorage.setItem(AS, JSON.stringify(as));
  set({ as });
}

export async function drop(files: readonly File[], threadId: number | null): Promise<void> {
  const where = spot(threadId);
  for (const file of files) {
    const event = api.newEvent();
    const upload = { event, channel: where.channel, threadId, name: file.name, loaded: 0, total: file.size };
    set({ uploads: [...get().uploads, upload] });
    try {
      const entry = await api.sendFile(where, event, asked(), file, (loaded, total) =>
        set({ uploads: get().uploads.map((u) => (u.event === event ? { ...u, loaded, total } : u)) }),
      );
      addEntry(entry, false);
    } catch (error) {
      tell(error);
    }
    set({ uploads: get().uploads.filter((u) => u.event !== event) });
  }
}
