import type { Period } from "../../domain/calendar/period.ts";
import { answerKpi } from "../../domain/kpi/engine/answer.ts";
import type { MeasureId, MeasureRow } from "../../domain/kpi/measure.ts";
import { type Bridge, bridge, type BridgeStore } from "../../domain/retro/bridge.ts";
import { BRIDGE_OF_SKUS, BRIDGE_OF_STORES, bridgeStore } from "../../domain/retro/bridge-facts.ts";
import { type Maybe, missing, present, type Text } from "../../domain/value.ts";
import type { Context } from "../types.ts";
import type { Frame } from "./frame.ts";

/** The margin after everything that is known of a sale: what the bridge begins and ends with. */
const MARGIN = "cm3";

/** The days that the bridge joins; of a month that is not known to its end, as many days of the one before. */
export interface BridgeDays {
  readonly before: Period;
  readonly after: Period;
}

export interface BridgeAnswer {
  readonly bridge: Maybe<Bridge & { readonly days: BridgeDays }>;
  readonly notes: readonly Text[];
  /** Whether stores of another currency are in it. */
  readonly foreign: boolean;
}

type Rows = { readonly rows: readonly MeasureRow[] };

async function storesOf(f: Frame, { before, after }: BridgeDays): Promise<readonly BridgeStore[]> {
  const rows = async (stores: readonly string[], currency: string, measures: readonly MeasureId[], by?: "sku" | "store") => {
    const of = (period: Period) => f.read({ scope: { stores }, period, currency, asOf: f.today, measures, ...(by && { by }) });
    return [await of(before), await of(after)] as const;
  };
  const whole = await rows(f.codes, f.currency, BRIDGE_OF_STORES, "store");
  const stores: BridgeStore[] = [];
  for (const { code, currency } of f.stores) {
    const skus = await rows([code], f.currency, BRIDGE_OF_SKUS, "sku");
    const own = currency === f.currency ? null : await rows([code], currency, ["costed-sales"]);
    const valuesOf = (key: string | null, of: Rows) => of.rows.find((r) => r.key === key)?.values;
    stores.push(
      bridgeStore({
        skus: [skus[0].rows, skus[1].rows],
        whole: [valuesOf(code, whole[0]), valuesOf(code, whole[1])],
        own: own && [valuesOf(null, own[0]), valuesOf(null, own[1])],
      }),
    );
  }
  return stores;
}

/** What made this month's contribution another than last month's, store by store and SKU by SKU. */
export async function bridgeOf({ kpis }: Pick<Context, "kpis">, f: Frame): Promise<BridgeAnswer> {
  const foreign = f.stores.some((s) => s.currency !== f.currency);
  const none = (because: Text): BridgeAnswer => ({ bridge: missing(because), notes: [], foreign });
  const kpi = kpis.get(MARGIN);
  if (!kpi) return none({ zh: "没有 CM3 这个指标", en: "there is no KPI called CM3" });
  const { figure, comparison, told, notes } = await answerKpi(
    {
      kpi,
      scope: { stores: f.codes },
      period: f.period,
      toDate: null,
      comparison: { kind: "previous" },
      split: null,
      currency: f.currency,
      today: f.today,
      policy: f.policy,
    },
    f.read,
  );
  if (figure.value.kind === "missing") return none(figure.value.because);
  if (comparison === null || comparison.figure.value.kind === "missing")
    return none(
      comparison?.figure.value.kind === "missing"
        ? comparison.figure.value.because
        : { zh: "上月没有可比数据", en: "nothing of the month before to compare with" },
    );
  // Where the two months are not covered alike, the way between them would be one of coverage.
  if (comparison.change.kind === "none") return none(comparison.change.because);
  const days = { before: comparison.period, after: told };
  const way = bridge(await storesOf(f, days), comparison.figure.value.value, figure.value.value);
  return { bridge: present({ ...way, days }), notes, foreign };
}
