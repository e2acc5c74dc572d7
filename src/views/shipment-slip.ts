import type { SlipEnd, SlipWords } from "../app/shipments/watch.ts";
import { runsOutBySlip, type SlipFacts, type SlippedSku } from "../domain/alerts/eta-slip.ts";
import type { Day } from "../domain/calendar/day.ts";
import { figure } from "../domain/restock/figures.ts";
import { totals } from "../domain/restock/worth.ts";
import type { Text } from "../domain/value.ts";
import { formatValue } from "../message/format.ts";
import { listed } from "../message/listed.ts";
import { type Block, type Button, type Message, message } from "../message/message.ts";
import { BEYOND, code, dayOf, moneyOf } from "./plan-values.ts";
import { openShipment, t } from "./shipment.ts";

const SHOWN = 15;
const SKU_BUTTONS = 4;
const NO_PRICE: Text = t("售价未知", "price not known");
const NONE_PROPOSED: Text = t("不建议空运", "none by air");

const nDays = (n: number): string => (n === 1 ? "1 day" : `${n} days`);
const short = (day: string): string => day.slice(5);

const addedOf = (s: SlippedSku): number | null => (s.moneyAdded === undefined ? s.moneyAtRisk : s.moneyAdded);

const moneyText = (f: SlipFacts, amount: (s: SlippedSku) => number | null): Text | null => {
  const sums = totals(f.skus, amount);
  if (sums.length === 0) return null;
  const said = (lang: "zh" | "en"): string =>
    sums.map((s) => formatValue(moneyOf(s.amount, s.currency, NO_PRICE), lang)).join(lang === "zh" ? "、" : " + ");
  return t(said("zh"), said("en"));
};

/** What the slip adds to what is lost; what would be lost without it stands behind. */
function risk(f: SlipFacts): Text | null {
  const [adds, all] = [moneyText(f, addedOf), moneyText(f, (s) => s.moneyAtRisk)];
  if (adds === null || all === null) return null;
  return adds.en === all.en
    ? t(`断货损失 ${adds.zh}`, `${adds.en} at risk`)
    : t(`断货损失增加 ${adds.zh}（共 ${all.zh}）`, `${adds.en} more at risk (${all.en} in all)`);
}

/** What it does to the shelves: empties some, keeps some empty that would be so anyway, or brings it nearer. */
function shelves(f: SlipFacts): Text {
  const n = f.skus.length;
  const out = f.skus.filter((s) => runsOutBySlip(s, f.to)).length;
  if (out > 0) return t(`${figure(out)} 个 SKU 会在到货前断货`, `${figure(out)} ${out === 1 ? "SKU runs" : "SKUs run"} out before it`);
  const already = f.skus.filter((s) => s.outNow !== null && s.outNow <= f.to).length;
  if (already > 0)
    return t(
      `${figure(already)} 个 SKU 本来就会断货，现在断得更久`,
      `${figure(already)} ${already === 1 ? "SKU runs out anyway, and stays" : "SKUs run out anyway, and stay"} out longer`,
    );
  return t(`${figure(n)} 个 SKU 的断货提前`, `${figure(n)} ${n === 1 ? "SKU runs" : "SKUs run"} out sooner`);
}

/** What it costs, and what would still help. */
function lead(f: SlipFacts): Text {
  const air = f.skus.reduce((sum, s) => sum + s.airUnits, 0);
  const all = air >= f.skus.reduce((sum, s) => sum + s.unitsLost, 0);
  const [first, money] = [shelves(f), risk(f)];
  const zh = [
    first.zh,
    ...(money === null ? [] : [money.zh]),
    ...(air > 0 ? [`空运或快递 ${figure(air)} 件可补上${all ? "" : "部分"}缺口`] : []),
  ];
  const en = [
    first.en,
    ...(money === null ? [] : [money.en]),
    ...(air > 0 ? [`air or express for ${figure(air)} units would close ${all ? "" : "part of "}the gap`] : []),
  ];
  return t(`${zh.join("，")}。`, `${en.join("; ")}.`);
}

