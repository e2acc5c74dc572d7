import { dayNumber, fromDayNumber } from "../calendar/day.ts";
import { leastHistory, shortHistory, staleSales } from "../policy/declared/demand.ts";
import {
  bulkLeast,
  bulkTimes,
  bulkHabitTimes,
  burstDays,
  burstHalfLife,
  burstSigmas,
  demandMethod,
  mostTimes,
  mostTimesYoung,
} from "../policy/declared/demand-model.ts";
import { defaults, type PolicyReader } from "../policy/reader.ts";
import type { Demand, DemandBasis, DemandModel } from "../restock/types.ts";
import { type Maybe, missing, present, type Text } from "../value.ts";
import { accuracyOf } from "./accuracy.ts";
import { type Burst, burstAhead, burstOf } from "./burst.ts";
import { type Cleaned, clean } from "./clean.ts";
import { closedWeekdays } from "./closed-weekdays.ts";
import { upliftOf } from "./events.ts";
import { groupOf } from "./holiday.ts";
import { couldSell, knownDays, salesAge } from "./known-days.ts";
import { type Lessons, poolOf } from "./lessons.ts";
import { calendarOf, closedAhead, type Listing, rhythmOf, seasonAhead, seasonOf, shapes } from "./shapes.ts";
import { type Series, weightUntil } from "./levels.ts";
import { varianceOf } from "./spread.ts";
import { type Outcomes, quantileOf } from "./outcomes.ts";
import {
  type Errors,
  errorsOver,
  forecastOf,
  limitOf,
  outcomesOver,
  outlookOf,
  type Outlook,
  type Pool,
  POOL_SETTINGS,
  SPANS,
  type Trust,
} from "./pool.ts";
import { type Expected, ofAnything, pilotOf, type Prior, priorOf } from "./prior.ts";
import { believe, GROWN_UP } from "./siblings.ts";
import { plainRates, weightedVelocity } from "./weighted-velocity.ts";
import { launchFactor } from "./launches.ts";
import { classOf } from "./ways.ts";
import { notesOf } from "./notes.ts";

type ModelInput = Parameters<DemandModel>[0];

/** Two years teach what there is to learn. */
export const MOST_DAYS = 730;
const MONTH = 30;

const isAmazon = (input: Pick<ModelInput, "platforms">): boolean => (input.platforms ?? []).some((p) => p.startsWith("amazon"));

interface Listed {
  readonly listing: Listing;
  readonly cleaned: Cleaned;
  readonly days: ModelInput["history"];
}

/** A product at a place as lessons read it; null where nothing is known of its sales. */
export function listingOf(input: ModelInput, read: PolicyReader = defaults): Listed | null {
  const known = knownDays(input).slice(-MOST_DAYS);
  return known.some((d) => d.units > 0) ? listed(input, inCalendar(input, known), read) : null;
}

/**
 * A product that a test was told of and that is in a platform's pool, or on its way there, without a sale yet. Elsewhere goods may lie to be sent on, so
 * that a pool's alone are counted on before they sold once.
 */
function untried(input: ModelInput, read: PolicyReader): Listed | null {
  if (input.site?.kind !== "platform-pool" || pilotOf(read) === null) return null;
  // An empty shelf says nothing of what would have sold.
  return listed(input, knownDays(input).filter(couldSell), read);
}

function listed(input: ModelInput, days: ModelInput["history"], read: PolicyReader): Listed {
  const cleaned = clean(days, { least: read(bulkLeast), times: read(bulkTimes), habitTimes: read(bulkHabitTimes) });
  const { sku, warehouse: place } = input;
  const named = sku === undefined || place === undefined ? {} : { sku, place };
  const planned = (input.events ?? []).map((e) => ({ id: e.id, from: dayNumber(e.from), to: dayNumber(e.to), factor: 1 + e.uplift }));
  return { listing: { series: cleaned.series, group: groupOf(input), amazon: isAmazon(input), planned, ...named }, cleaned, days };
}

/** Half a year is more than any rate that is shown looks back. */
const SHOWN_DAYS = 180;

/** The newest known days with what counts of their sales. */
function counted({ cleaned, days }: Listed): ModelInput["history"] {
  const from = Math.max(0, days.length - SHOWN_DAYS);
  return days
    .slice(from)
    .map((d, i) => (d.units === cleaned.series.units[from + i] ? d : { ...d, units: cleaned.series.units[from + i] ?? 0 }))
    .filter((d) => d.salesKnown !== false);
}

/** Days that nobody knows keep their place in the calendar. */
function inCalendar(input: ModelInput, known: ModelInput["history"]): ModelInput["history"] {
  const first = known[0]?.day ?? input.asOf;
  const all = input.history.filter((d) => d.day >= first && d.day <= input.asOf).slice(-MOST_DAYS);
  const through = input.salesThrough ?? input.asOf;
  return through < input.asOf ? all.map((d) => (d.day > through ? { ...d, salesKnown: false as const } : d)) : all;
}

