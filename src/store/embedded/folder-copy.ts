import { constants, copyFileSync, mkdirSync, readdirSync, rmSync, statSync } from "node:fs";
import { copyFile, mkdir, readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";

/** By reference where the disk can. */
const MODE = constants.COPYFILE_FICLONE;
/** Clocks of file systems are this coarse at most (FAT's): what was written so shortly before it was copied may have been written since. */
const COARSE_MS = 2_000;

interface Seen {
  readonly size: number;
  readonly mtimeMs: number;
  /** It was copied long enough after its last change that a later one would show. */
  readonly settled: boolean;
}

const gone = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === "ENOENT";

/**
 * A copy of a folder that is written to meanwhile, in two passes: the first one in pieces with others' work in between, the second one at
 * once, for what has changed since. Whoever calls sees to it that nobody writes during the second.
 */
export class FolderCopy {
  readonly #from: string;
  readonly #to: string;
  /** What the first pass copied, by its path in the folder. */
  readonly #copied = new Map<string, Seen>();

  constructor(from: string, to: string) {
    this.#from = from;
    this.#to = to;
  }

  /** The first pass. What comes, goes or changes during it is the second one's. */
  async begin(): Promise<void> {
    await rm(this.#to, { recursive: true, force: true });
    await mkdir(this.#to, { recursive: true, mode: 0o700 });
    await this.#copyIn("");
  }

  async #copyIn(path: string): Promise<void> {
    const entries = await readdir(join(this.#from, path), { withFileTypes: true }).catch((error: unknown) => {
      if (gone(error)) return [];
      throw error;
    });
    for (const entry of entries) {
      const inner = join(path, entry.name);
      if (entry.isDirectory()) {
        await mkdir(join(this.#to, inner), { mode: 0o700 });
        await this.#copyIn(inner);
      } else if (entry.isFile()) {
        try {
          const before = Date.now();
          const { size, mtimeMs } = await stat(join(this.#from, inner));
          await copyFile(join(this.#from, inner), join(this.#to, inner), MODE);
          this.#copied.set(inner, { size, mtimeMs, settled: mtimeMs < before - COARSE_MS });
        } catch (error) {
          if (!gone(error)) throw error;
        }
      }
    }
  }

  /** The second pass: afterwards the copy has exactly the files that are `wanted`, as they are now. */
  finish(wanted: (path: string) => boolean): void {
    this.#finishIn("", wanted);
    // What is left was in the folder and is there no more, or is not wanted.
    for (const path of this.#copied.keys()) rmSync(join(this.#to, path), { force: true });
    this.#copied.clear();
  }

  #finishIn(path: string, wanted: (path: string) => boolean): void {
    mkdirSync(join(this.#to, path), { recursive: true, mode: 0o700 });
    for (const entry of readdirSync(join(this.#from, path), { withFileTypes: true })) {
      const inner = join(path, entry.name);
      if (entry.isDirectory()) this.#finishIn(inner, wanted);
      else if (entry.isFile() && wanted(inner)) {
        const seen = this.#copied.get(inner);
        const { size, mtimeMs } = statSync(join(this.#from, inner));
        if (seen === undefined || !seen.settled || seen.size !== size || seen.mtimeMs !== mtimeMs)
          copyFileSync(join(this.#from, inner), join(this.#to, inner), MODE);
        this.#copied.delete(inner);
      }
    }
  }
}
