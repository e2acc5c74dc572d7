import { type Day, day } from "../calendar/day.ts";

/** One step of the aged-inventory surcharge: per month and cubic foot, at least so much per unit where the table says so. */
export interface AgedStep {
  /** First day of age to which it applies. */
  readonly fromAge: number;
  readonly perCubicFoot: number;
  readonly leastPerUnit: number | null;
}

/** A fee table as it was published. What applies is the newest one that began by the day asked for. */
export interface FeeTable<Step> {
  readonly country: string;
  readonly currency: string;
  readonly from: Day;
  readonly source: string;
  readonly steps: readonly Step[];
}

const UNTIL_A_YEAR: readonly AgedStep[] = [
  { fromAge: 181, perCubicFoot: 0.5, leastPerUnit: null },
  { fromAge: 211, perCubicFoot: 1, leastPerUnit: null },
  { fromAge: 241, perCubicFoot: 1.5, leastPerUnit: null },
  { fromAge: 271, perCubicFoot: 3.8, leastPerUnit: null },
  { fromAge: 301, perCubicFoot: 4, leastPerUnit: null },
  { fromAge: 331, perCubicFoot: 4.2, leastPerUnit: null },
];

/** Aged-inventory surcharge, charged by the snapshot of the 15th of each month. Only countries whose table is known. */
export const AGED_FEES: readonly FeeTable<AgedStep>[] = [
  {
    country: "US",
    currency: "USD",
    from: day("2023-04-15"),
    source: "Amazon's 2023 US fee announcement: aged inventory surcharge from 15 April 2023",
    steps: [...UNTIL_A_YEAR, { fromAge: 366, perCubicFoot: 6.9, leastPerUnit: 0.15 }],
  },
  {
    country: "US",
    currency: "USD",
    from: day("2026-01-15"),
    source:
      "2026 US fee changes, as third parties report them: 12 to 15 months 0.30 a unit, above 15 months 7.90 per cubic foot or 0.35 a unit",
    steps: [
      ...UNTIL_A_YEAR,
      { fromAge: 366, perCubicFoot: 6.9, leastPerUnit: 0.3 },
      { fromAge: 456, perCubicFoot: 7.9, leastPerUnit: 0.35 },
    ],
  },
];

/** The table in force on a day; undefined where none is known. */
export function feeTable<Step>(tables: readonly FeeTable<Step>[], country: string, on: Day): FeeTable<Step> | undefined {
  return tables.filter((t) => t.country === country && t.from <= on).toSorted((a, b) => (a.from < b.from ? 1 : -1))[0];
}
