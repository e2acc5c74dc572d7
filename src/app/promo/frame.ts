import { addDays, type Day, daysBetween } from "../../domain/calendar/day.ts";
import { length } from "../../domain/calendar/period.ts";
import { announced, daysOfEvent, eventKind, eventOf } from "../../domain/promo/calendar.ts";
import type { Programme, PromoFrame } from "../../domain/promo/types.ts";
import { inboundRule } from "../../domain/promo/inbound.ts";
import { policyReader } from "../../domain/policy/reader.ts";
import { UserError } from "../../domain/user-error.ts";
import type { Store } from "../../ports/company.ts";
import type { Context } from "../types.ts";

/** What somebody said of a promotion; what is left out is found or asked for. */
export interface PromoSaid {
  readonly name: string;
  readonly stores: readonly string[];
  /** A word where a store is expected, which is the code of none. */
  readonly unknown?: string;
  readonly days: { readonly from: Day; readonly to: Day } | null;
  readonly programme: Programme | null;
  readonly signUpBy: Day | null;
  readonly inboundBy: Day | null;
  readonly past: { readonly from: Day; readonly to: Day } | null;
  readonly skus: readonly string[];
}

const LONGEST_DAYS = 60;
/** Codes that are told as examples. */
const SOME = 6;

/** The platform of these stores; null where they are of several. */
export function platformOf(stores: readonly Store[]): string | null {
  const [first, ...others] = new Set(stores.map((s) => s.platform));
  return first !== undefined && others.length === 0 ? first : null;
}

/** A day as people write it elsewhere: `25.12.2026`, `2026/12/25`. Without a year it may be a name: `11.11`. */
const DATED = /\d{1,4}[./年-]\d{1,2}[./月-]\d{1,4}/u;
const MAYBE_DATED = /\d{1,2}[./月-]\d{1,2}/u;

const unread = (word: string, today: Day): UserError =>
  new UserError(
    "promo-unread-day",
    { zh: `“${word}”没能读成日期。`, en: `"${word}" could not be read as a day.` },
    {
      zh: `日期写成年-月-日，起止用两点连接，例如 ${addDays(today, 60)}..${addDays(today, 63)}`,
      en: `Write days as year-month-day, first and last with two dots between, for example ${addDays(today, 60)}..${addDays(today, 63)}`,
    },
  );

function daysFor(said: PromoSaid, event: string, platform: string | null, today: Day): { readonly from: Day; readonly to: Day } {
  if (said.days) return said.days;
  const words = said.name.split(/\s+/u);
  const dated = words.find((w) => DATED.test(w));
  if (dated !== undefined) throw unread(dated, today);
  const year = /(19|20)\d\d/u.exec(said.name)?.[0];
  const years = year === undefined ? [Number(today.slice(0, 4)), Number(today.slice(0, 4)) + 1] : [Number(year)];
  const found = years.map((y) => daysOfEvent(event, y, platform)).find((d) => d !== undefined && (year !== undefined || d.to >= today));
  if (found) return { from: found.from, to: found.to };
  const known = eventKind(event)?.name;
  const maybe = words.find((w) => MAYBE_DATED.test(w));
  if (maybe !== undefined) throw unread(maybe, today);
  throw new UserError(
    "promo-no-days",
    known
      ? {
          zh: `${known.zh}的日期平台还没公布（或不在日历里）。`,
          en: `The days of ${known.en} are not announced yet (or not in the calendar).`,
        }
      : { zh: `“${said.name}”没有日期。`, en: `"${said.name}" has no days.` },
    {
      zh: `写上起止日期，例如 ${addDays(today, 60)}..${addDays(today, 63)}`,
      en: `Write first and last day, for example ${addDays(today, 60)}..${addDays(today, 63)}`,
    },
  );
}

function checked(frame: PromoFrame): PromoFrame {
  const wrong = (zh: string, en: string, hint?: { zh: string; en: string }): UserError =>
    new UserError("promo-wrong-days", { zh, en }, hint);
  if (frame.to < frame.from)
    throw wrong(`结束日 ${frame.to} 早于开始日 ${frame.from}。`, `It ends on ${frame.to}, before it begins on ${frame.from}.`);
  if (length(frame) > LONGEST_DAYS) {
    throw wrong(
      `大促有 ${length(frame)} 天，最多 ${LONGEST_DAYS} 天。`,
      `It lasts ${length(frame)} days; at most ${LONGEST_DAYS} are expected.`,
      { zh: "长期活动请按季节计划，不按大促。", en: "What lasts longer is a season." },
    );
  }
  for (const [day, zh, en] of [
    [frame.inboundBy, "入仓截止", "The inbound deadline"],
    [frame.signUpBy, "报名截止", "The sign-up deadline"],
  ] as const) {
    if (day !== null && day > frame.from)
      throw wrong(`${zh} ${day} 晚于开始日 ${frame.from}。`, `${en}, ${day}, is after the start on ${frame.from}.`);
  }
  if (frame.past && frame.past.to >= frame.from) {
    throw wrong(
      `对比期 ${frame.past.from}..${frame.past.to} 要在大促之前。`,
      `What it is compared with, ${frame.past.from}..${frame.past.to}, must lie before it.`,
    );
  }
  return frame;
}

/** What is declared, with the platform's dates where they were announced and the policy's where not. */
export async function frameOf(said: PromoSaid, context: Pick<Context, "company" | "policies" | "today">): Promise<PromoFrame> {
  const all = await context.company.stores();
  const stores = all.filter((s) => said.stores.includes(s.code));
  const codes = all.map((s) => s.code).slice(0, SOME);
  const [first] = stores;
  if (!first) {
    throw new UserError(
      "promo-no-store",
      said.unknown === undefined
        ? { zh: "没有说是哪些店铺。", en: "No store is named." }
        : { zh: `没有说是哪些店铺；“${said.unknown}”不是店铺代码。`, en: `No store is named; "${said.unknown}" is none.` },
      codes.length > 0
        ? { zh: `写上店铺代码：${codes.join("、")}`, en: `Name its stores by their codes: ${codes.join(", ")}` }
        : { zh: "写上店铺代码，例如 amazon-us。", en: "Name its stores by their codes, for example amazon-us." },
    );
  }
  const today = context.today(first.zone);
  const platform = platformOf(stores);
  const event = eventOf(said.name);
  const days = daysFor(said, event, platform, today);
  const programme = said.programme ?? (stores.every((s) => s.platform === "amazon") ? "fba-minimal" : "other");
  const told = stores
    .map((s) => announced(event, days.from.slice(0, 4), s.platform, s.country))
    .find((c) => c !== undefined && daysBetween(c.from, days.from) === 0);
  const read = policyReader(await context.policies.overrides(), { day: today, store: first.code });
  const inbound = said.inboundBy ?? told?.inboundBy[programme] ?? null;
  return checked({
    name: said.name,
    event,
    stores: stores.map((s) => s.code),
    programme,
    ...days,
    signUpBy: said.signUpBy ?? told?.signUpBy ?? null,
    inboundBy: inbound ?? inboundRule(event, days.from, read).day,
    inboundSource: said.inboundBy !== null ? "person" : inbound !== null ? "calendar" : "rule",
    past: said.past,
    skus: said.skus,
  });
}
