import { addDays, type Day } from "../../../src/domain/calendar/day.ts";
import type { Listing } from "../catalogue/listings.ts";
import { COMPLAINERS, COMPLAINING, COMPLAINTS, COMPLAINTS_SHARE, type Theme, type Tongue } from "../planted/complaints.ts";
import { BATCHES, plantedOn } from "../planted/schedule.ts";
import type { Dice } from "../random.ts";

export interface Review {
  readonly day: Day;
  readonly stars: number;
  readonly body: string;
  /** The complaint that was planted here, for the ledger alone: no file says it. */
  readonly theme: Theme | null;
}

type Texts = Readonly<Record<1 | 2 | 3 | 4 | 5, readonly [string, ...string[]]>>;

const TEXTS: Readonly<Record<Tongue, Texts>> = {
  en: {
    1: ["Broke within a week.", "Not what I ordered."],
    2: ["Feels cheap for the price.", "Smaller than expected."],
    3: ["It is okay.", "Does the job, nothing more."],
    4: ["Good value, quick delivery.", "Works well, would like more colours."],
    5: ["Exactly what I needed!", "Sturdy and well made.", "Bought a second one."],
  },
  de: {
    1: ["Nach einer Woche kaputt.", "Falscher Artikel geliefert."],
    2: ["Wirkt billig für den Preis.", "Kleiner als erwartet."],
    3: ["Ist in Ordnung.", "Erfüllt seinen Zweck."],
    4: ["Gutes Preis-Leistungs-Verhältnis.", "Funktioniert gut, schnelle Lieferung."],
    5: ["Genau das, was ich gesucht habe!", "Stabil und gut verarbeitet."],
  },
  ja: {
    1: ["一週間で壊れました。"],
    2: ["思ったより小さい。", "値段のわりに安っぽい。"],
    3: ["普通です。"],
    4: ["コスパが良いです。", "使いやすいです。"],
    5: ["とても満足しています。", "しっかりした作りです。"],
  },
};
const SMALL: Readonly<Record<Tongue, readonly [string, ...string[]]>> = {
  en: ["Runs small, order a size up.", "Size chart is wrong, far too tight."],
  de: ["Fällt zu klein aus."],
  ja: ["サイズが小さめです。"],
};

const starsOf = (roll: number): 1 | 2 | 3 | 4 | 5 => (roll < 0.62 ? 5 : roll < 0.82 ? 4 : roll < 0.9 ? 3 : roll < 0.95 ? 2 : 1);
const tongueOf = (country: string): Tongue => (country === "DE" ? "de" : country === "JP" ? "ja" : "en");

/** Which complaint is heard of a SKU on the day of an order. */
export function complaintOn(sku: string, listing: Listing, dayOf: number): (typeof COMPLAINTS)[number] | undefined {
  return plantedOn(COMPLAINING, sku, listing.shop.code, dayOf) ? COMPLAINTS.find((c) => c.skus.includes(sku)) : undefined;
}

/** A function of the line's own dice: whether its buyer writes, when, and what. */
export function reviewOf(listing: Listing, dayOf: number, today: Day, luck: Dice): Review | null {
  const { item, shop } = listing;
  const complaint = complaintOn(item.sku, listing, dayOf);
  if (luck.next() >= (complaint ? COMPLAINERS : shop.reviewed)) return null;
  const tongue = tongueOf(shop.store.country);
  const day = addDays(today, luck.between(8, 30));
  if (complaint && luck.next() < COMPLAINTS_SHARE)
    return { day, stars: luck.next() < 0.6 ? 1 : 2, body: luck.pick(complaint.words[tongue]), theme: complaint.theme };
  const small = plantedOn(BATCHES, item.sku, shop.code, dayOf);
  const stars = starsOf(Math.min(0.999, luck.next() + (small ? 0.45 : 0)));
  return { day, stars, body: luck.pick(small && stars <= 2 ? SMALL[tongue] : TEXTS[tongue][stars]), theme: null };
}
