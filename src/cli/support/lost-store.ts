import type { Text } from "../../domain/value.ts";

/** Prisma's and the driver's ways to say that the other side is gone; they have no code in common. */
const GONE =
  /\b(?:EPIPE|ECONNRESET|ECONNREFUSED|P1017)\b|Connection terminated|Server has closed the connection|server closed the connection|Can't reach database server/i;

/** The process (or server) that had the store went away in the middle. */
export function lostStore(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return GONE.test(`${error.message} ${"code" in error ? String(error.code) : ""}`) || lostStore(error.cause);
}

export const LOST: Text = {
  zh: "数据库在中途断开了（提供服务的 Purser 被停止，或数据库不可用）。没有写入一半的数据，请重新运行该命令。",
  en: "the store went away in the middle (the Purser that served it was stopped, or the database is gone). Nothing is half done: run the command again.",
};
