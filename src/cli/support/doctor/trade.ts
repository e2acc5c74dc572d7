import { addDays, type Day, daysBetween } from "../../../domain/calendar/day.ts";
import type { FactKind } from "../../../domain/facts/facts.ts";
import { FRESHNESS } from "../../../domain/policy/declared/schedule.ts";
import { policyReader } from "../../../domain/policy/reader.ts";
import type { Purser } from "../../../main.ts";
import type { Store, Warehouse } from "../../../ports/company.ts";
import { FACT_NAME } from "../../../views/digest-values.ts";
import { type Check, plainly, t } from "./check.ts";

const STORES = t("店铺", "Stores");
const FRESH = t("数据时效", "Data");

function storesCheck(stores: readonly Store[]): Check {
  if (stores.length === 0) {
    return {
      state: "doubtful",
      name: STORES,
      found: t("还没有店铺", "there is none yet"),
      todo: plainly("npm run purser -- store add CODE --platform P --country CC --currency CCC --tz ZONE"),
    };
  }
  const simulated = stores.filter((s) => s.simulated);
  const list = stores.map((s) => s.code).join(", ");
  const all = simulated.length === stores.length;
  return {
    state: "fine",
    name: STORES,
    found:
      simulated.length === 0
        ? plainly(list)
        : t(
            `${list}（${all ? "全部" : simulated.map((s) => s.code).join(", ")}为模拟数据）`,
            `${list} (${all ? "all" : simulated.map((s) => s.code).join(", ")} simulated)`,
          ),
  };
}

function supplyChecks(stores: readonly Store[], warehouses: readonly Warehouse[], withLane: ReadonlySet<string>): Check[] {
  const homeless = stores.filter((s) => !warehouses.some((w) => w.stores.some((x) => x.store === s.code)));
  const laneless = warehouses.filter((w) => w.stores.length > 0 && !withLane.has(w.code));
  return [
    ...homeless.map((s): Check => ({
      state: "doubtful",
      name: t("仓库", "Warehouses"),
      found: t(`${s.code} 没有对应的仓库，库存对不上店铺`, `${s.code} draws on none, so no stock is known to be for it`),
      todo: plainly(`npm run purser -- warehouse add CODE --kind platform-pool --country ${s.country} --stores ${s.code}`),
    })),
    ...laneless.map((w): Check => ({
      state: "doubtful",
      name: t("头程", "Lanes"),
      found: t(`${w.code} 没有头程线路，/restock 按默认时效计算`, `none leads to ${w.code}; /restock assumes the default time`),
      todo: plainly(`npm run purser -- lane add CODE --warehouse ${w.code} --mode sea --p50 DAYS --p90 DAYS`),
    })),
  ];
}

/** One line for what belongs to a store, and one for what belongs to none (stock, inbound shipments). */
function freshnessChecks(
  stores: readonly Store[],
  freshness: readonly { readonly store: string | null; readonly fact: string; readonly newest: Day }[],
  yesterdayOf: (store: Store | undefined) => Day,
  allowed: (fact: FactKind, store: string | null) => number | undefined,
): Check[] {
  const places: (Store | undefined)[] = [...stores, ...(freshness.some((f) => f.store === null) ? [undefined] : [])];
  return places.flatMap((store): Check[] => {
    const yesterday = yesterdayOf(store);
    const known = freshness.flatMap((f) => {
      const fact = f.fact as FactKind;
      const days = f.store === (store?.code ?? null) ? allowed(fact, f.store) : undefined;
      return days === undefined ? [] : [{ name: FACT_NAME[fact], newest: f.newest, late: daysBetween(f.newest, yesterday) > days }];
    });
    const who = store?.code ?? "";
    if (known.length === 0) {
      if (store === undefined) return [];
      return [
        {
          state: "doubtful",
          name: FRESH,
          found: t(`${who}：还没有导入任何报表`, `${who}: nothing was imported yet`),
          todo: plainly("npm run purser -- import FILE…"),
        },
      ];
    }
    const late = known.filter((k) => k.late);
    const told = late.length > 0 ? late : known;
    const list = (lang: "zh" | "en"): string => told.map((k) => `${k.name[lang]} ${k.newest}`).join(lang === "zh" ? "，" : ", ");
    return [
      {
        state: late.length > 0 ? "doubtful" : "fine",
        name: FRESH,
        found: t(
          `${who === "" ? "" : `${who}：`}${late.length > 0 ? "已过期：" : ""}${list("zh")}`,
          `${who === "" ? "" : `${who}: `}${late.length > 0 ? "stale: " : ""}${list("en")}`,
        ),
        ...(late.length > 0 && { todo: t("请导入最新报表", "import newer reports") }),
      },
    ];
  });
}

export async function tradeChecks(purser: Purser): Promise<Check[]> {
  const { company: data, policies } = purser.ports;
  const [company, stores, warehouses, lanes, freshness, overrides] = await Promise.all([
    data.company(),
    data.stores(),
    data.warehouses(),
    data.lanes(),
    data.freshness(),
    policies.overrides(),
  ]);
  const allowed = (fact: FactKind, store: string | null): number | undefined => {
    const rule = FRESHNESS[fact];
    const place = { day: purser.today(company.zone), ...(store !== null && { store }) };
    return rule && policyReader(overrides, place)(rule);
  };
  return [
    storesCheck(stores),
    ...supplyChecks(stores, warehouses, new Set(lanes.map((l) => l.warehouse))),
    ...freshnessChecks(stores, freshness, (s) => addDays(purser.today(s?.zone ?? company.zone), -1), allowed),
  ];
}
