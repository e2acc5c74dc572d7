import { randomUUID } from "node:crypto";
import type { Context } from "hono";
import { HTTPException } from "hono/http-exception";
import { UserError } from "../../domain/user-error.ts";
import type { Log } from "../../ports/system.ts";
import type { WireError } from "./wire.ts";

const STATUS: Readonly<Record<string, 400 | 404 | 413 | 503 | 507>> = {
  "not-found": 404,
  "file-too-large": 413,
  "disk-full": 507,
  "not-ready": 503,
};

export const notFound = (what: string): UserError => new UserError("not-found", { zh: `没有找到：${what}。`, en: `There is no ${what}.` });

/** Foreseen errors are told to the page in both languages; everything else is logged under a reference. */
export function answerError(error: unknown, c: Context, log: Log): Response {
  if (error instanceof HTTPException) return error.getResponse();
  if (error instanceof UserError) {
    const body: WireError = { error: { code: error.code, text: error.text, hint: error.hint ?? null } };
    return c.json(body, STATUS[error.code] ?? 400);
  }
  const reference = randomUUID();
  log.error("local.request-failed", error, { reference, path: c.req.path });
  const text = { zh: `这里出了错，已记录。编号：${reference}`, en: `Something went wrong here; it is in the log. Reference: ${reference}` };
  const body: WireError = { error: { code: "internal", text, hint: null } };
  return c.json(body, 500);
}
