import { figure, wayName } from "../domain/restock/figures.ts";
import type { Move, PlanLine } from "../domain/restock/types.ts";
import type { Day } from "../domain/calendar/day.ts";
import type { Zone } from "../domain/calendar/zone.ts";
import { formatValue } from "../message/format.ts";
import { type Button, type Fact, type Message, message } from "../message/message.ts";
import type { Transfer } from "../ports/transfers.ts";
import { LABEL } from "./purchase-labels.ts";
import { moveBy } from "./plan-values.ts";
import { t, TRANSFER_NAMES, unitsText } from "./purchase-words.ts";

/** Moves are numbered apart from orders, and are called so that the two are not mistaken. */
export const transferNumber = ({ id }: Pick<Transfer, "id">): string => `T${id}`;

export const openTransferButton = (x: Pick<Transfer, "id">): Button => ({
  label: t(`调拨 ${transferNumber(x)}`, `Move ${transferNumber(x)}`),
  deed: { action: "open-purchase", args: { transfer: x.id } },
});

/** One for each proposed move of a line. */
export const approveMoveButtons = (line: Pick<PlanLine, "sku" | "transfers">): Button[] =>
  (line.transfers ?? []).map((m: Move): Button => {
    const n = unitsText(m.units);
    return {
      label: t(
        `批准从 ${m.from} ${moveBy(m).zh}调 ${n.zh}${m.awaits ? `（${m.awaits.day} 到货后）` : ""}`,
        `Approve move of ${figure(m.units)} from ${m.from}${moveBy(m).en}${m.awaits ? ` after ${m.awaits.day}` : ""}`,
      ),
      style: "primary",
      deed: {
        action: "approve-transfer",
        args: { sku: line.sku, from: m.from, to: m.to, leavesOn: m.leavesOn ?? null, ...(m.route ? { route: m.route } : {}) },
      },
      confirm: t(
        `批准把 ${line.sku} ${n.zh}从 ${m.from} ${moveBy(m).zh}调到 ${m.to}？只记录批准，不会自动出库。`,
        `Approve moving ${n.en} of ${line.sku} from ${m.from} to ${m.to}${moveBy(m).en}? This records the approval; nothing is moved by itself.`,
      ),
    };
  });

const withdrawButton = (x: Transfer): Button => ({
  label: t("撤销批准", "Take it back"),
  style: "danger",
  deed: { action: "withdraw-transfer", args: { id: x.id } },
  confirm: t("撤销这笔调拨的批准？若已出库，请改为登记调出。", "Take this approval back? If the goods have left, note that instead."),
});

function facts(x: Transfer, names: ReadonlyMap<string, string>): Fact[] {
  return [
    { label: t("件数", "Units"), value: { kind: "count", count: x.units } },
    ...(x.lane && x.mode
      ? [{ label: t("头程", "Route"), value: { kind: "text", text: wayName({ lane: x.lane, mode: x.mode }) } } as const]
      : []),
    { label: x.leftOn ? t("已调出", "Left on") : t("计划调出", "Leaves on"), value: { kind: "day", day: x.leftOn ?? x.leavesOn } },
    { label: t("预计可售", "Sellable about"), value: { kind: "day", day: x.arrivesOn } },
    ...(x.received === null ? [] : [{ label: t("实收", "Received"), value: { kind: "count", count: x.received } } as const]),
    { label: t("批准人", "Approved by"), value: { kind: "text", text: t(names.get(x.by) ?? x.by, names.get(x.by) ?? x.by) } },
    ...(x.because === null ? [] : [{ label: t("说明", "Note"), value: { kind: "text", text: t(x.because, x.because) } } as const]),
  ];
}

export interface TransferData {
  readonly transfer: Transfer;
  readonly names: ReadonlyMap<string, string>;
  readonly today: string;
}

/** One move: where it stands and what comes next. */
export function transferMessage({ transfer: x, names, today }: TransferData): Message {
  const n = unitsText(x.units);
  const state = TRANSFER_NAMES[x.state];
  return message({
    title: t(`调拨 ${transferNumber(x)} · ${x.sku} ${n.zh}：${state.zh}`, `Move ${transferNumber(x)} · ${n.en} of ${x.sku}: ${state.en}`),
    tone: x.state === "closed" ? "good" : "neutral",
    lead: t(`${x.from} → ${x.to}，按 ${x.planAsOf} 的计划`, `${x.from} → ${x.to}, on the plan of ${x.planAsOf}`),
    blocks: [
      { kind: "facts", facts: facts(x, names) },
      ...(x.state === "approved"
        ? [
            {
              kind: "form",
              deed: { action: "transfer-left", args: { id: x.id } },
              fields: [{ name: "leftOn", label: LABEL.leftOn, type: "day", value: today, required: true }],
              submit: t("登记调出", "It has left"),
            } as const,
          ]
        : []),
      ...(x.state === "approved" || x.state === "left"
        ? [
            {
              kind: "form",
              deed: { action: "transfer-close", args: { id: x.id } },
              fields: [
                { name: "received", label: LABEL.received, type: "number", ...(x.state === "left" && { value: String(x.units) }) },
                {
                  name: "because",
                  label: LABEL.note,
                  type: "text",
                  hint: t("少收或取消时写原因", "why, where less came or it was given up"),
                },
              ],
              submit: t("收货并完成", "Received: close it"),
              style: x.state === "left" ? "primary" : "plain",
            } as const,
          ]
        : []),
    ],
    actions: x.state === "approved" ? [withdrawButton(x)] : [],
  });
}

/** `today`: the plan is of the day before, so that its day may have passed before anybody approves. */
export function transferApproved(x: Transfer, today: Day): Message {
  const now = x.leavesOn <= today;
  const n = unitsText(x.units);
  return message({
    title: t(
      `已批准调拨：${x.sku} ${n.zh}，${x.from} → ${x.to}${x.mode ? `，${moveBy(x).zh}` : ""}`,
      `Approved: move ${n.en} of ${x.sku} from ${x.from} to ${x.to}${moveBy(x).en}`,
    ),
    tone: "good",
    lead: t(
      `请${now ? "今天" : `在 ${x.leavesOn} `}安排出库，约 ${x.arrivesOn} 可售；计划已计入。`,
      `To leave ${now ? "today" : `on ${x.leavesOn}`}, sellable about ${x.arrivesOn}; the plan counts it.`,
    ),
    actions: [openTransferButton(x), withdrawButton(x)],
  });
}

/** For whoever comes second. */
export function transferAlready(x: Transfer, by: string, zone: Zone): Message {
  const at = { kind: "instant", at: x.at.toISOString(), zone } as const;
  const n = unitsText(x.units);
  return message({
    title: t(
      `${by} 已经批准过调 ${n.zh}（${formatValue(at, "zh")}）`,
      `${by} approved the move of ${n.en} already, ${formatValue(at, "en")}`,
    ),
    actions: [openTransferButton(x)],
  });
}
