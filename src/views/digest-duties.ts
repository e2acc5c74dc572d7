import { PURPOSE_NAME } from "../app/binding-words.ts";
import type { DayDuties } from "../app/day-duties.ts";
import type { DigestLate } from "../app/digest.ts";
import type { Reach } from "../app/stale-facts.ts";
import { figure } from "../domain/restock/figures.ts";
import type { Text } from "../domain/value.ts";
import type { Block, Fact } from "../message/message.ts";
import { FACT_NAME } from "./digest-values.ts";

const NAMED = 3;

const t = (zh: string, en: string): Text => ({ zh, en });
const plural = (n: number, one: string, many: string): string => `${figure(n)} ${n === 1 ? one : many}`;
const short = (day: string): string => day.slice(5);

/** What lies on the shelf although it should have left: nothing where no store ships itself, or none says when. */
export function lateFacts(late: readonly DigestLate[]): Fact[] {
  if (late.length === 0) return [];
  const orders = late.reduce((sum, s) => sum + s.orders, 0);
  const unheard = late.reduce((sum, s) => sum + s.unheard, 0);
  const [oldest] = late.flatMap((s) => s.oldest ?? []).toSorted();
  const where = (lang: "zh" | "en"): string =>
    late
      .filter((s) => s.orders > 0)
      .toSorted((a, b) => b.orders - a.orders || (a.store < b.store ? -1 : 1))
      .map((s) => `${s.warehouse === null ? s.store : `${s.store}/${s.warehouse}`} ${figure(s.orders)}`)
      .join(lang === "zh" ? "、" : ", ");
  const [known] = late.map((s) => s.knownUpTo).toSorted();
  const zh: string[] = [];
  const en: string[] = [];
  if (oldest !== undefined) {
    zh.push(`最早一单 ${oldest} 就该发`, where("zh"));
    en.push(`the oldest was due on ${oldest}`, where("en"));
  }
  if (unheard > 0) {
    zh.push(`另有 ${figure(unheard)} 单新文件里没再出现，发没发不清楚`);
    en.push(`of ${figure(unheard)} more newer files say nothing`);
  }
  if (known !== undefined && (orders > 0 || unheard > 0)) {
    zh.push(`按 ${short(known)} 的订单文件`);
    en.push(`as the order files of ${known} say`);
  }
  return [
    {
      label: t("迟发未出库", "Late, still here"),
      value: { kind: "count", count: orders, unit: t("单", orders === 1 ? "order" : "orders") },
      ...(zh.length > 0 && { note: t(zh.join("；"), en.join("; ")) }),
    },
  ];
}

export interface ToDecide {
  /** SKUs to order, and of those the ones whose last day is today. */
  readonly toOrder: number;
  readonly today: number;
  /** SKUs that only another warehouse must give. */
  readonly toMove: number;
  readonly stale: number;
  /** Put off by somebody, and in none of those numbers. */
  readonly snoozed: number;
}

/** What waits for whom today; who it is stands first, since everybody looks for their own line. */
export function dutyBlocks({ toOrder, today, toMove, stale, snoozed }: ToDecide, duties: DayDuties): Block[] {
  const items: Text[] = [];
  if (toOrder > 0)
    items.push(
      t(
        today === toOrder
          ? `供应链：${figure(toOrder)} 个 SKU 今天要下单（/restock）`
          : `供应链：${figure(toOrder)} 个 SKU 要下单${today > 0 ? `，其中 ${figure(today)} 个就在今天` : ""}（/restock）`,
        `supply: ${plural(toOrder, "SKU", "SKUs")} to order${today === toOrder ? " today" : today > 0 ? `, ${figure(today)} of them today` : ""} (/restock)`,
      ),
    );
  if (toMove > 0)
    items.push(
      t(
        `供应链：${figure(toMove)} 个 SKU 只需调货（/restock）`,
        `supply: ${plural(toMove, "SKU needs", "SKUs need")} only a move (/restock)`,
      ),
    );
  if (snoozed > 0)
    items.push(
      t(
        `供应链：另有 ${figure(snoozed)} 条已暂缓，到期再提（/restock 暂缓）`,
        `supply: ${plural(snoozed, "line", "lines")} snoozed, told again when that is over (/restock snoozed)`,
      ),
    );
  const { late, latest, waiting } = duties.shipments;
  if (late > 0)
    items.push(
      t(
        `供应链：${figure(late)} 票货过了预计日还没到，最晚的是 ${latest ?? ""}（/shipment）`,
        `supply: ${plural(late, "shipment is", "shipments are")} past the ETA, ${latest ?? ""} the most (/shipment)`,
      ),
    );
  if (waiting > 0)
    items.push(
      t(
        `供应链：${figure(waiting)} 票货到仓多日没有收货（/shipment）`,
        `supply: ${plural(waiting, "shipment", "shipments")} arrived days ago and not received (/shipment)`,
      ),
    );
  if (stale > 0)
    items.push(
      t(`运营：补导 ${figure(stale)} 项过期数据（见下表）`, `operator: ${plural(stale, "report is", "reports are")} behind (below)`),
    );
  for (const { owner, actions, oldest } of duties.promised.slice(0, NAMED))
    items.push(
      t(
        `${owner}：${figure(actions)} 项复盘行动到期，最早 ${short(oldest)}`,
        `${owner}: ${plural(actions, "action", "actions")} of the retro due, the first on ${oldest}`,
      ),
    );
  const others = duties.promised.slice(NAMED).reduce((sum, p) => sum + p.actions, 0);
  if (others > 0)
    items.push(t(`其他人：${figure(others)} 项复盘行动到期`, `others: ${plural(others, "action", "actions")} of the retro due`));
  if (duties.undelivered > 0)
    items.push(
      t(
        `管理员：${figure(duties.undelivered)} 条消息没送达（见机器人主页）`,
        `admin: ${plural(duties.undelivered, "post", "posts")} did not arrive (see the bot's home page)`,
      ),
    );
  if (duties.unheard.length > 0)
    items.push(
      t(
        `管理员：${duties.unheard.map((p) => PURPOSE_NAME[p].zh).join("、")}还没有频道接收（/setup）`,
        `admin: no channel hears ${duties.unheard.map((p) => PURPOSE_NAME[p].en).join(", ")} yet (/setup)`,
      ),
    );
  if (items.length === 0) return [];
  return [
    { kind: "heading", text: t("今天要办", "To do today") },
    { kind: "list", items },
  ];
}

/** How far each kind of data reaches, in a line: `订单 11-21，退货 11-18（amazon-jp）至 11-21`. */
export function reachText(reach: readonly Reach[]): Text | null {
  if (reach.length === 0) return null;
  const one = ({ fact, from, to, behind }: Reach, lang: "zh" | "en"): string => {
    const name = FACT_NAME[fact][lang];
    if (from === to) return `${name} ${short(to)}`;
    const who = behind === null ? "" : lang === "zh" ? `（${behind}）` : ` (${behind})`;
    return lang === "zh" ? `${name} ${short(from)}${who}至 ${short(to)}` : `${name} ${short(from)}${who} to ${short(to)}`;
  };
  return t(`数据到：${reach.map((r) => one(r, "zh")).join("，")}`, `data up to: ${reach.map((r) => one(r, "en")).join(", ")}`);
}
