import { type Day, daysBetween } from "../../domain/calendar/day.ts";
import { EVENTS } from "../../domain/promo/calendar.ts";
import type { Promo, PromoNote } from "../../domain/promo/types.ts";
import { UserError } from "../../domain/user-error.ts";
import { fold } from "../../domain/words/closest.ts";
import type { AuditEntry } from "../../ports/delivery.ts";
import type { Role } from "../../ports/company.ts";
import type { Asker, Context } from "../types.ts";

/** Who may declare a promotion and change what is known of it. The owner may everything. */
export const PROMO_PLANNERS: readonly Role[] = ["operator", "product", "supply", "analyst", "admin"];
/** Who may confirm what is stocked, and book what is spent. */
export const PROMO_DECIDERS: readonly Role[] = ["supply", "finance"];

/** Who may take back what was entered: who may enter it. */
export const mayTakeBack = (kind: PromoNote["kind"]): readonly Role[] => (kind === "spend" ? PROMO_DECIDERS : PROMO_PLANNERS);

/** The promotion that a button belongs to. */
export async function promoOf({ promos }: Pick<Context, "promos">, id: number): Promise<Promo> {
  const promo = await promos.byId(id);
  if (promo) return promo;
  throw new UserError(
    "no-such-promo",
    { zh: "这个大促已经不在了。", en: "This promotion is not kept any more." },
    { zh: "用 /promo 看所有大促。", en: "See all of them with /promo." },
  );
}

/** The same where something is entered or changed: nothing is added to what is over. */
export async function openPromo(context: Pick<Context, "promos">, id: number): Promise<Promo> {
  const promo = await promoOf(context, id);
  if (promo.state === "open") return promo;
  throw new UserError(
    "promo-not-open",
    promo.state === "closed"
      ? { zh: `“${promo.name}”已复盘归档，不能再改。`, en: `"${promo.name}" was reviewed and closed; it is not changed any more.` }
      : { zh: `“${promo.name}”已取消，不能再改。`, en: `"${promo.name}" was called off; it is not changed any more.` },
  );
}

/** Today where a promotion is held: the day of its first store, as its plan has it. */
export type TodayOf = (promo: Pick<Promo, "stores">) => Day;

export async function todayOf({ company }: Pick<Context, "company">, today: Context["today"]): Promise<TodayOf> {
  const [{ zone }, stores] = await Promise.all([company.company(), company.stores()]);
  return (promo) => today(stores.find((s) => promo.stores.includes(s.code))?.zone ?? zone);
}

/** The one that is meant where none is named: running, else the next, else the one that ended last. */
export function nearest(all: readonly Promo[], today: TodayOf): Promo | undefined {
  const open = all.filter((p) => p.state === "open");
  const running = open.filter((p) => p.from <= today(p) && p.to >= today(p));
  const ahead = open.filter((p) => p.from > today(p)).toSorted((a, b) => (a.from < b.from ? -1 : 1));
  const over = all.filter((p) => p.state !== "called-off" && p.to < today(p)).toSorted((a, b) => (a.to < b.to ? 1 : -1));
  return running[0] ?? ahead[0] ?? over[0];
}

function fits(promo: Promo, words: string): boolean {
  const said = fold(words);
  const event = EVENTS.find((e) => e.id === promo.event);
  return (
    String(promo.id) === words.replace(/^#/u, "") ||
    fold(promo.name).includes(said) ||
    promo.event === said ||
    (event?.called.some((c) => fold(c) === said) ?? false)
  );
}

/** The promotion that some words name, or the nearest one. */
export async function promoNamed(context: Pick<Context, "promos">, words: string, today: TodayOf): Promise<Promo> {
  const all = await context.promos.all();
  const meant = words === "" ? all : all.filter((p) => fits(p, words));
  const found = nearest(meant, today);
  if (found) return found;
  const off = words === "" ? undefined : meant.find((p) => p.state === "called-off");
  if (off) {
    throw new UserError(
      "promo-called-off",
      { zh: `“${off.name}”（#${off.id}）已取消。`, en: `"${off.name}" (#${off.id}) was called off.` },
      { zh: "还要做就重新登记：/promo 新建", en: "If it is held after all, declare it again: /promo new" },
    );
  }
  const names = all
    .filter((p) => p.state !== "called-off")
    .toSorted((a, b) => Math.abs(daysBetween(today(a), a.from)) - Math.abs(daysBetween(today(b), b.from)))
    .slice(0, 6)
    .map((p) => p.name);
  throw new UserError(
    words === "" ? "no-promo" : "unknown-promo",
    words === ""
      ? { zh: "还没有登记任何大促。", en: "No promotion has been declared yet." }
      : { zh: `没有叫“${words}”的大促。`, en: `No promotion is called "${words}".` },
    names.length > 0
      ? { zh: `现有：${names.join("、")}`, en: `There are: ${names.join(", ")}` }
      : { zh: "先登记：/promo 新建", en: "Declare one first: /promo new" },
  );
}

/** What the audit says of it. */
export const promoEntry = (
  what: string,
  on: { readonly id: number } | null,
  details: AuditEntry["details"],
  { now }: Pick<Context, "now">,
  asker: Asker,
): AuditEntry => ({
  at: now,
  by: asker.member.slug,
  what,
  on: on === null ? "promo" : `promo-${on.id}`,
  details: { platform: asker.platform, channel: asker.channel, ...details },
});
