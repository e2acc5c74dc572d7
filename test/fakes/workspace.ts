import type { Language } from "../../src/message/message.ts";
import type { Workspace, WorkspaceEntry } from "../../src/ports/workspace.ts";

/** The workspace's memory without a store; it keeps the same contract. */
export function memoryWorkspace(): Workspace {
  const channels = new Map<string, string>();
  const languages = new Map<string, Language>();
  const keys = new Map<string, number>();
  const entries: WorkspaceEntry[] = [];

  const counted = (entry: WorkspaceEntry): WorkspaceEntry => ({
    ...entry,
    replies: entries.filter((e) => e.threadId === entry.id).length,
  });
  const byId = (id: number): WorkspaceEntry | undefined => {
    const entry = entries[id - 1];
    return entry === undefined ? undefined : counted(entry);
  };

  return {
    channels: async () => [...channels].map(([id, name]) => ({ id, name })),
    saveChannel: async (id, name) => void channels.set(id, name),
    async append(entry, key) {
      const known = key === null ? undefined : keys.get(key);
      const there = known === undefined ? undefined : byId(known);
      if (there !== undefined) return there;
      const added: WorkspaceEntry = { ...structuredClone(entry), id: entries.length + 1, revision: 0, replies: 0 };
      entries.push(added);
      if (key !== null) keys.set(key, added.id);
      return added;
    },
    async edit(id, body) {
      const entry = entries[id - 1];
      if (entry === undefined) throw new Error(`no entry ${id}`);
      entries[id - 1] = { ...entry, body: structuredClone(body), revision: entry.revision + 1 };
      return counted({ ...entry, body, revision: entry.revision + 1 });
    },
    byKey: async (key) => {
      const id = keys.get(key);
      return id === undefined ? undefined : byId(id);
    },
    byId: async (id) => byId(id),
    entries: async ({ channel, threadId, before, limit }) =>
      entries
        .filter((e) => e.channel === channel && e.threadId === (threadId ?? null) && (before === undefined || e.id < before))
        .slice(-limit)
        .map(counted),
    language: async (account) => languages.get(account),
    setLanguage: async (account, lang) => void languages.set(account, lang),
  };
}
