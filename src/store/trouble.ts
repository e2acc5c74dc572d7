import { UserError } from "../domain/user-error.ts";
import type { Text } from "../domain/value.ts";

const FULL: Text = {
  en: "Make room on that disk and try again; nothing that was acknowledged is lost.",
  zh: "请腾出磁盘空间后重试；已确认的数据不会丢失。",
};

/** Codes of Node, PostgreSQL and the driver, wherever in an error they stand. */
function codesOf(error: unknown): readonly string[] {
  if (!(error instanceof Error)) return [];
  const own = "code" in error && typeof error.code === "string" ? [error.code] : [];
  const inner = error instanceof AggregateError ? error.errors.flatMap((e: unknown) => codesOf(e)) : [];
  const said = /\bE(?:NOSPC|ACCES|ROFS|PERM|DQUOT|NOTDIR)\b|No space left on device/.exec(error.message);
  return [...own, ...inner, ...codesOf(error.cause), ...(said === null ? [] : [said[0]])];
}

/** What went wrong with the directory `home`, in a sentence; an error that nobody foresaw comes back as it is. */
export function directoryTrouble(error: unknown, home: string): unknown {
  if (error instanceof UserError) return error;
  for (const code of codesOf(error)) {
    switch (code) {
      case "ENOSPC":
      case "EDQUOT":
      case "No space left on device":
      case "53100":
        return new UserError("disk-full", { en: `The disk of ${home} is full.`, zh: `${home} 所在的磁盘已满。` }, FULL);
      case "EACCES":
      case "EPERM":
      case "EROFS":
      case "ENOENT":
        return new UserError(
          "home-not-writable",
          { en: `Purser may not write to ${home}.`, zh: `没有写入 ${home} 的权限。` },
          {
            en: "Give the user that runs Purser the right to write there, or set PURSER_HOME to another directory.",
            zh: "请给运行 Purser 的用户授予写权限，或把 PURSER_HOME 设为其他目录。",
          },
        );
      case "ENOTDIR":
      case "EEXIST":
        return new UserError(
          "home-no-directory",
          { en: `${home} is not a directory.`, zh: `${home} 不是目录。` },
          { en: "Set PURSER_HOME to a directory.", zh: "请把 PURSER_HOME 设为一个目录。" },
        );
    }
  }
  return error;
}

/** As above for a PostgreSQL at `place` (host and database, never the password). */
export function serverTrouble(error: unknown, place: string): unknown {
  if (error instanceof UserError) return error;
  const detail = error instanceof Error ? error.message : String(error);
  const because = (en: string, zh: string, hint: Text) =>
    new UserError("database-unreachable", { en: `DATABASE_URL: ${place}: ${en}`, zh: `DATABASE_URL：${place}：${zh}` }, hint);
  for (const code of codesOf(error)) {
    switch (code) {
      case "ECONNREFUSED":
      case "ENOENT":
      case "ENOTFOUND":
      case "EAI_AGAIN":
      case "ETIMEDOUT":
      case "EHOSTUNREACH":
      case "ECONNRESET":
        return because("no PostgreSQL answers there.", "没有 PostgreSQL 应答。", {
          en: "Is the server running, are host and port right, is the way open?",
          zh: "请检查数据库是否在运行、主机和端口是否正确、网络是否放行。",
        });
      case "28P01":
      case "28000":
        return because("the user or the password is not accepted.", "用户名或密码不被接受。", {
          en: "Check the user and the password in DATABASE_URL (special characters must be percent-encoded).",
          zh: "请检查 DATABASE_URL 中的用户名和密码（特殊字符需做百分号编码）。",
        });
      case "3D000":
        return because("there is no such database.", "没有这个数据库。", {
          en: "Create it first: createdb <name>",
          zh: "请先创建：createdb <数据库名>",
        });
      case "42501":
        return because(`the user may not do this: ${detail}`, `该用户权限不足：${detail}`, {
          en: "To migrate, it must be allowed to create tables in the schema public.",
          zh: "执行迁移需要在 public 模式下建表的权限。",
        });
      case "53300":
        return because("it has no connection left.", "连接数已用尽。", {
          en: "Raise max_connections, or put a pooler in between.",
          zh: "请调大 max_connections，或使用连接池。",
        });
      case "53100":
        return because("its disk is full.", "数据库磁盘已满。", FULL);
    }
  }
  if (/timeout expired|timeout exceeded/.test(detail)) {
    return because("no answer in time.", "连接超时。", {
      en: "Is the server running, are host and port right, is the way open?",
      zh: "请检查数据库是否在运行、主机和端口是否正确、网络是否放行。",
    });
  }
  return error;
}
