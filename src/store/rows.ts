import { type Day, day } from "../domain/calendar/day.ts";
import type { Prisma } from "./client/client.ts";

/** A `date` column comes as midnight UTC. */
export const dayOf = (date: Date): Day => day(date.toISOString().slice(0, 10));
export const dayOrNull = (date: Date | null): Day | null => (date === null ? null : dayOf(date));
export const dateOf = (d: Day): Date => new Date(`${d}T00:00:00Z`);
export const dateOrNull = (d: Day | null): Date | null => (d === null ? null : dateOf(d));

/** PostgreSQL keeps no NUL and no half of a surrogate pair, and titles from marketplaces have both. */
export const clean = (text: string): string => text.replaceAll("\0", "").toWellFormed();

/** A value as a json column takes it: what JSON says of it, cleaned. */
export function jsonText(value: unknown): string {
  return JSON.stringify(value, (_key, v: unknown) => (typeof v === "string" ? clean(v) : v)) ?? "null";
}
export const json = (value: unknown): Prisma.InputJsonValue => JSON.parse(jsonText(value)) as Prisma.InputJsonValue;