function table(f: SlipFacts): Block {
  return {
    kind: "table",
    columns: [
      { label: t("SKU", "SKU") },
      { label: t("断货日", "Out on") },
      { label: t("原断货日", "Was") },
      { label: t("断货损失增加", "More at risk"), align: "right" },
      { label: t("可空运", "By air"), align: "right" },
    ],
    ...listed(f.skus, SHOWN, (s) => [
      code(s.sku),
      dayOf(s.outNow, BEYOND),
      dayOf(s.outBefore, BEYOND),
      moneyOf(addedOf(s), s.currency, NO_PRICE),
      s.airUnits > 0 ? { kind: "count", count: s.airUnits } : { kind: "missing", because: s.noAir ?? NONE_PROPOSED },
    ]),
  };
}

/** A dash in the column would leave people asking. */
function whyNoAir({ skus }: SlipFacts): Block[] {
  const items = skus
    .slice(0, SKU_BUTTONS)
    .flatMap(({ sku, noAir }) => (noAir ? [t(`${sku} 不建议空运：${noAir.zh}`, `${sku}, none by air: ${noAir.en}`)] : []));
  return items.length === 0 ? [] : [{ kind: "list", items }];
}

const skuButtons = (f: SlipFacts): Button[] =>
  f.skus.slice(0, SKU_BUTTONS).map((s) => ({
    label: t(s.sku, s.sku),
    deed: { action: "open-restock", args: { sku: s.sku, warehouse: f.warehouse } },
  }));

/** An ETA that moved, told by what it costs. */
export function shipmentSlipped(f: SlipFacts, policies: readonly Text[], asOf: Day): Message {
  return message({
    title: t(
      `货件 ${f.number} 晚到 ${f.days} 天（${short(f.from)} → ${short(f.to)}）`,
      `${f.number} slips ${nDays(f.days)} (${short(f.from)} → ${short(f.to)})`,
    ),
    tone: f.skus.some((s) => runsOutBySlip(s, f.to)) ? "critical" : "warning",
    lead: lead(f),
    blocks: [table(f), ...whyNoAir(f)],
    actions: [openShipment(f, t(`货件 ${f.number}`, `Shipment ${f.number}`)), ...skuButtons(f)],
    basis: { asOf, stores: f.stores, policies, simulated: f.simulated },
  });
}

const endText = (f: SlipFacts, { why, eta }: SlipEnd): Text => {
  switch (why) {
    case "there":
      return t(`货件 ${f.number} 已到仓`, `${f.number} has arrived`);
    case "gone":
      return t(`货件 ${f.number} 不会再来`, `${f.number} will not come any more`);
    case "unknown":
      return t(`货件 ${f.number} 已不在任何文件里`, `${f.number} is in no file any more`);
    case "back":
      return eta === null
        ? t(`货件 ${f.number} 不再延误`, `${f.number} is no longer late`)
        : t(`货件 ${f.number} 又提前到 ${short(eta)}`, `${f.number} is back to ${short(eta)}`);
  }
};

/** The warning once it is over. */
export function slipOver(f: SlipFacts, end: SlipEnd): Message {
  const now = endText(f, end);
  return message({
    title: t(
      `${now.zh}（曾从 ${short(f.from)} 延到 ${short(f.to)}）`,
      `${now.en} (it had slipped from ${short(f.from)} to ${short(f.to)})`,
    ),
    tone: end.why === "gone" || end.why === "unknown" ? "warning" : "good",
    actions: [...(end.why === "unknown" ? [] : [openShipment(f, t(`货件 ${f.number}`, `Shipment ${f.number}`))]), ...skuButtons(f)],
    basis: { stores: f.stores, simulated: f.simulated, notes: [t("本消息随情况更新", "this message is kept up to date")] },
  });
}

/** The news below the warning. */
export const slipBack = (f: SlipFacts, end: SlipEnd): Message =>
  message({
    title: endText(f, end),
    tone: "good",
    lead: t(`不再比 ${f.from} 晚。计划已更新。`, `It is no longer late against ${f.from}. The plan knows.`),
    basis: { stores: f.stores, simulated: f.simulated },
  });

export const SLIP_WORDS: SlipWords = { slipped: shipmentSlipped, over: slipOver, back: slipBack };
