import { figure, MODE_NAMES } from "../domain/restock/figures.ts";
import type { PurchaseState, Stage, TransferState } from "../domain/purchase/states.ts";
import type { Text } from "../domain/value.ts";
import type { Value } from "../message/message.ts";
import type { Amount, Purchase, PurchaseLeg } from "../ports/purchases.ts";

export const t = (zh: string, en: string): Text => ({ zh, en });
export const unitsText = (n: number): Text => t(`${figure(n)} 件`, n === 1 ? "1 unit" : `${figure(n)} units`);

export const STAGE_NAMES = {
  waiting: t("待复核", "waiting for a second person"),
  approved: t("已批准，待下单", "approved, to be ordered"),
  ordered: t("已下单", "ordered"),
  "partly-shipped": t("部分发货", "partly shipped"),
  shipped: t("已发货", "shipped"),
  closed: t("已关闭", "closed"),
  withdrawn: t("已撤销", "taken back"),
} as const satisfies Record<Stage, Text>;

export const LINE_STATES = {
  waiting: t("待复核", "waiting"),
  approved: t("已批准", "approved"),
  ordered: t("已下单", "ordered"),
  closed: t("已关闭", "closed"),
  withdrawn: t("已撤销", "taken back"),
  rejected: t("已驳回", "refused"),
  joined: t("已并入", "joined"),
} as const satisfies Record<PurchaseState, Text>;

export const TRANSFER_NAMES = {
  approved: t("待调出", "to be sent"),
  left: t("调拨在途", "on its way"),
  closed: t("已完成", "done"),
  withdrawn: t("已撤销", "taken back"),
} as const satisfies Record<TransferState, Text>;

const wayName = (leg: PurchaseLeg): Text => (leg.mode === null ? t("默认时效", "default time") : MODE_NAMES[leg.mode]);

/** `快递 144 + 海运 252`; null where nobody said. */
export function travelText({ legs }: Pick<Purchase, "legs">): Text | null {
  if (legs.every((l) => l.mode === null)) return null;
  const one = legs.length === 1;
  const of = (lang: "zh" | "en"): string => legs.map((l) => `${wayName(l)[lang]}${one ? "" : ` ${figure(l.units)}`}`).join(" + ");
  return t(of("zh"), of("en"));
}

export const ALL_CAME: Text = t("发出的已到齐", "all that was shipped has come");
const NO_COST: Text = t("成本未知", "a cost is not known");

export const cashOf = (cash: Amount | null): Value =>
  cash ? { kind: "money", ...cash, sensitivity: "margin" } : { kind: "missing", because: NO_COST, sensitivity: "margin" };
