import type { Changes, RuleChange } from "../app/retro/changes.ts";
import type { RetroLook } from "../app/retro/look.ts";
import type { Policy, PolicyOverride, PolicyValue } from "../domain/policy/policy.ts";
import { figure } from "../domain/restock/figures.ts";
import type { Text } from "../domain/value.ts";
import { counted } from "../domain/words/counted.ts";
import { listed } from "../message/listed.ts";
import { type Block, type Message, message, type Value } from "../message/message.ts";
import { retroBasis } from "./retro-basis.ts";
import { said, t, words } from "./retro-values.ts";

const ROWS = 10;

/** A threshold's value in its unit: 5 %, 14 days. Money has no currency of its own here. */
export function ruleValue(policy: Policy, value: PolicyValue): Value {
  if (typeof value === "boolean") return words(value ? t("是", "yes") : t("否", "no"));
  if (typeof value === "string") return words(policy.choices?.find((c) => c.value === value)?.label ?? { zh: value, en: value });
  switch (policy.unit) {
    case "percent":
      return { kind: "percent", ratio: value };
    case "days":
      return { kind: "days", days: value };
    case "hours":
      return { kind: "number", number: value, digits: 0, unit: t("小时", "h") };
    case "count":
      return { kind: "count", count: value };
    case "times":
    case "money":
    case "choice":
    case "flag":
      return { kind: "number", number: value, digits: 2 };
  }
}

const SCOPE: Readonly<Record<Exclude<PolicyOverride["scope"]["kind"], "company">, Text>> = {
  store: t("店铺", "store"),
  role: t("定位", "role"),
  sku: t("SKU", "SKU"),
};

function scopeText({ scope }: PolicyOverride): Text {
  if (scope.kind === "company") return t("全公司", "company");
  const { zh, en } = SCOPE[scope.kind];
  return t(`${zh} ${scope.key}`, `${en} ${scope.key}`);
}

function ruleTable(rules: readonly RuleChange[], names: ReadonlyMap<string, string>): Block[] {
  if (rules.length === 0) return [{ kind: "prose", text: t("当月没有改过规则参数。", "No threshold was changed in the month.") }];
  return [
    {
      kind: "table",
      title: t("改过的规则", "Rules that were changed"),
      columns: [
        { label: t("规则", "Rule") },
        { label: t("范围", "Scope") },
        { label: t("原值", "Before"), align: "right" },
        { label: t("新值", "Now"), align: "right" },
        { label: t("谁改的", "By") },
        { label: t("生效日", "From") },
      ],
      ...listed(rules, ROWS, ({ policy, override, before }) => {
        // What a margin should be is as confidential as what it is.
        const marked = (v: Value): Value => (/kpi-target-(cm\d|gross-margin)/.test(policy.id) ? { ...v, sensitivity: "margin" } : v);
        return [
          words(policy.name),
          words(scopeText(override)),
          marked(before === null ? { kind: "missing", because: t("之前没有设过", "none was set before") } : ruleValue(policy, before)),
          marked(ruleValue(policy, override.value)),
          said(names.get(override.by) ?? override.by),
          { kind: "day", day: override.from },
        ];
      }),
    },
  ];
}

function boughtText({ bought }: Changes): Text[] {
  if (bought.approvals === 0) return [];
  return [
    t(
      `批准采购 ${figure(bought.approvals)} 次，共 ${figure(bought.units)} 件。`,
      `${counted(bought.approvals, "purchase")} approved, ${counted(bought.units, "unit")} in all.`,
    ),
  ];
}

/** What was decided in the month, before anybody adds to it. */
export function decisionsMessage(look: RetroLook, names: ReadonlyMap<string, string>): Message {
  const { changes } = look;
  return message({
    title: t("8 决定与新行动", "8 Decisions and new actions"),
    blocks: [...ruleTable(changes.rules, names), ...boughtText(changes).map((text): Block => ({ kind: "prose", text }))],
    basis: retroBasis(look.frame, {}),
  });
}
