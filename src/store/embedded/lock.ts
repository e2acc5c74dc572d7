import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { hostname } from "node:os";
import { join } from "node:path";

/** The right to serve a directory. Two processes that open one PGlite directory destroy it, and it has no lock of its own. */
export interface OwnerLock {
  release(): Promise<void>;
}

const isCode = (error: unknown, code: string) => error instanceof Error && "code" in error && error.code === code;

/**
 * A name in the kernel that one process can listen on: an abstract socket on Linux, a named pipe on Windows. The kernel frees
 * it when the process ends, however it ends, so it is never stale. `home` must be a real path.
 */
export function nameLock(home: string, platform: NodeJS.Platform = process.platform): Promise<OwnerLock | undefined> {
  const hash = createHash("sha256").update(home).digest("hex").slice(0, 40);
  const path = platform === "win32" ? `\\\\.\\pipe\\purser-store-${hash}` : `\0purser-store-${hash}`;
  // Nobody has anything to say here; whoever connects is sent away.
  const server = createServer((socket) => socket.destroy());
  server.unref();
  return new Promise((resolve, reject) => {
    server.once("error", (error) => {
      if (isCode(error, "EADDRINUSE")) resolve(undefined);
      else reject(error);
    });
    server.listen(path, () =>
      resolve({
        release: () =>
          new Promise((released, failed) => {
            server.close((error) => (error === undefined ? released() : failed(error)));
          }),
      }),
    );
  });
}

interface Holder {
  readonly pid: number;
  readonly boot: string;
  readonly host: string;
}

/** Changes with every start of the machine, so that a process number of before means nothing. */
function bootId(): string {
  try {
    return readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
  } catch {
    try {
      return execFileSync("sysctl", ["-n", "kern.bootsessionuuid"], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
    } catch {
      return "unknown";
    }
  }
}

function lives(holder: Holder): boolean {
  // Of another machine's processes nothing can be known: they live.
  if (holder.host !== hostname()) return true;
  if (holder.boot !== bootId()) return false;
  try {
    process.kill(holder.pid, 0);
    return true;
  } catch (error) {
    return !isCode(error, "ESRCH");
  }
}

function read(file: string): { readonly text: string; readonly holder: Holder } | undefined {
  try {
    const text = readFileSync(file, "utf8");
    return { text, holder: JSON.parse(text) as Holder };
  } catch (error) {
    if (isCode(error, "ENOENT")) return undefined;
    throw error;
  }
}

/** A file that says who owns the directory, for systems without such names. One of a process that is gone is set aside. */
export function fileLock(home: string, me: number = process.pid): OwnerLock | undefined {
  const file = join(home, "owner.lock");
  const mine = JSON.stringify({ pid: me, boot: bootId(), host: hostname() } satisfies Holder);
  const draft = `${file}.${me}`;
  writeFileSync(draft, mine);
  try {
    for (let tries = 0; tries < 3; tries++) {
      try {
        // A link appears whole or not at all; a file that is created and then written could be read empty.
        linkSync(draft, file);
        return {
          release: async () => {
            if (read(file)?.text === mine) rmSync(file);
          },
        };
      } catch (error) {
        if (!isCode(error, "EEXIST")) throw error;
      }
      const found = read(file);
      if (found === undefined) continue;
      if (lives(found.holder)) return undefined;
      // Between reading and moving, another process may have done the same and taken the place: then what was moved is its lock.
      const aside = `${file}.dead.${me}`;
      renameSync(file, aside);
      const moved = read(aside);
      if (moved !== undefined && moved.text !== found.text) linkSync(aside, file);
      rmSync(aside, { force: true });
    }
    return undefined;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** The lock of a directory, or undefined while another process has it. */
export async function takeLock(home: string): Promise<OwnerLock | undefined> {
  return process.platform === "linux" || process.platform === "win32" ? nameLock(home) : fileLock(home);
}
