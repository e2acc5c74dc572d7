import { access, mkdir, readdir, rename, rm, writeFile } from "node:fs/promises";
import { randomUUID } from "node:crypto";
import { basename, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { UserError } from "../../domain/user-error.ts";
import { directoryTrouble } from "../trouble.ts";
import { backupsOf, keepBackup, listBackups } from "./backup.ts";
import type { EmbeddedServer } from "./server.ts";

const HOUR = 3_600_000;
const LOOK_MS = 2_000;
const GUEST_PATIENCE_MS = 120_000;
const WISH = ".wanted";

export interface Keeper {
  backup(): Promise<string>;
  stop(): Promise<void>;
}

/**
 * Tidies up and makes a backup every hour, and whenever a client of this directory asks for one: only the owner can, since only it has the files
 * open. A client asks with a file, because whoever may write into the directory may ask, and nobody else.
 */
export function keepBackups(
  home: string,
  server: EmbeddedServer,
  tidy: () => Promise<unknown>,
  now: () => Date,
  onTrouble: (error: Error) => void,
): Keeper {
  let last: number | undefined;
  let working: Promise<unknown> = Promise.resolve();

  /** One at a time: each copies the whole database first. */
  function backup(occasion: "hourly" | "asked"): Promise<string> {
    const made = working.then(async () => {
      try {
        const at = now();
        const file = await keepBackup(home, (to) => server.copy(to), at, occasion);
        if (occasion === "hourly") last = at.getTime();
        return file;
      } catch (error) {
        throw directoryTrouble(error, backupsOf(home));
      }
    });
    working = made.catch(() => undefined);
    return made;
  }

  async function look(): Promise<void> {
    last ??= (await listBackups(home)).find((b) => basename(b.file).startsWith("hour-"))?.at.getTime() ?? 0;
    if (now().getTime() - last >= HOUR) {
      await tidy();
      await backup("hourly");
    }
    const wishes = (await readdir(backupsOf(home)).catch(() => [])).filter((n) => n.endsWith(WISH));
    if (wishes.length === 0) return;
    const file = await backup("asked");
    for (const wish of wishes) {
      const answer = join(backupsOf(home), wish.replace(WISH, ".made"));
      await writeFile(`${answer}.part`, file);
      await rename(`${answer}.part`, answer);
      await rm(join(backupsOf(home), wish), { force: true });
    }
  }

  let looking = false;
  const timer = setInterval(() => {
    if (looking) return;
    looking = true;
    look()
      .catch((error: unknown) => {
        // Not again in two seconds: a full disk stays full for a while.
        last = now().getTime();
        onTrouble(error instanceof Error ? error : new Error(String(error)));
      })
      .finally(() => {
        looking = false;
      });
  }, LOOK_MS);
  timer.unref();

  return {
    backup: () => backup("asked"),
    stop: async () => {
      clearInterval(timer);
      await working;
    },
  };
}

/** For a client: asks the owner for a backup and waits for it. */
export async function askForBackup(home: string, readAnswer: (file: string) => Promise<string>): Promise<string> {
  const folder = backupsOf(home);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const name = randomUUID();
  const wish = join(folder, `${name}${WISH}`);
  const answer = join(folder, `${name}.made`);
  await writeFile(wish, "");
  try {
    for (let waited = 0; waited < GUEST_PATIENCE_MS; waited += 200) {
      await pause(200);
      const made = await access(answer).then(
        () => true,
        () => false,
      );
      if (made) return await readAnswer(answer);
    }
  } finally {
    await rm(wish, { force: true });
    await rm(answer, { force: true });
  }
  throw new UserError(
    "backup-not-made",
    { en: `The process that owns ${home} made no backup within two minutes.`, zh: `持有 ${home} 的进程两分钟内没有完成备份。` },
    { en: "Its log says why; or stop it and try again.", zh: "请查看该进程的日志，或停止它后重试。" },
  );
}
