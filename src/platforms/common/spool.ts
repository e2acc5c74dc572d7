import { randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, mkdtemp, open, readdir, rename, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { UserError } from "../../domain/user-error.ts";

/** A dropped file on disk: it can be read as often as intake likes, and the browser may go away meanwhile. */
export interface Spooled {
  readonly bytes: number;
  open(): AsyncIterable<Uint8Array>;
  remove(): Promise<void>;
  /** Lies there from now on, out of reach of the spool's own clearing; on the same disk. */
  moveTo(path: string): Promise<Spooled>;
}

const lying = (path: string, bytes: number): Spooled => ({
  bytes,
  open: () => createReadStream(path),
  remove: () => rm(path, { force: true }),
  moveTo: async (to) => {
    await rename(path, to);
    return lying(to, bytes);
  },
});

/** A file that lies there already; undefined when it does not. */
export async function spooledAt(path: string): Promise<Spooled | undefined> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "ENOENT") throw error;
    return undefined;
  });
  return found && lying(path, found.size);
}

const tooLarge = (limit: number): UserError =>
  new UserError(
    "file-too-large",
    {
      zh: `文件超过 ${Math.round(limit / 1_048_576)} MB，没有接收。`,
      en: `The file is larger than ${Math.round(limit / 1_048_576)} MB and was not taken.`,
    },
    { zh: "请按月份拆分后分别上传。", en: "Split it, by month for instance, and send the parts." },
  );

const PREFIX = "purser-drop-";

/**
 * A folder of this process only (0700), removed with everything in it by `clear`. What a killed process left is removed too, where
 * `home` is Purser's own; the system's folder for temporary files may hold those of another Purser that is running.
 */
export async function spoolFolder(
  limit: number,
  home?: string,
): Promise<{
  take(body: AsyncIterable<Uint8Array>, announced: number | undefined): Promise<Spooled>;
  clear(): Promise<void>;
}> {
  if (home !== undefined) {
    await mkdir(home, { recursive: true });
    for (const left of await readdir(home)) if (left.startsWith(PREFIX)) await rm(join(home, left), { recursive: true, force: true });
  }
  const folder = await mkdtemp(join(home ?? tmpdir(), PREFIX));
  return {
    async take(body, announced) {
      if (announced !== undefined && announced > limit) throw tooLarge(limit);
      const path = join(folder, randomUUID());
      const file = await open(path, "wx", 0o600);
      let bytes = 0;
      try {
        for await (const chunk of body) {
          bytes += chunk.byteLength;
          if (bytes > limit) throw tooLarge(limit);
          await file.writeFile(chunk);
        }
      } catch (error) {
        await file.close();
        await rm(path, { force: true });
        throw full(error);
      }
      await file.close();
      return lying(path, bytes);
    },
    clear: () => rm(folder, { recursive: true, force: true }),
  };
}

function full(error: unknown): unknown {
  if ((error as NodeJS.ErrnoException).code !== "ENOSPC") return error;
  return new UserError(
    "disk-full",
    { zh: "磁盘已满，文件没有接收。", en: "The disk is full; the file was not taken." },
    { zh: "腾出空间后再拖一次。", en: "Free some space and drop it again." },
  );
}
