import { addDays, type Day, dayNumber, daysBetween, earlier, fromDayNumber, parseDay } from "../../src/domain/calendar/day.ts";
import { Books, type Window } from "./books.ts";
import { ITEMS } from "./catalogue/items.ts";
import type { SampleFile } from "./file.ts";
import { adFile } from "./files/ads.ts";
import { inboundFile } from "./files/inbound.ts";
import { eventFile } from "./files/money.ts";
import { amazonOrders } from "./files/orders-amazon.ts";
import { shopifyOrders } from "./files/orders-shopify.ts";
import { tiktokOrders } from "./files/orders-tiktok.ts";
import { walmartOrders } from "./files/orders-walmart.ts";
import { costFile, fxFile, productFile, walmartItems } from "./files/products.ts";
import { returnFile, reviewFile } from "./files/returns.ts";
import { inventoryPlanning, manageInventory, shopifyInventory, stockFiles } from "./files/stock.ts";
import type { Stretch } from "./files/stretch.ts";
import { childItemFiles, trafficFile } from "./files/traffic.ts";
import { SETTLED_AFTER_DAYS } from "./money/fees.ts";
import type { Line } from "./sales/line.ts";
import { ORIGIN, SkuPlay } from "./stock/sku.ts";
import { type Shop, shopOf, SHOPS } from "./world/stores.ts";

export type { SampleFile } from "./file.ts";
export { master } from "./world/master.ts";

export const SEED = "purser";
/** Enough for a comparison with the same month of last year. */
export const HISTORY_DAYS = 400;
/** Orders that had not been paid or had not left when they were last written are written again by an extension. */
const UNSETTLED_DAYS = 7;
/** Stretch of days in one order file. */
const ORDER_DAYS = 100;
/** The simulation wants so many days before the first one asked for. */
const WARM_UP_DAYS = 60;

export interface SampleRequest {
  readonly seed?: string;
  readonly from: Day;
  readonly to: Day;
  /** The day on which the files are fetched: what is younger than a few days is not settled yet. */
  readonly today: Day;
  /** Fees and refunds from an earlier day on, where those of a while ago were estimates when they were last written. */
  readonly eventsFrom?: Day;
  /** These alone; all when absent. What they do is the same, whoever is beside them. */
  readonly skus?: readonly string[];
}

/** The days of a first load: up to yesterday. */
export const firstLoad = (today: Day): SampleRequest => ({ from: addDays(today, -HISTORY_DAYS), to: addDays(today, -1), today });

/** The days to add when `newest` is the last day that is there; undefined when nothing is missing. */
export function extension(newest: Day, today: Day): SampleRequest | undefined {
  const to = addDays(today, -1);
  if (newest >= to) return undefined;
  return { from: addDays(newest, 1 - UNSETTLED_DAYS), to, today, eventsFrom: addDays(newest, 1 - SETTLED_AFTER_DAYS) };
}

/**
 * The day up to which everything is there once a file of this name was read: only the file that comes last says it. undefined for
 * all others.
 */
export function completeTo(fileName: string): Day | undefined {
  const to = /^inbound-(.+)\.csv$/.exec(fileName)?.[1];
  return to === undefined ? undefined : parseDay(to);
}

const ORDERS: Readonly<Record<string, (shop: Shop, lines: readonly Line[], stretch: Stretch) => SampleFile>> = {
  amazon: amazonOrders,
  walmart: walmartOrders,
  shopify: shopifyOrders,
  tiktok: tiktokOrders,
};

function* orderFiles(lines: readonly Line[], stretch: Stretch): Generator<SampleFile> {
  const byShop = Map.groupBy(lines, (l) => l.listing.shop);
  for (const shop of SHOPS) {
    const mine = byShop.get(shop);
    const write = ORDERS[shop.store.platform];
    if (mine && write) yield write(shop, mine, stretch);
  }
}

/** Plays all SKUs together, day by day, so that the lines of a stretch can be written and forgotten before the next one begins. */
function* played(books: Books, skus: readonly string[] | undefined): Generator<SampleFile> {
  const { seed, from, to, today } = books.window;
  const plays = ITEMS.filter((item) => skus?.includes(item.sku) ?? true).map((item) => new SkuPlay(seed, item));
  let first = from;
  for (let n = dayNumber(ORIGIN); n <= dayNumber(to); n++) {
    const d = fromDayNumber(n);
    for (const play of plays) books.add(play, play.step(n, d), n, d);
    if (d === earlier(addDays(first, ORDER_DAYS - 1), to)) {
      yield* orderFiles(books.takeLines(), { seed, from: first, to: d, today });
      first = addDays(d, 1);
    }
  }
}

/**
 * The reports of the sample store for some days, in the order in which they are best read. Every row is a function of seed, SKU and
 * day (and, where it is not settled yet, of today), so that days which are added later are the ones that would have come at once.
 */
export async function* generate({ seed = SEED, from, to, today, eventsFrom = from, skus }: SampleRequest): AsyncGenerator<SampleFile> {
  if (to < from) throw new RangeError(`sample: from ${from} is after to ${to}`);
  if (daysBetween(ORIGIN, from) < WARM_UP_DAYS)
    throw new RangeError(
      `sample: from is ${from}, expected ${addDays(ORIGIN, WARM_UP_DAYS)} or later, since the simulation begins on ${ORIGIN}`,
    );
  const window: Window = { seed, from, to, today, eventsFrom };
  yield productFile();
  yield costFile(seed, to);
  yield fxFile(seed, from, to);
  const books = new Books(window);
  yield* played(books, skus);
  for (const shop of SHOPS) {
    yield trafficFile(shop, books);
    if (shop.store.platform === "amazon") yield* childItemFiles(shop, books);
    yield* returnFile(shop, books);
    yield eventFile(shop, books);
    yield* adFile(shop, books);
    yield* reviewFile(shop, books);
  }
  yield walmartItems(to);
  yield* stockFiles(books);
  yield manageInventory(shopOf("amazon-us"), books);
  yield inventoryPlanning(shopOf("amazon-de"), books);
  yield manageInventory(shopOf("amazon-jp"), books);
  yield shopifyInventory(books);
  // Last: its presence says that the rest is there.
  yield inboundFile(books);
}
