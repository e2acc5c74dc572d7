import type { Day } from "../../domain/calendar/day.ts";
import { EVENTS } from "../../domain/promo/calendar.ts";
import type { Promo } from "../../domain/promo/types.ts";
import { UserError } from "../../domain/user-error.ts";
import { fold } from "../../domain/words/closest.ts";
import type { AuditEntry } from "../../ports/delivery.ts";
import type { Role } from "../../ports/company.ts";
import type { Asker, Context } from "../types.ts";

/** Who may declare a promotion and change what is known of it. The owner may everything. */
export const PROMO_PLANNERS: readonly Role[] = ["operator", "product", "supply", "analyst", "admin"];
/** Who may confirm what is stocked, and book what is spent. */
export const PROMO_DECIDERS: readonly Role[] = ["supply", "finance"];

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

/** The one that is meant where none is named: running, else the next, else the one that ended last. */
export function nearest(all: readonly Promo[], today: Day): Promo | undefined {
  const open = all.filter((p) => p.state === "open");
  const running = open.filter((p) => p.from <= today && p.to >= today);
  const ahead = open.filter((p) => p.from > today).toSorted((a, b) => (a.from < b.from ? -1 : 1));
  const over = all.filter((p) => p.state !== "called-off" && p.to < today).toSorted((a, b) => (a.to < b.to ? 1 : -1));
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
export async function promoNamed(context: Pick<Context, "promos">, words: string, today: Day): Promise<Promo> {
  const all = await context.promos.all();
  const found =
    words === ""
      ? nearest(all, today)
      : nearest(
          all.filter((p) => fits(p, words)),
          today,
        );
  if (found) return found;
  const names = all.slice(0, 6).map((p) => p.name);
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