/** What is expected of an average day, and how unsure that is beyond what all products' errors say. */
interface Now {
  readonly outlook: Outlook;
  readonly burst: Burst | null;
  readonly prior: Prior | null;
  /** Squared variation of the level itself, on top of the pool's. */
  readonly doubt: number;
}

function now(
  outlook: Outlook,
  { single }: Pick<Series, "single">,
  pool: Pool,
  prior: Expected | null,
  known: number,
  launch: number,
  read: PolicyReader,
): Now {
  const errors = errorsOver(pool, outlook, 1);
  const variance = (forecast: number): number => varianceOf(errors.spread, forecast) * errors.own ** 2;
  const { levels } = outlook;
  if (known < GROWN_UP && prior !== null) {
    const belief = believe(
      prior,
      { units: launch * (levels.demand[levels.days] ?? 0), days: levels.weight[levels.days] ?? 0 },
      variance(forecastOf(outlook, 1)),
      read(leastHistory) - known,
    );
    return {
      outlook: at(outlook, belief.level),
      burst: null,
      prior: { from: prior.from, priorDays: belief.priorDays },
      doubt: belief.cv2,
    };
  }
  const burst = burstOf(levels, single, variance, { sigmas: read(burstSigmas), longest: read(burstDays) });
  return { outlook: burst === null ? outlook : at(outlook, burst.before), burst, prior: null, doubt: 0 };
}

/** The same outlook with another level and no trend. */
function at(outlook: Outlook, level: number): Outlook {
  const levels = { ...outlook.levels, level: Float64Array.from(outlook.levels.level) };
  delete (levels as { slope?: Float64Array }).slope;
  levels.level[levels.days] = level;
  return { ...outlook, levels };
}

/** Units of each coming day together, index n is the first n days. Grown as far as it is asked for. */
function expectations({ outlook, burst }: Now, halfLife: number): (days: number) => number {
  const { weight, days: past } = outlook.levels;
  const extra: number[] = [0];
  return (days) => {
    if (burst !== null)
      for (let i = extra.length - 1; i < days; i += 1)
        extra.push((extra[i] ?? 0) + burstAhead(burst, halfLife, i) * (weightUntil(weight, past + i + 1) - weightUntil(weight, past + i)));
    return days <= 0 ? 0 : forecastOf(outlook, days) + (extra[days] ?? 0);
  };
}

export const trustOf = (read: PolicyReader): Trust => ({ year: read(mostTimes), young: read(mostTimesYoung) });

/** Half of a burst's excess may as well be gone tomorrow, or double. */
const BURST_DOUBT = 0.5;

function demandOf(found: Now, pool: Pool, read: PolicyReader, basis: DemandBasis): Demand {
  const until = expectations(found, read(burstHalfLife));
  const limit = limitOf(found.outlook, trustOf(read));
  // What is mostly believed of others has not shown its own best.
  const known = found.outlook.levels.days;
  const believed = found.prior !== null && known < found.prior.priorDays;
  const most = (from: number, to: number): number => (believed ? Infinity : limit(to - from, Math.max(0, until(to) - until(from)), from));
  const errors = (days: number): Errors => {
    const e = errorsOver(pool, found.outlook, days);
    const burst = until(days) > 0 ? (until(days) - forecastOf(found.outlook, days)) / until(days) : 0;
    const doubt = found.doubt + BURST_DOUBT * burst * burst;
    return doubt === 0 ? e : { ...e, spread: { ...e.spread, drift: e.spread.drift + doubt } };
  };
  const kept = new Map<number, Outcomes>();
  const over = (days: number): Outcomes => {
    let outcomes = kept.get(days);
    if (outcomes === undefined) {
      outcomes = outcomesOver(errors(days), until(days), most(0, days));
      // Past errors of long spans come from products that kept selling; where a season ends, they must not take back what a shorter span may sell.
      const shorter = SPANS.findLast((s) => s < days);
      if (shorter !== undefined) {
        const least = over(shorter);
        for (let k = 0; k < least.length; k += 1) outcomes[k] = Math.max(outcomes[k] ?? 0, least[k] ?? 0);
      }
      kept.set(days, outcomes);
    }
    return outcomes;
  };
  return {
    expected: (i) => Math.max(0, until(i + 1) - until(i)),
    dailyMean: until(MONTH) / MONTH,
    quantile: (days, tau) => (days <= 0 ? 0 : quantileOf(over(days), tau)),
    over,
    // As unsure as the later day is, of what is sold by then and not before.
    between: (from, to) => (from <= 0 ? over(to) : outcomesOver(errors(to), Math.max(0, until(to) - until(from)), most(from, to))),
    most,
    basis,
  };
}

