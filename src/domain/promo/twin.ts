import { length, type Period } from "../calendar/period.ts";
import { UserError } from "../user-error.ts";
import { fold } from "../words/closest.ts";
import type { Promo, PromoFrame } from "./types.ts";

type Named = Pick<PromoFrame, "name" | "event" | "from" | "to" | "skus">;

/** Days that both have, as a part of the longer one. */
function shared(a: Period, b: Period): number {
  const [from, to] = [a.from > b.from ? a.from : b.from, a.to < b.to ? a.to : b.to];
  return from > to ? 0 : length({ from, to }) / Math.max(length(a), length(b));
}

/** By its name; or by its event, whatever it is called, on most of its days. Two lists of other SKUs, made by hand, are two promotions. */
function same(a: Named, b: Named): boolean {
  if (shared(a, b) === 0) return false;
  if (fold(a.name.trim()) === fold(b.name.trim())) return true;
  const apart = a.skus.length > 0 && b.skus.length > 0 && !a.skus.some((s) => b.skus.includes(s));
  return a.event === b.event && shared(a, b) > 0.5 && !apart;
}

/** An open promotion of the same event, with a store and days in common: the same one once more, which would be prepared for twice. */
export const twinOf = (frame: PromoFrame, others: readonly Promo[]): Promo | undefined =>
  others.find((o) => o.state === "open" && o.stores.some((s) => frame.stores.includes(s)) && same(o, frame));

/** What is refused, with the way to the one that stands. */
export function refuseTwin(frame: PromoFrame, others: readonly Promo[]): void {
  const twin = twinOf(frame, others);
  if (twin === undefined) return;
  const named = fold(twin.name.trim()) === fold(frame.name.trim());
  throw new UserError(
    "promo-twice",
    {
      zh: `“${twin.name}”已经登记过：#${twin.id}，${twin.stores.join("、")}，${twin.from} 至 ${twin.to}。`,
      en: `"${twin.name}" is declared already: #${twin.id}, ${twin.stores.join(", ")}, ${twin.from} to ${twin.to}.`,
    },
    named
      ? {
          zh: `要改它：/promo 备货 #${twin.id}，点“修改日期和 SKU”。另一场活动请换个名字。`,
          en: `Change that one: /promo plan #${twin.id}, then "Dates and SKUs". Give another event another name.`,
        }
      : {
          zh: `“${frame.name}”是同一店铺、同一时间的同一活动。要改它：/promo 备货 #${twin.id}，点“修改日期和 SKU”。同期另做一批货，就写明各自的 SKU。`,
          en: `"${frame.name}" is the same event, in the same store on the same days. Change that one: /promo plan #${twin.id}, then "Dates and SKUs". For other goods on these days, name the SKUs of each.`,
        },
  );
}
