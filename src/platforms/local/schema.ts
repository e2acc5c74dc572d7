import type { HonoRequest } from "hono";
import { z } from "zod";
import { UserError } from "../../domain/user-error.ts";
import { ROLES } from "../../ports/company.ts";
import { EVENT_ID_CHARS, FIELD_CHARS, FORM_FIELDS, MAX_PAGE_ENTRIES, PAGE_ENTRIES, SKU_CHARS, TEXT_CHARS, TOKEN_CHARS } from "./limits.ts";

const Id = z.coerce.number().int().positive();
const EventId = z.string().regex(new RegExp(`^[\\w-]{8,${EVENT_ID_CHARS}}$`));
/** Look through this role's eyes; whether the person may is the app's to decide. */
const As = z.enum(ROLES).optional();
const where = { channel: z.string().min(1).max(100), thread: Id.optional() };

export interface Where {
  readonly channel: string;
  readonly thread?: number | undefined;
}

export const EntriesQuery = z.object({
  ...where,
  before: Id.optional(),
  limit: z.coerce.number().int().min(1).max(MAX_PAGE_ENTRIES).default(PAGE_ENTRIES),
});
export const SkusQuery = z.object({ begins: z.string().trim().min(1).max(SKU_CHARS) });
export const FileQuery = z.object({ ...where, event: EventId, as: As, name: z.string().min(1) });
export const TextBody = z.object({ ...where, event: EventId, as: As, text: z.string().trim().min(1).max(TEXT_CHARS) });
export const PressBody = z.object({
  event: EventId,
  as: As,
  message: Id,
  token: z.string().min(1).max(TOKEN_CHARS),
  fields: z
    .record(z.string().max(100), z.string().max(FIELD_CHARS))
    .refine((fields) => Object.keys(fields).length <= FORM_FIELDS)
    .optional(),
});
export const LanguageBody = z.object({ lang: z.enum(["zh", "en"]) });

/** Parses what the page sent; what does not fit is refused with the field and what was expected of it. */
export function read<T>(schema: z.ZodType<T>, data: unknown): T {
  const result = schema.safeParse(data);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const field = issue?.path.join(".") ?? "";
  if (field === "text" && issue?.code === "too_big")
    throw new UserError("text-too-long", {
      zh: `内容太长，最多 ${TEXT_CHARS} 个字符。`,
      en: `That is too long; at most ${TEXT_CHARS} characters.`,
    });
  const what = `${field === "" ? "request" : field}: ${issue?.message ?? "invalid"}`;
  throw new UserError("bad-request", { zh: `请求有误（${what}）。`, en: `Bad request (${what}).` });
}

/** JSON only: a type that a form on another site cannot send without the browser asking first. */
export async function readJson<T>(schema: z.ZodType<T>, request: HonoRequest): Promise<T> {
  if (!/^application\/json\b/.test(request.header("content-type") ?? ""))
    throw new UserError("content-type", { zh: "请求必须是 JSON。", en: "The request must be JSON." });
  const text = await request.text();
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new UserError("bad-json", { zh: "请求不是有效的 JSON。", en: "The request is no valid JSON." });
  }
  return read(schema, data);
}
