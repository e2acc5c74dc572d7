import type { CheckItem } from "../domain/promo/checklist.ts";
import type { Standing } from "../domain/promo/standing.ts";
import { ASSUMPTION_TOPICS, PROGRAMMES, type Promo } from "../domain/promo/types.ts";
import { PROGRAMME_NAME, TOPIC_NAME } from "../domain/promo/words.ts";
import type { Text } from "../domain/value.ts";
import { type Field, type Message, message } from "../message/message.ts";
import type { Store } from "../ports/company.ts";
import { t } from "./promo-values.ts";

/** The words of the fields: the form shows them and a mistake names them. */
export const PROMO_LABEL = {
  name: t("名称", "Name"),
  stores: t("店铺", "Stores"),
  from: t("开始日", "First day"),
  to: t("结束日", "Last day"),
  programme: t("入仓方式", "Programme"),
  signUpBy: t("报名截止", "Sign-up closes"),
  inboundBy: t("入仓截止", "Inbound deadline"),
  past: t("去年同一活动", "The same event before"),
  skus: t("SKU", "SKUs"),
  topic: t("哪一类", "Of which kind"),
  sku: t("哪个 SKU", "Of which SKU"),
  share: t("多少", "How much"),
  why: t("依据", "Why"),
  creator: t("达人", "Creator"),
  code: t("优惠码", "Coupon code"),
  units: t("件数", "Units"),
  what: t("花在哪", "On what"),
  amount: t("金额", "Amount"),
  item: t("哪一项", "Which one"),
  entry: t("撤回哪一条", "Which one to take back"),
} as const satisfies Record<string, Text>;
type Name = keyof typeof PROMO_LABEL;

const field = (name: Name, type: Field["type"], more: Partial<Field> = {}): Field => ({ name, label: PROMO_LABEL[name], type, ...more });
const pick = (name: Name, options: NonNullable<Field["options"]>, more: Partial<Field> = {}): Field =>
  field(name, "select", { options, ...more });

const frameFields = (stores: readonly Store[], promo: Promo | null): readonly Field[] => [
  field("name", "text", {
    required: true,
    hint: t("带上年份，例如 黑五 2026、Prime 秋促 2026", "With its year, for example Black Friday 2026"),
    ...(promo && { value: promo.name }),
  }),
  field("stores", "text", {
    required: true,
    hint: t(
      `店铺代码，逗号隔开：${stores.map((s) => s.code).join("、")}`,
      `Codes, with commas between: ${stores.map((s) => s.code).join(", ")}`,
    ),
    ...(promo && { value: promo.stores.join(", ") }),
  }),
  field("from", "day", {
    hint: t("留空：按活动日历", "Empty: by the calendar, where the platform announced it"),
    ...(promo && { value: promo.from }),
  }),
  field("to", "day", { ...(promo && { value: promo.to }) }),
  pick(
    "programme",
    PROGRAMMES.map((p) => ({ value: p, label: PROGRAMME_NAME[p] })),
    { hint: t("入仓截止按它算", "The inbound deadline depends on it"), ...(promo && { value: promo.programme }) },
  ),
  field("signUpBy", "day", {
    hint: t("平台后台的活动报名截止日", "The last day to submit deals"),
    ...(promo?.signUpBy && { value: promo.signUpBy }),
  }),
  field("inboundBy", "day", {
    hint: t("留空：平台公布过用公布的，否则按规则倒推", "Empty: as announced, else counted back by rule"),
    ...(promo?.inboundSource === "person" && { value: promo.inboundBy }),
  }),
  field("past", "text", {
    hint: t("起止日期，例如 2025-11-28..2025-12-01；留空则自动找", "First and last day, as 2025-11-28..2025-12-01; empty: looked for"),
    ...(promo?.past && { value: `${promo.past.from}..${promo.past.to}` }),
  }),
  field("skus", "text", {
    hint: t("逗号隔开；留空：上次贡献 TOP 20%", "With commas between; empty: the top 20% of last time"),
    ...(promo && promo.skus.length > 0 && { value: promo.skus.join(", ") }),
  }),
];

export const newForm = (stores: readonly Store[], form: string): Message =>
  message({
    title: t("登记大促", "Declare a promotion"),
    sensitivity: "public",
    blocks: [
      { kind: "form", deed: { action: "promo-new", args: { form } }, submit: t("登记", "Declare it"), fields: frameFields(stores, null) },
    ],
  });

