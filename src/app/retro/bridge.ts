import { previous, type Period } from "../../domain/calendar/period.ts";
import type { MeasureId, MeasureRow } from "../../domain/kpi/measure.ts";
import { type Bridge, bridge, type BridgeStore } from "../../domain/retro/bridge.ts";
import { BRIDGE_OF_SKUS, BRIDGE_OF_STORES, bridgeStore } from "../../domain/retro/bridge-facts.ts";
import { type Maybe, missing, present, type Text } from "../../domain/value.ts";
import type { Frame } from "./frame.ts";
import type { Scorecard } from "./scorecard.ts";

/** The margin after everything that is known of a sale: what the bridge begins and ends with. */
const MARGIN = "cm3";

export interface BridgeAnswer {
  readonly bridge: Maybe<Bridge>;
  readonly notes: readonly Text[];
  /** Whether stores of another currency are in it. */
  readonly foreign: boolean;
}

/** What made this month's contribution another than last month's, store by store and SKU by SKU. */
export async function bridgeOf(f: Frame, card: Scorecard): Promise<BridgeAnswer> {
  const line = card.lines.find((l) => l.kpi.id === MARGIN);
  const [after, before] = [line?.figure.value, line?.previous?.figure.value];
  const foreign = f.stores.some((s) => s.currency !== f.currency);
  const none = (because: Text): BridgeAnswer => ({ bridge: missing(because), notes: [], foreign });
  if (after === undefined)
    return none({
      zh: "没有成本与费用数据：请导入 costs 与 financial-events",
      en: "no costs and fees are known: import costs and financial-events",
    });
  if (after.kind === "missing") return none(after.because);
  if (before === undefined) return none({ zh: "上月没有可比数据", en: "nothing of the month before to compare with" });
  if (before.kind === "missing") return none(before.because);

  type Split = "sku" | "store";
  const rows = async (stores: readonly string[], currency: string, measures: readonly MeasureId[], by?: Split) => {
    const of = (period: Period) => f.read({ scope: { stores }, period, currency, asOf: f.today, measures, ...(by && { by }) });
    return [await of(previous(f.period)), await of(f.period)] as const;
  };
  const whole = await rows(f.codes, f.currency, BRIDGE_OF_STORES, "store");
  const stores: BridgeStore[] = [];
  for (const { code, currency } of f.stores) {
    const skus = await rows([code], f.currency, BRIDGE_OF_SKUS, "sku");
    const own = currency === f.currency ? null : await rows([code], currency, ["costed-sales"]);
    const valuesOf = (key: string | null, of: { readonly rows: readonly MeasureRow[] }) => of.rows.find((r) => r.key === key)?.values;
    stores.push(
      bridgeStore({
        skus: [skus[0].rows, skus[1].rows],
        whole: [valuesOf(code, whole[0]), valuesOf(code, whole[1])],
        own: own && [valuesOf(null, own[0]), valuesOf(null, own[1])],
      }),
    );
  }
  return {
    bridge: present(bridge(stores, before.value, after.value)),
    notes: [...whole[0].notes, ...whole[1].notes],
    foreign,
  };
}
