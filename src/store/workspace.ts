import { isSealed } from "../message/kept.ts";
import type { Language } from "../message/message.ts";
import type { Workspace, WorkspaceEntry } from "../ports/workspace.ts";
import type { Prisma, PrismaClient } from "./client/client.ts";
import { json } from "./rows.ts";

function bodyOf({ id, body }: Pick<Prisma.WorkspaceEntryModel, "id" | "body">): WorkspaceEntry["body"] {
  if (typeof body === "object" && body !== null && !Array.isArray(body)) {
    const { kind, text, name, bytes, sealed } = body;
    if (kind === "text" && typeof text === "string") return { kind, text };
    if (kind === "file" && typeof name === "string" && typeof bytes === "number") return { kind, name, bytes };
    if (kind === "sealed" && isSealed(sealed)) return { kind, sealed };
  }
  throw new Error(`workspace entry ${id} holds neither words nor a file nor a message of version 1`);
}

/** Memory of the local workspace. Threads are one level deep: a reply's thread is always a root. */
export function workspace(prisma: PrismaClient): Workspace {
  async function entriesOf(rows: readonly Prisma.WorkspaceEntryModel[]): Promise<WorkspaceEntry[]> {
    const roots = rows.filter((r) => r.thread_id === null).map((r) => r.id);
    const counted =
      roots.length === 0
        ? []
        : await prisma.workspaceEntry.groupBy({ by: ["thread_id"], where: { thread_id: { in: roots } }, _count: { _all: true } });
    const replies = new Map(counted.map((c) => [c.thread_id, c._count._all]));
    return rows.map((row) => ({
      id: row.id,
      channel: row.channel,
      threadId: row.thread_id,
      author: row.author,
      at: row.at,
      body: bodyOf(row),
      revision: row.revision,
      replies: replies.get(row.id) ?? 0,
    }));
  }

  async function entryOf(row: Prisma.WorkspaceEntryModel): Promise<WorkspaceEntry> {
    const [entry] = await entriesOf([row]);
    if (entry === undefined) throw new Error(`workspace entry ${row.id} vanished`);
    return entry;
  }

  const byKey = async (key: string) => {
    const row = await prisma.workspaceEntry.findUnique({ where: { key } });
    return row === null ? undefined : entryOf(row);
  };

  return {
    channels: () => prisma.workspaceChannel.findMany({ orderBy: { id: "asc" } }),
    saveChannel: async (id, name) => {
      await prisma.workspaceChannel.upsert({ where: { id }, create: { id, name }, update: { name } });
    },
    append: async (entry, key) => {
      const data = {
        channel: entry.channel,
        thread_id: entry.threadId,
        author: entry.author,
        at: entry.at,
        body: json(entry.body),
        key,
      };
      const [made] = await prisma.workspaceEntry.createManyAndReturn({ data, skipDuplicates: true });
      if (made !== undefined) return entryOf(made);
      const there = key === null ? undefined : await byKey(key);
      if (there === undefined) throw new Error(`the workspace took no entry and has none with the key ${key ?? "(none)"}`);
      return there;
    },
    edit: async (id, body) =>
      entryOf(await prisma.workspaceEntry.update({ where: { id }, data: { body: json(body), revision: { increment: 1 } } })),
    byKey,
    byId: async (id) => {
      const row = await prisma.workspaceEntry.findUnique({ where: { id } });
      return row === null ? undefined : entryOf(row);
    },
    entries: async ({ channel, threadId, before, limit }) => {
      const newest = await prisma.workspaceEntry.findMany({
        where: { channel, thread_id: threadId ?? null, ...(before === undefined ? {} : { id: { lt: before } }) },
        orderBy: { id: "desc" },
        take: limit,
      });
      return entriesOf(newest.reverse());
    },
    language: async (account) => {
      const person = await prisma.workspacePerson.findUnique({ where: { account } });
      return person === null ? undefined : (person.lang as Language);
    },
    setLanguage: async (account, lang) => {
      await prisma.workspacePerson.upsert({ where: { account }, create: { account, lang }, update: { lang } });
    },
  };
}