export const changeForm = (promo: Promo, stores: readonly Store[]): Message =>
  message({
    title: t(`修改：${promo.name}`, `Change: ${promo.name}`),
    blocks: [
      {
        kind: "form",
        deed: { action: "promo-change", args: { promo: promo.id, over: promo.revision } },
        submit: t("保存", "Save"),
        fields: frameFields(stores, promo),
      },
    ],
    actions: [
      {
        label: t("取消这次大促", "Call it off"),
        style: "danger",
        deed: { action: "promo-call-off", args: { promo: promo.id } },
        confirm: t(
          `取消“${promo.name}”？/restock 不再算它，记录保留。`,
          `Call off "${promo.name}"? /restock counts it no more; what was entered is kept.`,
        ),
      },
    ],
  });

export const assumeForm = (promo: Promo, form: string): Message =>
  message({
    title: t(`调整假设：${promo.name}`, `Assumptions: ${promo.name}`),
    lead: t(
      "假设会留名、留依据；同一类后填的替换先填的。",
      "Each is kept with its author and reason; a later one of the same kind replaces it.",
    ),
    blocks: [
      {
        kind: "form",
        deed: { action: "promo-assume", args: { promo: promo.id, form } },
        submit: t("记下假设", "Keep it"),
        fields: [
          pick(
            "topic",
            ASSUMPTION_TOPICS.map((x) => ({ value: x, label: TOPIC_NAME[x] })),
            {
              required: true,
              hint: t(
                "增幅：替换算出来的；折扣：只影响售价；其他：叠加在增幅上",
                "Uplift replaces the measured one; discount lowers the price only; others come on top",
              ),
            },
          ),
          field("sku", "text", { hint: t("留空表示全部", "Empty means all") }),
          field("share", "text", {
            required: true,
            hint: t("百分比：增幅 80%，折扣 20%，竞品 -10%", "In percent: uplift 80%, discount 20%, competitor -10%"),
          }),
          field("why", "text", { required: true }),
        ],
      },
    ],
  });

export const commitForm = (promo: Promo, form: string): Message =>
  message({
    title: t(`达人承诺：${promo.name}`, `Creator commitment: ${promo.name}`),
    lead: t("登记答应给达人/主播的库存上限，超出可用库存会提醒。", "What a creator was promised; more than there is to sell is warned of."),
    blocks: [
      {
        kind: "form",
        deed: { action: "promo-commit", args: { promo: promo.id, form } },
        submit: t("登记承诺", "Enter it"),
        fields: [
          field("creator", "text", { required: true }),
          field("code", "text", {
            hint: t("有专属优惠码就填，进度里按码统计销量", "Their own code, if they have one: its sales are told in the status"),
          }),
          field("sku", "text", { required: true }),
          field("units", "number", { required: true }),
          field("from", "day", { required: true, value: promo.from }),
          field("to", "day", { required: true, value: promo.to }),
        ],
      },
    ],
  });

export const spendForm = (promo: Promo, currency: string, form: string): Message =>
  message({
    title: t(`应急支出：${promo.name}`, `Emergency spend: ${promo.name}`),
    blocks: [
      {
        kind: "form",
        deed: { action: "promo-spend", args: { promo: promo.id, form, currency } },
        submit: t("记一笔", "Book it"),
        fields: [
          field("what", "text", { required: true, hint: t("例如 空运 LAMP-01 120 件、加急清关", "For example air for 120 of LAMP-01") }),
          field("amount", "number", { required: true, hint: t(`单位 ${currency}`, `In ${currency}`) }),
        ],
      },
    ],
  });

export function tickForm(promo: Promo, items: readonly CheckItem[], { done }: Standing, form: string): Message {
  return message({
    title: t(`检查清单：${promo.name}`, `Checklist: ${promo.name}`),
    blocks: [
      {
        kind: "form",
        deed: { action: "promo-tick", args: { promo: promo.id, form } },
        submit: t("切换完成状态", "Done, or not after all"),
        fields: [
          pick(
            "item",
            items.map((i) => ({
              value: i.id,
              label: t(
                `${done.has(i.id) ? "✓" : "☐"} ${i.label.zh}`.slice(0, 70),
                `${done.has(i.id) ? "✓" : "☐"} ${i.label.en}`.slice(0, 70),
              ),
            })),
            { required: true },
          ),
        ],
      },
    ],
  });
}
