import type { Promo } from "../../domain/promo/types.ts";
import type { Binding } from "../../ports/company.ts";
import type { Context } from "../types.ts";

/** Open promotions of the stores that a channel is about, the earliest first. */
export async function channelPromos({ promos }: Pick<Context, "promos">, channel: Binding): Promise<readonly Promo[]> {
  return (await promos.all())
    .filter((p) => p.state === "open" && (channel.stores.length === 0 || p.stores.some((s) => channel.stores.includes(s))))
    .toSorted((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : a.id - b.id));
}
