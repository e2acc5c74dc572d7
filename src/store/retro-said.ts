import { parseDay } from "../domain/calendar/day.ts";
import type { SaidEffect, SaidEvent, SaidFigure } from "../domain/retro/said.ts";
import type { Text } from "../domain/value.ts";
import { keptMessage } from "../message/kept.ts";
import type { Thread } from "../message/message.ts";
import type { Said } from "../ports/retros.ts";

type Kept = Readonly<Record<string, unknown>>;

const isKept = (data: unknown): data is Kept => typeof data === "object" && data !== null && !Array.isArray(data);
const isText = (data: unknown): data is Text => isKept(data) && typeof data["zh"] === "string" && typeof data["en"] === "string";
const isName = (data: unknown): data is string => typeof data === "string";
const orNull =
  <T>(is: (data: unknown) => data is T) =>
  (data: unknown): data is T | null =>
    data === null || is(data);
const isNumber = (data: unknown): data is number => typeof data === "number";

const isFigure = (data: unknown): data is SaidFigure => isKept(data) && isName(data["kpi"]) && orNull(isName)(data["value"]);
const isEvent = (data: unknown): data is SaidEvent => isKept(data) && isName(data["key"]) && isText(data["text"]) && isText(data["label"]);
const isEffect = (data: unknown): data is SaidEffect =>
  isKept(data) &&
  isNumber(data["action"]) &&
  orNull(isNumber)(data["measured"]) &&
  orNull(isText)(data["because"]) &&
  isName(data["from"]) &&
  isName(data["to"]);

function all<T>(data: unknown, is: (one: unknown) => one is T, what: string): readonly T[] {
  if (!Array.isArray(data) || !data.every(is)) throw new Error(`${what} is not what a retro said: ${JSON.stringify(data)?.slice(0, 200)}`);
  return data;
}

function threadOf(kept: unknown, where: string): Thread {
  if (!isKept(kept)) throw new Error(`${where} is no thread`);
  const isReply = (data: unknown): data is Kept & { readonly key: string } => isKept(data) && isName(data["key"]);
  return {
    root: keptMessage(kept["root"], `${where}, root`),
    replies: all(kept["replies"], isReply, `${where}, replies`).map((r) => ({
      key: r.key,
      message: keptMessage(r["message"], `${where}, ${r.key}`),
    })),
  };
}

/** What a retro said, as the store keeps it: JSON of `Said`. Throws, naming the place, where it is none of this version. */
export function keptSaid(kept: unknown, where: string): Said {
  if (!isKept(kept)) throw new Error(`${where} holds nothing that a retro said`);
  const asOf = typeof kept["asOf"] === "string" ? parseDay(kept["asOf"]) : undefined;
  const currency = kept["currency"];
  if (asOf === undefined || typeof currency !== "string") throw new Error(`${where} has no day or no currency`);
  return {
    asOf,
    currency,
    stores: all(kept["stores"], isName, `${where}, stores`),
    thread: threadOf(kept["thread"], `${where}, thread`),
    figures: all(kept["figures"], isFigure, `${where}, figures`),
    events: all(kept["events"], isEvent, `${where}, events`),
    effects: all(kept["effects"], isEffect, `${where}, effects`),
  };
}