/** Events of the coming days that demand counts, with their uplift. */
function eventsAhead(listing: Listing, lessons: Lessons, last: number, input: ModelInput): NonNullable<DemandBasis["events"]> {
  const planned = (input.events ?? []).filter((e) => dayNumber(e.to) > last);
  const usual = calendarOf(last, listing.amazon)
    .filter(
      (e) => e.to > last && e.from <= last + AHEAD_TOLD && !planned.some((p) => dayNumber(p.from) <= e.to && e.from <= dayNumber(p.to)),
    )
    .flatMap((e) => {
      const factor = upliftOf(lessons.uplifts, e.id, listing.group);
      return factor === null ? [] : [{ id: e.id, name: e.name, from: fromDayNumber(e.from), to: fromDayNumber(e.to), uplift: factor - 1 }];
    });
  const closed = closedAhead(lessons.spikes, listing.amazon, last)
    .filter((c) => c.from <= last + AHEAD_TOLD && !planned.some((p) => dayNumber(p.from) <= c.to && c.from <= dayNumber(p.to)))
    .map(({ from, to, factor }) => ({ id: "closed", name: CLOSED, from: fromDayNumber(from), to: fromDayNumber(to), uplift: factor - 1 }));
  return [...planned, ...usual, ...closed].toSorted((a, b) => (a.from < b.from ? -1 : 1));
}
const AHEAD_TOLD = 180;
const CLOSED: Text = { zh: "去年同期歇业", en: "closed then a year ago" };

/**
 * Demand in the light of what all products taught: a level of its own (by the way that erred least at past origins) × season, weekday and
 * events of its group, and errors as all products' forecasts made them. A young product is believed to sell as its siblings until its own days
 * outweigh them; a burst fades by half each week. No value for what never sold and has no siblings, and for sales that end too long ago.
 */
export function pooledDemand(lessons: Lessons): DemandModel {
  const pool = poolOf(lessons);
  const learnt = dayNumber(lessons.asOf);
  const made = new Map<number, ReturnType<typeof shapes>>();
  const shapeUpTo = (last: number): ReturnType<typeof shapes> => {
    let found = made.get(last);
    if (found === undefined) made.set(last, (found = shapes({ ...lessons, learnt }, last)));
    return found;
  };
  return (input, read = defaults): Maybe<Demand> => {
    if (read(demandMethod) === "weighted") return weightedVelocity(input, read);
    const age = salesAge(input);
    if (age > read(staleSales))
      return missing({ zh: `销售数据已断 ${age} 天，无法估算销量`, en: `the newest sales are ${age} days old: no estimate of demand` });
    const sold = listingOf(input, read);
    const found = sold ?? untried(input, read);
    if (found === null) return missing({ zh: "还没有销售记录", en: "nothing was sold yet" });
    const { listing, cleaned } = found;
    const days = listing.series.units.length;
    const last = dayNumber(input.asOf);
    const known = knownDays(input).slice(-MOST_DAYS);
    const prior = known.length < GROWN_UP ? priorOf(listing, lessons, read) : null;
    if (known.length < read(leastHistory) && (prior === null || ofAnything(prior)))
      return missing({
        zh: `销售历史只有 ${known.length} 天，满 ${read(leastHistory)} 天才估算销量`,
        en: `only ${known.length} ${known.length === 1 ? "day" : "days"} of sales: an estimate takes ${read(leastHistory)}`,
      });
    if (sold !== null && !known.some(couldSell)) return missing({ zh: "历史上没有一天有货", en: "no day of the history had stock" });
    const outlook = outlookOf({ ...listing.series, shape: shapeUpTo(last)(listing, days) }, pool, POOL_SETTINGS);
    const launch = prior === null ? 1 : launchFactor(lessons.launches, days, last);
    const seen = now(outlook, listing.series, pool, prior, known.length, launch, read);
    const short = known.length < read(shortHistory);
    const rhythm = rhythmOf(lessons, listing);
    const closed = closedWeekdays(known, rhythm?.week);
    const season = seasonAhead(rhythm, learnt, last);
    return present({
      ...(season !== null && { season }),
      ...demandOf(seen, pool, read, {
        model: "pooled",
        windows: plainRates(counted(found)),
        historyDays: known.length,
        notes: notesOf({
          known,
          closed,
          short,
          age,
          bulk: cleaned.bulk,
          undone: input.undone,
          burst: seen.burst,
          prior: seen.prior,
          launch,
          halfLife: read(burstHalfLife),
        }),
        way: outlook.way,
        kind: classOf(outlook.levels),
        season: seasonOf(lessons, listing),
        ...(closed.length > 0 && { closed }),
        ...(seen.prior !== null && { young: true as const }),
        events: eventsAhead(listing, lessons, last, input),
        accuracy: accuracyOf(outlook.levels),
      }),
    });
  };
}
