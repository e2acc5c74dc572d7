import { addDays, type Day, daysBetween, earlier, parseDay } from "../../src/domain/calendar/day.ts";
import type { SampleFile } from "./file.ts";
import { adFile, feeRows, reviewFile } from "./files/extras.ts";
import { orderFile } from "./files/orders.ts";
import { costFile, fxFile, productFile } from "./files/products.ts";
import { eventFile, refundRows, returnFile } from "./files/returns.ts";
import { inboundFile, inventoryFile, stockFiles } from "./files/stock.ts";
import { childItemFiles, trafficFile, visits } from "./files/traffic.ts";
import { SHOPS } from "./master.ts";
import { placeOrders } from "./order.ts";
import { play } from "./played.ts";
import { ORIGIN } from "./simulate.ts";

export type { SampleFile } from "./file.ts";
export { master } from "./master.ts";

export const SEED = "purser";
/** Enough for a comparison with the same month of last year. */
export const HISTORY_DAYS = 400;
/** Orders that were not settled when they were last written are written again by an extension. */
const UNSETTLED_DAYS = 3;
/** Stretch of days in one order file. */
const ORDER_DAYS = 100;

export interface SampleRequest {
  readonly seed?: string;
  readonly from: Day;
  readonly to: Day;
  /** The day on which the files are fetched: what is younger than a few days is not settled yet. */
  readonly today: Day;
}

/** The days of a first load: up to yesterday. */
export const firstLoad = (today: Day): SampleRequest => ({ from: addDays(today, -HISTORY_DAYS), to: addDays(today, -1), today });

/** The days to add when `newest` is the last day that is there; undefined when nothing is missing. */
export function extension(newest: Day, today: Day): SampleRequest | undefined {
  const to = addDays(today, -1);
  return newest >= to ? undefined : { from: addDays(newest, 1 - UNSETTLED_DAYS), to, today };
}

/**
 * The day up to which everything is there once a file of this name was read: only the file that comes last says it. undefined for
 * all others.
 */
export function completeTo(fileName: string): Day | undefined {
  const to = /^inbound-(.+)\.csv$/.exec(fileName)?.[1];
  return to === undefined ? undefined : parseDay(to);
}

/**
 * The reports of the sample store for some days, in the order in which they are best read. Every row is a function of seed, SKU and
 * day (and, where it is not settled yet, of today), so that days which are added later are the ones that would have come at once.
 */
export async function* generate({ seed = SEED, from, to, today }: SampleRequest): AsyncGenerator<SampleFile> {
  if (to < from) throw new RangeError(`sample: from ${from} is after to ${to}`);
  if (daysBetween(ORIGIN, from) < 60)
    throw new RangeError(`sample: from is ${from}, expected ${addDays(ORIGIN, 60)} or later, since the simulation begins on ${ORIGIN}`);
  const played = play(seed, from, to, today);
  yield productFile();
  yield costFile(seed);
  yield fxFile(played);
  for (const shop of SHOPS) {
    const placed = placeOrders(
      seed,
      played.recent.filter((l) => l.shop === shop),
      today,
    );
    for (let first = from; first <= to; first = addDays(first, ORDER_DAYS)) {
      const last = earlier(addDays(first, ORDER_DAYS - 1), to);
      yield orderFile(
        shop,
        placed.filter((p) => p.line.day >= first && p.line.day <= last),
        first,
        last,
      );
    }
    const seen = visits(shop, played);
    yield trafficFile(shop, seen, played);
    yield* childItemFiles(shop, seen, played);
    yield returnFile(shop, placed, played);
    yield eventFile(shop, [...refundRows(placed, played), ...feeRows(shop, played)], played);
    yield adFile(shop, seen, played);
    yield reviewFile(shop, placed, played);
  }
  yield* stockFiles(played);
  for (const shop of SHOPS) yield inventoryFile(shop, played);
  yield inboundFile(played);
}
