import { type Day, parseDay } from "../../domain/calendar/day.ts";
import { isCurrency } from "../../domain/money/currency.ts";
import type { Period } from "../../domain/calendar/period.ts";
import { UserError } from "../../domain/user-error.ts";
import type { Company, Store, Warehouse } from "../../ports/company.ts";
import type { Zone } from "../../domain/calendar/zone.ts";
import type { Lacking, Source } from "../types.ts";
import { periodInName, readPeriod } from "./period.ts";
import type { Ask, Given } from "./types.ts";

/** Whose file it is and which days it speaks of. */
export interface Scope {
  readonly store: Store | null;
  readonly warehouse: Warehouse | null;
  /** Days that somebody said. */
  readonly period: Period | null;
  /** The same where the file leaves them out; null where it says its days itself. */
  readonly covers: Period | null;
  readonly currency: string | null;
  readonly day: Day | null;
  readonly today: Day;
  readonly simulated: boolean;
}

export interface World {
  readonly company: Company;
  readonly stores: readonly Store[];
  readonly warehouses: readonly Warehouse[];
  readonly today: (zone: Zone) => Day;
  /** Store that the last import of this format went to, to be suggested. */
  readonly lastStore: (format: string) => string | undefined;
}

function fits(store: Store, source: Source): boolean {
  const { platform, currency } = source.fits ?? {};
  return (
    (platform === undefined || store.platform.toLowerCase().startsWith(platform)) && (currency === undefined || store.currency === currency)
  );
}

const label = (name: string, code: string, simulated: boolean) => ({
  zh: `${name}(${code})${simulated ? " · 示例" : ""}`,
  en: `${name} (${code})${simulated ? " · sample" : ""}`,
});

function knownStore(code: string, source: Source, world: World): Store {
  const store = world.stores.find((s) => s.code === code);
  if (!store) {
    throw new UserError(
      "unknown-store",
      { zh: `没有编码为“${code}”的店铺。`, en: `There is no store "${code}".` },
      {
        zh: `已有店铺：${world.stores.map((s) => s.code).join("、") || "无，请先用 npm run purser -- store add 新增"}`,
        en: `Known: ${world.stores.map((s) => s.code).join(", ") || "none yet; add one with npm run purser -- store add"}`,
      },
    );
  }
  if (fits(store, source)) return store;
  const { platform, currency } = source.fits ?? {};
  throw new UserError("store-does-not-fit", {
    zh: `${source.title.zh}属于${platform ? `平台 ${platform}` : `币种 ${currency ?? ""}`}，店铺 ${code} 是 ${store.platform} / ${store.currency}。`,
    en: `${source.title.en} is a report of ${platform ? `the platform ${platform}` : `stores in ${currency ?? ""}`}; the store ${code} is ${store.platform} in ${store.currency}.`,
  });
}

function askStore(source: Source, fitting: readonly Store[], world: World): Ask {
  if (fitting.length === 0) {
    const { platform, currency } = source.fits ?? {};
    throw new UserError(
      "no-store",
      {
        zh: `${source.title.zh}：还没有能放这个文件的店铺。`,
        en: `${source.title.en}: there is no store yet that this file could belong to.`,
      },
      {
        zh: `先新增：npm run purser -- store add CODE --platform ${platform ?? "P"} --country CC --currency ${currency ?? "CCC"} --tz ZONE`,
        en: `Add one first: npm run purser -- store add CODE --platform ${platform ?? "P"} --country CC --currency ${currency ?? "CCC"} --tz ZONE`,
      },
    );
  }
  const last = world.lastStore(source.id);
  // A form begins with its first choice; where there is only one, that is no guess.
  const suggested = fitting.length === 1 ? fitting[0]?.code : fitting.find((s) => s.code === last)?.code;
  return {
    field: "store",
    question: { zh: "这是哪个店铺的报表？", en: "Which store is this report of?" },
    options: fitting.map((s) => ({ value: s.code, label: label(s.name, s.code, s.simulated) })),
    ...(suggested !== undefined && { suggested }),
  };
}

function knownWarehouse(code: string, world: World): Warehouse {
  const warehouse = world.warehouses.find((w) => w.code === code);
  if (warehouse) return warehouse;
  throw new UserError(
    "unknown-warehouse",
    { zh: `没有编码为“${code}”的仓库。`, en: `There is no warehouse "${code}".` },
    {
      zh: `已有仓库：${world.warehouses.map((w) => w.code).join("、") || "无，请先用 npm run purser -- warehouse add 新增"}`,
      en: `Known: ${world.warehouses.map((w) => w.code).join(", ") || "none yet; add one with npm run purser -- warehouse add"}`,
    },
  );
}

