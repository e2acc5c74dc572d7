import type { Ruling } from "../app/purchase/limit.ts";
import type { Zone } from "../domain/calendar/zone.ts";
import { toJson } from "../domain/money/money.ts";
import type { Text } from "../domain/value.ts";
import { formatValue } from "../message/format.ts";
import { type Block, type Button, type Message, message } from "../message/message.ts";
import type { Purchase } from "../ports/purchases.ts";
import { purchaseFacts, withdrawButton } from "./purchase.ts";
import { LABEL } from "./purchase-labels.ts";
import { LINE_STATES, t, unitsText } from "./purchase-words.ts";

export interface Waiting {
  readonly purchase: Purchase;
  readonly names: ReadonlyMap<string, string>;
  readonly zone: Zone;
  /** Why it waits, where that was just decided. */
  readonly ruling: Ruling | null;
}

/** The amount stays out of it: what something costs is told to those only who may see margins. Others read it too, so that `who` is named. */
function whyText(ruling: Ruling | null, who: string): Text {
  if (ruling?.why?.kind === "unknown")
    return t("成本或汇率未知，金额算不出来，", "A cost or an exchange rate is not known, so nobody can tell the amount: ");
  if (ruling?.why?.kind !== "amount") return t("", "");
  const limit = toJson(ruling.limit);
  const value = { kind: "money", ...limit } as const;
  const added = ruling.why.before.gt(0)
    ? t(`（含 ${who} 今天单独批准的同一供应商采购）`, ` (with what ${who} approved alone of this supplier today)`)
    : t("", "");
  return t(
    `超过单人审批上限 ${formatValue(value, "zh")}${added.zh}，`,
    `Above ${formatValue(value, "en")}${added.en}, which is the most one person decides alone: `,
  );
}

const people = (ruling: Ruling | null): Text => {
  const names = (ruling?.others ?? []).slice(0, 5).map((m) => m.name);
  return names.length === 0 ? t("", "") : t(`可复核：${names.join("、")}。`, ` Who may: ${names.join(", ")}.`);
};

export const secondButton = (p: Purchase): Button => ({
  label: t(`复核通过 ${unitsText(p.quantity).zh}`, `Agree to ${unitsText(p.quantity).en}`),
  style: "primary",
  deed: { action: "second-purchase", args: { id: p.id } },
  confirm: t(
    `作为第二人，同意为 ${p.warehouse} 采购 ${p.sku} ${unitsText(p.quantity).zh}？`,
    `As the second person, agree to buy ${unitsText(p.quantity).en} of ${p.sku} for ${p.warehouse}?`,
  ),
});

export const rejectForm = (p: Purchase): Block => ({
  kind: "form",
  deed: { action: "reject-purchase", args: { id: p.id } },
  fields: [{ name: "because", label: LABEL.refusal, type: "text", required: true }],
  submit: t("驳回", "Refuse"),
  style: "danger",
});

/** A purchase that wants a second person: who asked, what for, and the two answers. */
export function purchaseWaiting({ purchase: p, names, zone, ruling }: Waiting): Message {
  const n = unitsText(p.quantity);
  const who = names.get(p.by) ?? p.by;
  const [why, whom] = [whyText(ruling, who), people(ruling)];
  return message({
    title: t(`待复核：${p.sku} ${n.zh} → ${p.warehouse}`, `Waiting for a second person: ${n.en} of ${p.sku} for ${p.warehouse}`),
    tone: "warning",
    lead: t(
      `${who} 已批准。${why.zh}需要另一位有审批权的人复核，通过前不计入计划。${whom.zh}`,
      `${who} approved it. ${why.en}${why.en === "" ? "Another" : "another"} approver has to agree, and until then the plan does not count it.${whom.en}`,
    ),
    blocks: [{ kind: "facts", facts: purchaseFacts(p, zone, names) }, rejectForm(p)],
    actions: [secondButton(p), { ...withdrawButton(p), label: t("撤销申请", "Take it back") }],
  });
}

export const samePerson = (p: Purchase): Message =>
  message({
    title: t(`${p.sku} 要由另一个人复核`, `Somebody else has to agree to ${p.sku}`),
    tone: "warning",
    lead: t("你已经批准过，第二个人不能还是你。", "You approved it already, and the second person cannot be you."),
  });

/** What became of it meanwhile, and by whom. */
export function notWaiting(p: Purchase, names: ReadonlyMap<string, string>, zone: Zone): Message {
  const at = { kind: "instant", at: p.at.toISOString(), zone } as const;
  const who = names.get(p.by) ?? p.by;
  const state = LINE_STATES[p.state];
  return message({
    title: t(`${p.sku} 不再等复核：${state.zh}`, `${p.sku} does not wait any more: ${state.en}`),
    lead: t(`${who}，${formatValue(at, "zh")}`, `${who}, ${formatValue(at, "en")}`),
  });
}

export function rejected(p: Purchase, names: ReadonlyMap<string, string>): Message {
  const asked = p.first ? (names.get(p.first.by) ?? p.first.by) : "";
  const n = unitsText(p.quantity);
  const by = names.get(p.by) ?? p.by;
  return message({
    title: t(`已驳回：${p.sku} ${n.zh} → ${p.warehouse}`, `Refused: ${n.en} of ${p.sku} for ${p.warehouse}`),
    lead: t(
      `${by} 驳回，原因：${p.because ?? ""}${asked === "" ? "" : `（${asked} 提出）`}`,
      `${by} refused it. Because: ${p.because ?? ""}${asked === "" ? "" : ` (${asked} had approved it)`}`,
    ),
  });
}

/** For the lead of a SKU's card: what was decided by one person already. */
export function waitingText(waiting: readonly Purchase[], names: ReadonlyMap<string, string>): Text {
  const [p] = waiting;
  if (!p) return t("", "");
  const who = names.get(p.by) ?? p.by;
  const n = unitsText(p.quantity);
  return t(
    `${who} 已批准采购 ${n.zh}，等第二人复核，通过前不计入计划。`,
    `${who} approved ${n.en}. A second person has to agree; until then the plan does not count ${p.quantity === 1 ? "it" : "them"}. `,
  );
}
