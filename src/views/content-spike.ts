import type { Day } from "../domain/calendar/day.ts";
import type { Spike } from "../domain/alerts/content-spike.ts";
import { figure } from "../domain/restock/figures.ts";
import type { Text } from "../domain/value.ts";
import { listed } from "../message/listed.ts";
import { type Message, message, type Value } from "../message/message.ts";
import { none, t, text } from "./promo-values.ts";

/** What sells far more than usual in one store, and how long its stock lasts like that. */
export interface SpikeTold extends Spike {
  readonly store: string;
  /** Up to when its orders are known. */
  readonly until: { readonly day: Day; readonly hour: number };
  /** Sellable where this store's orders are met; null where no snapshot tells. */
  readonly stock: number | null;
  /** Where most of that lies; null where no plan knows the product. */
  readonly warehouse: string | null;
  readonly inbound: number;
  readonly simulated: boolean;
}

const SHOWN = 8;
const BUTTONS = 3;
/** A pace that the stock keeps for so long needs no brake today. */
const CALM_HOURS = 72;

/** Hours that the stock lasts at this pace; null where it is not known. What was sold since the snapshot is not taken off. */
const lasts = ({ stock, units, hours }: SpikeTold): number | null => (stock === null ? null : stock / (units / hours));

const span = (n: number): Text =>
  n >= 48 ? t(`${figure(n / 24)} 天`, `${figure(n / 24)} days`) : t(`${figure(n)} 小时`, `${figure(n)} h`);

function lastsCell(s: SpikeTold): Value {
  const n = lasts(s);
  return n === null ? none("库存未知", "stock not known") : { kind: "text", text: n < 1 ? t("没货", "gone") : span(n) };
}

function likeThat(s: SpikeTold): Text {
  const n = lasts(s);
  if (n === null) return t("库存未知", "its stock is not known");
  return n < 1 ? t("已经没货", "its stock is gone") : t(`按此速度库存还能卖 ${span(n).zh}`, `its stock lasts ${span(n).en} like that`);
}

const times = ({ units, usual }: Spike): Text =>
  usual < 1 ? t("平时几乎不卖", "hardly ever sold") : t(`${figure(units / usual, 1)} 倍`, `${figure(units / usual, 1)} times`);

function todo(found: readonly SpikeTold[]): Text[] {
  const short = found.filter((s) => (lasts(s) ?? 0) < CALM_HOURS);
  const names = (of: readonly SpikeTold[]): string =>
    of
      .slice(0, 4)
      .map((s) => s.sku)
      .join(", ");
  const items: Text[] = [];
  if (short.length > 0) {
    items.push(
      t(
        `限量：和达人说好上限，链接库存不超过现有件数：${short
          .slice(0, 4)
          .map((s) => `${s.sku} ${s.stock === null ? "先盘点" : `${figure(s.stock)} 件`}`)
          .join("、")}`,
        `cap: agree on a limit with the creator and list no more than there is: ${short
          .slice(0, 4)
          .map((s) => `${s.sku} ${s.stock === null ? "count it first" : figure(s.stock)}`)
          .join(", ")}`,
      ),
      t(
        `停投这些 SKU 的广告和优惠券，货留给自然流量：${names(short)}`,
        `stop ads and coupons of ${names(short)}: the video sells them for nothing`,
      ),
      t(
        "补货看空运或快递能不能在热度过去前到；一周后热度通常只剩一半",
        "look at air or express, and whether it comes before the video is over: half of it is gone in a week",
      ),
    );
  }
  const calm = found.filter((s) => !short.includes(s));
  if (calm.length > 0) items.push(t(`库存够：先别动，明天再看：${names(calm)}`, `enough in stock, look again tomorrow: ${names(calm)}`));
  return items;
}

/** Products that sell as never before since a few hours, each told once, with what to do. */
export function contentSpike(found: readonly SpikeTold[], notes: readonly Text[], policies: readonly Text[]): Message {
  const [first] = found;
  const several = found.length > 1;
  const name = first?.sku ?? "";
  return message({
    title: several
      ? t(`内容爆单：${found.length} 个 SKU`, `${found.length} SKUs sell as never before`)
      : t(`内容爆单：${name}`, `${name} sells as never before`),
    tone: found.some((s) => (lasts(s) ?? 0) < CALM_HOURS) ? "critical" : "warning",
    ...(first && {
      lead: t(
        `${first.store} 的 ${name} 近 ${first.hours} 小时卖了 ${figure(first.units)} 件，前 7 天同时段平均 ${figure(first.usual, 1)} 件；${likeThat(first).zh}。`,
        `${first.store} sold ${figure(first.units)} of ${name} in ${first.hours} h, against ${figure(first.usual, 1)} in the same hours of the last 7 days; ${likeThat(first).en}.`,
      ),
    }),
    blocks: [
      {
        kind: "table",
        columns: [
          { label: t("SKU", "SKU") },
          { label: t("店铺", "Store") },
          { label: t("卖了", "Sold"), align: "right" },
          { label: t("平时同时段", "Usual then"), align: "right" },
          { label: t("是平时的", "Against the usual") },
          { label: t("可售", "On hand"), align: "right" },
          { label: t("还能卖", "Lasts") },
          { label: t("在途", "Inbound"), align: "right" },
        ],
        ...listed(found, SHOWN, (s): Value[] => [
          { kind: "code", code: s.sku },
          { kind: "code", code: s.store },
          text(`${figure(s.units)}（${s.hours} 小时）`, `${figure(s.units)} (${s.hours} h)`),
          text(figure(s.usual, 1)),
          { kind: "text", text: times(s) },
          s.stock === null ? none("没有库存快照", "no stock snapshot") : { kind: "count", count: Math.round(s.stock) },
          lastsCell(s),
          { kind: "count", count: Math.round(s.inbound) },
        ]),
      },
      { kind: "list", items: todo(found) },
    ],
    actions: found.slice(0, BUTTONS).flatMap((s) =>
      s.warehouse === null
        ? []
        : [
            {
              label: t(`${s.sku} 怎么补`, `Restock ${s.sku}`),
              deed: { action: "open-restock", args: { sku: s.sku, warehouse: s.warehouse } },
            },
          ],
    ),
    basis: {
      ...(first && { asOf: first.until.day }),
      stores: [...new Set(found.map((s) => s.store))],
      policies,
      notes: [
        ...new Map(
          found.map((s) => [
            s.store,
            t(
              `${s.store} 的订单到 ${s.until.day} ${s.until.hour} 点`,
              `orders of ${s.store} are known up to ${s.until.day}, ${s.until.hour}:59`,
            ),
          ]),
        ).values(),
        ...notes,
      ],
      simulated: found.some((s) => s.simulated),
    },
  });
}