function askWarehouse(source: Source, pools: readonly Warehouse[]): Ask {
  if (pools.length === 0) {
    throw new UserError(
      "no-warehouse",
      { zh: `${source.title.zh}：还没有平台仓。`, en: `${source.title.en}: there is no platform pool yet that this stock could lie in.` },
      {
        zh: "先新增：npm run purser -- warehouse add CODE --kind platform-pool --country CC --stores 店铺",
        en: "Add one first: npm run purser -- warehouse add CODE --kind platform-pool --country CC --stores STORE",
      },
    );
  }
  return {
    field: "warehouse",
    question: { zh: "这是哪个平台仓的库存？", en: "Which pool's stock is this?" },
    options: pools.map((w) => ({ value: w.code, label: label(w.name, w.code, w.simulated) })),
  };
}

function readDay(text: string, today: Day): Day {
  const d = parseDay(text.trim());
  if (d !== undefined && d <= today) return d;
  throw new UserError("bad-day", {
    zh: `“${text}”不是有效的快照日期（YYYY-MM-DD，不晚于 ${today}）。`,
    en: `"${text}" is not a day of a snapshot: expected YYYY-MM-DD, at the latest ${today}.`,
  });
}

/** The only one of its kind; a real file never goes to a simulated store by itself. */
const only = <T extends { readonly simulated: boolean }>(all: readonly T[], simulated: boolean): T | undefined => {
  const own = all.filter((x) => x.simulated === simulated);
  return own.length === 1 ? own[0] : undefined;
};

/** Fills in what the file lacks from what was given and from what can only be one way; the rest is asked. */
export function findScope(
  fileName: string,
  source: Source,
  given: Given,
  simulated: boolean,
  world: World,
  lacking: Lacking = {},
  signs: (store: Store) => boolean = () => true,
): Scope | { readonly asks: readonly Ask[] } {
  const asks: Ask[] = [];
  const { asks: lacks } = source;

  let store: Store | null = given.store === undefined ? null : knownStore(given.store, source, world);
  if (lacks.store && !store) {
    const possible = world.stores.filter((s) => fits(s, source) && (!simulated || s.simulated));
    const signed = possible.filter(signs);
    // Signs that fit no store at all are told row by row, with what was expected.
    const fitting = signed.length > 0 ? signed : possible;
    store = only(fitting, simulated) ?? null;
    if (!store) asks.push(askStore(source, fitting, world));
  }

  let warehouse: Warehouse | null = given.warehouse === undefined ? null : knownWarehouse(given.warehouse, world);
  if (lacks.warehouse && !warehouse) {
    const draws = (w: Warehouse): boolean => store === null || w.stores.some((s) => s.store === store?.code);
    const pools = world.warehouses.filter((w) => w.kind === "platform-pool" && draws(w) && (!simulated || w.simulated));
    warehouse = only(pools, store?.simulated ?? simulated) ?? null;
    if (!warehouse) asks.push(askWarehouse(source, pools));
  }

  const today = world.today(store?.zone ?? world.company.zone);
  const period = given.period === undefined ? null : readPeriod(given.period, today);
  const undated = lacks.period || lacking.period !== undefined;
  if (undated && !period) {
    const hinted = lacking.period?.suggested ?? null;
    asks.push({
      field: "period",
      question: { zh: "报表覆盖哪段时间？", en: "Which days does it cover?" },
      options: [],
      suggested: hinted === null ? periodInName(fileName, today) : `${hinted.from}..${hinted.to}`,
      hint: { zh: "例如 2026-10 或 2026-10-01..2026-10-31", en: "such as 2026-10 or 2026-10-01..2026-10-31" },
    });
  }

  // A period of one day says which day a snapshot is of.
  const said = given.day ?? (period && period.from === period.to ? period.from : undefined);
  const day = said === undefined ? null : readDay(said, today);
  if (lacks.day && !day) {
    asks.push({ field: "day", question: { zh: "这是哪一天的快照？", en: "Which day is the snapshot of?" }, options: [], suggested: today });
  }

  const currency = given.currency?.trim().toUpperCase() ?? null;
  if (currency !== null && !isCurrency(currency)) {
    throw new UserError("unknown-currency", {
      zh: `“${currency}”不是已知币种（ISO 4217，如 USD）。`,
      en: `"${currency}" is not a known currency (ISO 4217, such as USD).`,
    });
  }
  if (lacks.currency && currency === null) {
    asks.push({
      field: "currency",
      question: { zh: "金额是什么币种？", en: "Which currency are the amounts in?" },
      options: [],
      suggested: store?.currency ?? world.company.currency,
    });
  }

  if (asks.length > 0) return { asks };
  return {
    store,
    warehouse,
    period,
    covers: undated ? period : lacks.day && day ? { from: day, to: day } : null,
    currency,
    day,
    today,
    simulated: simulated || (store?.simulated ?? false) || (warehouse?.simulated ?? false),
  };
}
