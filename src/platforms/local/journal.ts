import { mkdir, open, readdir, readFile, rename, rm, rmdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { ROLES } from "../../ports/company.ts";
import { spooledAt, type Spooled } from "../common/spool.ts";

const Asked = z.object({
  eventId: z.string(),
  account: z.string(),
  name: z.string().optional(),
  as: z.enum(ROLES).optional(),
  lang: z.enum(["zh", "en"]),
  channel: z.string(),
  threadId: z.number().nullable(),
  /** How often a start has taken it up again. What ended a process twice is not tried a third time. */
  resumed: z.number(),
  what: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("text"), text: z.string() }),
    z.object({ kind: z.literal("file"), name: z.string() }),
    z.object({ kind: z.literal("press") }),
  ]),
});

/** Something that was asked and is not answered yet, as the disk keeps it. */
export type Asked = z.infer<typeof Asked>;

const NOTE = ".json";
const BYTES = ".bytes";

/**
 * What is being worked on, one small file each, so that a process that dies owes nobody an answer: the next one finds it here. A
 * dropped file's bytes lie beside their note until they are answered. Two Pursers in one folder are not a case: its store is locked.
 */
export class Journal {
  readonly #folder: string | undefined;

  /** `home`: Purser's own folder for drops. Absent: nothing is kept over a restart. */
  constructor(home: string | undefined) {
    this.#folder = home === undefined ? undefined : join(home, "unanswered");
  }

  #at(folder: string, eventId: string, end: string): string {
    return join(folder, `${eventId}${end}`);
  }

  /** Before the page is told that it was heard. */
  async note(asked: Asked): Promise<void> {
    if (this.#folder === undefined) return;
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    const path = this.#at(this.#folder, asked.eventId, NOTE);
    // Renamed when it is whole: half a note would be none.
    const file = await open(`${path}.new`, "w", 0o600);
    try {
      await file.writeFile(JSON.stringify(asked));
    } finally {
      await file.close();
    }
    await rename(`${path}.new`, path);
  }

  /** The dropped file, from now on kept until it is answered. */
  async keep(eventId: string, spooled: Spooled): Promise<Spooled> {
    if (this.#folder === undefined) return spooled;
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    return spooled.moveTo(this.#at(this.#folder, eventId, BYTES));
  }

  /** The bytes of a drop that a dead process left; undefined when they are gone. */
  async kept(eventId: string): Promise<Spooled | undefined> {
    if (this.#folder === undefined) return undefined;
    return spooledAt(this.#at(this.#folder, eventId, BYTES));
  }

  /** It is answered. */
  async done(eventId: string): Promise<void> {
    if (this.#folder === undefined) return;
    await rm(this.#at(this.#folder, eventId, NOTE), { force: true });
    await rm(this.#at(this.#folder, eventId, BYTES), { force: true });
  }

  /** What nobody answered, in the order in which it was asked; what is no note of ours is taken away. */
  async left(): Promise<readonly Asked[]> {
    if (this.#folder === undefined) return [];
    const folder = this.#folder;
    const names = (await readdir(folder).catch(unlessMissing)) ?? [];
    const found: { readonly at: number; readonly asked: Asked }[] = [];
    for (const name of names.filter((n) => n.endsWith(NOTE))) {
      const asked = Asked.safeParse(parsed(await readFile(join(folder, name), "utf8")));
      if (asked.success) found.push({ at: (await stat(join(folder, name))).mtimeMs, asked: asked.data });
      else await rm(join(folder, name), { force: true });
    }
    const known = new Set(found.flatMap(({ asked }) => [`${asked.eventId}${NOTE}`, `${asked.eventId}${BYTES}`]));
    for (const name of names) if (!known.has(name)) await rm(join(folder, name), { force: true });
    return found.toSorted((a, b) => a.at - b.at).map(({ asked }) => asked);
  }

  /** Leaves no empty folder behind. */
  async close(): Promise<void> {
    if (this.#folder === undefined) return;
    await rmdir(this.#folder).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "ENOENT" && error.code !== "ENOTEMPTY") throw error;
    });
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return undefined;
  }
}

function unlessMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== "ENOENT") throw error;
  return undefined;
}
