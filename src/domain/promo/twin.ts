import { UserError } from "../user-error.ts";
import { fold } from "../words/closest.ts";
import type { Promo, PromoFrame } from "./types.ts";

/** An open promotion of the same name, with a store and a day in common: the same one once more, which would be stocked for twice. */
export const twinOf = (frame: PromoFrame, others: readonly Promo[]): Promo | undefined =>
  others.find(
    (o) =>
      o.state === "open" &&
      fold(o.name.trim()) === fold(frame.name.trim()) &&
      o.from <= frame.to &&
      frame.from <= o.to &&
      o.stores.some((s) => frame.stores.includes(s)),
  );

/** What is refused, with the way to the one that stands. */
export function refuseTwin(frame: PromoFrame, others: readonly Promo[]): void {
  const twin = twinOf(frame, others);
  if (twin === undefined) return;
  throw new UserError(
    "promo-twice",
    {
      zh: `“${twin.name}”已经登记过：#${twin.id}，${twin.stores.join("、")}，${twin.from} 至 ${twin.to}。`,
      en: `"${twin.name}" is declared already: #${twin.id}, ${twin.stores.join(", ")}, ${twin.from} to ${twin.to}.`,
    },
    {
      zh: `要改它：/promo 备货 #${twin.id}，点“修改日期和 SKU”。另一场活动请换个名字。`,
      en: `Change that one: /promo plan #${twin.id}, then "Dates and SKUs". Give another event another name.`,
    },
  );
}
