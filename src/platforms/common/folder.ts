import { mkdir, readdir, rm } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";

/**
 * A folder of this process below `base`. Replicas may share `base`: what dead processes of this machine left is removed, what others
 * are reading stays.
 */
export async function ownFolder(base: string, pid = process.pid): Promise<string> {
  const own = `${hostname().replaceAll(/[^\w.-]/g, "_")}-`;
  await mkdir(base, { recursive: true });
  for (const name of await readdir(base)) {
    const other = name.startsWith(own) ? Number(name.slice(own.length)) : Number.NaN;
    if (Number.isInteger(other) && (other === pid || !alive(other))) await rm(join(base, name), { recursive: true, force: true });
  }
  return join(base, `${own}${pid}`);
}

function alive(pid: number): boolean {
  try {
    // Signal 0 only asks.
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
