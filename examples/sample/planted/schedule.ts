import { membersOf } from "../catalogue/stories.ts";
import type { Turns } from "../calendar/turns.ts";
import { isOn } from "../calendar/turns.ts";
import type { StoreCode } from "../world/stores.ts";

/** Something planted on SKUs that take turns. */
export interface Planted {
  readonly turns: Turns;
  /** The SKUs of each member's turn. */
  readonly groups: readonly (readonly string[])[];
  /** Where it shows; all stores when absent. */
  readonly stores?: readonly StoreCode[];
}

const each = (skus: string): string[][] => skus.split(" ").map((sku) => [sku]);
const turns = (members: number, days: number, lead: number, lasts: number): Turns => ({ members, days, lead, lasts });

/** Batches that run small: who bought one sends a third of them back, most for its size. */
export const BATCHES: Planted = { turns: turns(3, 42, 0, 42), groups: membersOf("bad-batch").map((sku) => [sku]) };
export const BATCH_RETURNS = 0.33;

/** The box breaks on the way in Germany: glass and bulky things. */
export const BREAKAGE: Planted = {
  turns: turns(3, 63, 14, 28),
  groups: [
    ["GJR-6P-CL", "GJR-4P-AM", "JAR-10P"],
    ["JAR-5P", "OIL-470ML-CL", "OIL-200ML-CL"],
    ["NGT-4P", "STR-10M", "FAI-200"],
  ],
  stores: ["amazon-de"],
};
export const BREAKAGE_RETURNS = 0.25;

/** Another seller holds the featured offer: as many visitors, few buyers. */
export const HIJACKS: Planted = {
  turns: turns(4, 40, 12, 13),
  groups: each("TUM-900ML-BK VAC-M6 CAS-67IN-CL BTL-1L-BK"),
  stores: ["amazon-us"],
};
export const HIJACK_SHARE = 0.22;
export const HIJACK_BUY_BOX = 0.18;

/** A campaign that buys the wrong clicks: three times as many, and nearly nobody buys. */
export const WASTE: Planted = {
  turns: turns(4, 35, 3, 28),
  groups: each("STR-10M GLS-3P NGT-4P HED-2P"),
  stores: ["amazon-us"],
};
export const WASTE_CLICKS = 3;
export const WASTE_ORDERS = 0.3;

/** A creator's video: some days of many times the usual demand, in one store. */
export const BURSTS: Planted = {
  turns: turns(3, 45, 20, 6),
  groups: each("TOY-24P OIL-470ML-CL FAN-S-WH"),
  stores: ["tiktok-us"],
};
export const BURST_LIFT = 9;

/** Two discounts that add up, which nobody meant: sales rise and the margin is gone. */
export const STACKED: Planted = {
  turns: turns(3, 50, 18, 10),
  groups: each("MAT-L-GY SPC-20J-BK UBD-4P-GY"),
  stores: ["amazon-us"],
};
export const STACKED_DISCOUNT = 0.45;
export const STACKED_LIFT = 3;

/** The third-party warehouse is behind: orders leave days late. */
export const BACKLOGS: Planted = { turns: turns(1, 56, 24, 7), groups: [[]], stores: ["walmart-us", "shopify", "tiktok-us"] };

/** Parcels that do not arrive: money is given back and nothing comes back. */
export const LOST_PARCELS: Planted = { turns: turns(1, 49, 10, 14), groups: [[]], stores: ["shopify", "tiktok-us"] };
export const LOST_SHARE = 0.25;

const OF_SKUS: readonly Planted[] = [BATCHES, BREAKAGE, HIJACKS, WASTE, BURSTS, STACKED];

/** Whether it is planted on a SKU in a store at some time. */
export const plantedIn = (planted: Planted, sku: string, store: StoreCode): boolean =>
  planted.stores?.includes(store) === true && planted.groups.some((g) => g.includes(sku));
/** Whether anything is: the SKU has to be sold there, then. */
export const isPlanted = (sku: string, store: StoreCode): boolean => OF_SKUS.some((p) => plantedIn(p, sku, store));

const ON = new Map<Planted, ReadonlyMap<string, number>>();

function memberOf(planted: Planted, sku: string): number | undefined {
  let members = ON.get(planted);
  if (!members) ON.set(planted, (members = new Map(planted.groups.flatMap((skus, member) => skus.map((s) => [s, member] as const)))));
  return members.get(sku);
}

/** Whether it is on for a SKU in a store on a day. Groups without SKUs are of everything that the store sells. */
export function plantedOn(planted: Planted, sku: string, store: StoreCode, dayOf: number): boolean {
  if (planted.stores && !planted.stores.includes(store)) return false;
  const member = planted.groups[0]?.length === 0 ? 0 : memberOf(planted, sku);
  return member !== undefined && isOn(planted.turns, member, dayOf);
}
