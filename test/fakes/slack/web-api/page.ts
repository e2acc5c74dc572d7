import type { Args } from "./args.ts";
import { ApiError } from "./args.ts";

export interface Page<T> {
  readonly items: readonly T[];
  readonly more: boolean;
  /** "" on the last page. */
  readonly next: string;
}

/** Slack's cursors: opaque, good for the same question only. */
export function page<T>(all: readonly T[], args: Args, usual: number, most: number): Page<T> {
  const limit = args.number("limit", usual);
  if (limit < 1) throw new ApiError("invalid_limit");
  const size = Math.min(limit, most);
  const cursor = args.text("cursor") ?? "";
  const from = cursor === "" ? 0 : Number(Buffer.from(cursor, "base64").toString().replace("next:", ""));
  if (!Number.isInteger(from)) throw new ApiError("invalid_cursor");
  const more = from + size < all.length;
  return { items: all.slice(from, from + size), more, next: more ? Buffer.from(`next:${from + size}`).toString("base64") : "" };
}
