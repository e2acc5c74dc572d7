import { randomBytes } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, open, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { UserError } from "./domain/user-error.ts";
import { UPLOAD_BYTES, type Uploads } from "./ports/uploads.ts";

const ID = /^[\w-]{24}$/;
/** Long enough for a weekend and a holiday; a report can be downloaded again. */
const KEPT_DAYS = 7;

/**
 * Files that wait for an answer, in a folder that only this user can read. The id is the file's name there; the name that a
 * person gave it is never part of a path. What nobody answered for a week is removed when the next one comes.
 */
export function diskUploads(folder: string, now: () => Date = () => new Date(), limit = UPLOAD_BYTES): Uploads {
  const at = (id: string): string => join(folder, id);

  async function sweep(): Promise<void> {
    const before = now().getTime() - KEPT_DAYS * 86_400_000;
    for (const name of await readdir(folder)) {
      const { mtimeMs } = await stat(join(folder, name)).catch(() => ({ mtimeMs: Infinity }));
      if (mtimeMs < before) await rm(join(folder, name), { force: true });
    }
  }

  return {
    async keep(name, bytes) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await sweep();
      const id = randomBytes(18).toString("base64url");
      const file = await open(at(id), "wx", 0o600);
      let size = 0;
      try {
        for await (const chunk of bytes) {
          size += chunk.byteLength;
          if (size > limit) {
            const mb = Math.round(limit / 1024 / 1024);
            throw new UserError("file-too-large", {
              zh: `文件超过 ${mb} MB，没有接收。`,
              en: `The file is larger than ${mb} MB and was not taken.`,
            });
          }
          await file.writeFile(chunk);
        }
        await writeFile(`${at(id)}.name`, name.slice(0, 255), { mode: 0o600 });
      } catch (error) {
        await rm(at(id), { force: true });
        await rm(`${at(id)}.name`, { force: true });
        throw error;
      } finally {
        await file.close();
      }
      return id;
    },
    async open(id) {
      if (!ID.test(id)) return undefined;
      const name = await readFile(`${at(id)}.name`, "utf8").catch((error: NodeJS.ErrnoException) => {
        if (error.code === "ENOENT") return undefined;
        throw error;
      });
      if (name === undefined) return undefined;
      return { id, name, bytes: () => createReadStream(at(id)) };
    },
    async drop(id) {
      if (!ID.test(id)) return;
      await rm(`${at(id)}.name`, { force: true });
      await rm(at(id), { force: true });
    },
  };
}
