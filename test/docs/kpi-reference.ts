import { MEASURE_WORDS } from "../../src/domain/kpi/engine/measure-words.ts";
import type { Kpi, Terms } from "../../src/domain/kpi/kpi.ts";
import type { MeasureId } from "../../src/domain/kpi/measure.ts";
import { kpiPolicies } from "../../src/domain/policy/declared/kpi.ts";
import { targetPolicy } from "../../src/domain/policy/declared/kpi-targets.ts";
import type { Policy } from "../../src/domain/policy/policy.ts";
import type { Sensitivity, Text } from "../../src/domain/value.ts";
import { SKU_ROLES } from "../../src/domain/words/roles.ts";
import type { Language } from "../../src/message/message.ts";
import { cell, shown, sourceIn, table, twinLink, UNITS } from "./reference.ts";

const HEAD: Readonly<Record<Language, string>> = {
  en: `# KPI reference

${twinLink("kpis", "en")} · Generated from the declarations in \`src/domain/kpi/definitions/\`; after a change run
\`npx vitest run test/docs/kpis.test.ts -u\`.

Ask with \`/kpi NAME [store|country|category|role ROLE|SKU] [period] [by store|sku|day|month] [vs previous|last-year|PERIOD|target]\`;
every name below is understood, in both languages.

| ask | and see |
|---|---|
| \`/kpi\` | the most important ones, against the period before |
| \`/kpi gmv last 30 days vs last-year\` | one of them, with its chart |
| \`/kpi return-rate last month by store\` | each store, side by side |
| \`/kpi acos last month vs target\` | how far from what the team set |
| \`/kpi net-sales 6-12\` | six weeks and twelve months on one sheet |

- Ratios are sums over sums, never means of ratios. What is not known is told as missing with its reason, never as 0.
- **Sample**: with fewer cases the figure is shown and not judged. **Settles**: younger days are marked, they may still change.
- **Seen by**: \`internal\` figures by the team, \`margin\` figures by people and channels with that clearance.
- Thresholds and targets are policies, to be set for the company, a store, a role or a SKU: [policies.md](policies.md#targets). There is no target until
  somebody sets one. Targets of sums are for a calendar month.
- Margins speak of goods whose purchase cost is known, and say which share of the sales that is. Costs are those in force on the day of
  the order, in their currency at that day's rate. Fees are those that were booked; on days that no settlement speaks of yet they are
  estimated by the SKU's fees per sales of the last ninety settled days (a SKU with fewer than 20 units: its store's), and told apart.
- A type of a financial event is sorted by its words: commission, fulfilment, storage, payment and other fees are the platform's; returns,
  removals and reimbursements belong to returns; affiliates, coupons and deals to promotion; advertising comes from the ads report alone; sales,
  taxes, reserves and transfers are no costs. One that fits nothing is not counted, and the answer names it.
`,
  zh: `# 指标口径

${twinLink("kpis", "zh")} · 由 \`src/domain/kpi/definitions/\` 里的声明生成，改动后请运行
\`npx vitest run test/docs/kpis.test.ts -u\`。

这样问：\`/kpi 指标 [店铺|国家|类目|定位|SKU] [时间] [按店铺|按SKU|按天|按月] [环比|同比|对比 某个时间|对比目标]\`；下面列出的中英文叫法都认得。

| 输入 | 看到 |
|---|---|
| \`/kpi\` | 最重要的几个指标，环比上期 |
| \`/kpi gmv 近30天 同比\` | 一个指标和它的走势图 |
| \`/kpi 退货率 上月 按店铺\` | 各店铺并列 |
| \`/kpi acos 上月 对比目标\` | 离团队定的目标还差多少 |
| \`/kpi 净销售额 6-12\` | 近六周和近十二个月，同一张图 |

- 比率一律是“合计 ÷ 合计”，不是比率的平均。不知道的写明原因，不当作 0。
- **样本**：不到这个数只显示、不判断好坏。**回稳**：更近的日子会标出来，数字还可能变。
- **谁能看**：\`internal\` 团队可见，\`margin\` 只有有权限的人和频道可见。
- 阈值和目标都是参数，可以按公司、店铺、定位、SKU 设置，见[规则参数](policies.zh-CN.md#目标)。没人设就没有目标。合计类指标的目标按自然月。
- 毛利类指标只算采购成本已知的商品，并写明占销售额的多少。成本取下单当天有效的那一层，按当天汇率折算。费用以实际入账为准；还没结算的日子，
  按该 SKU 最近九十个已结算日的费用占比预估（不足 20 件的用店铺的占比），预估的部分单独写明。
- 费用类型按字面归类：佣金、配送、仓储、支付等归平台；退货、移除、赔偿归退货；联盟、优惠券、秒杀归推广；广告费只取自广告报告；销售额、税、
  预留金、转账不是费用。归不了类的不计入，回答里会点名。
`,
};

type Row = readonly [string, string | undefined];

const noun = (measure: MeasureId, lang: Language): string => MEASURE_WORDS[measure].noun[lang];
const terms = (t: Terms, lang: Language): string =>
  t.map((x, i) => `${i === 0 ? "" : x.sign === 1 ? " + " : " − "}${noun(x.measure, lang)}`).join("");
const bracketed = (t: Terms, lang: Language): string =>
  t.length === 1 ? terms(t, lang) : lang === "zh" ? `（${terms(t, lang)}）` : `(${terms(t, lang)})`;

const SCALES: Readonly<Record<NonNullable<Kpi["scale"]>, Text>> = {
  "days-of-period": { zh: " × 期间天数", en: " × days of the period" },
  "thirty-over-days-of-period": { zh: " × 30 ÷ 期间天数", en: " × 30 ÷ days of the period" },
  "ninety-days": { zh: "，取截至期末的 90 天", en: ", of the 90 days up to the period's end" },
};

const GOOD: Readonly<Record<Kpi["good"], Text>> = {
  up: { zh: "越高越好", en: "good is up" },
  down: { zh: "越低越好", en: "good is down" },
  neither: { zh: "高低不分好坏", en: "good is neither up nor down" },
};

const SEEN: Readonly<Partial<Record<Sensitivity, Text>>> = {
  internal: { zh: "团队（`internal`）", en: "internal" },
  margin: { zh: "老板、财务和有权限的频道（`margin`）", en: "margin" },
};

const unitOf = (unit: Kpi["unit"]): Text => (unit === "number" ? { zh: "数值", en: "number" } : UNITS[unit]);

const policies = new Map<string, Policy>(kpiPolicies.map((p) => [p.id, p]));
function policy(id: string, lang: Language): string {
  const p = policies.get(id);
  if (p === undefined) throw new Error(`no policy ${id}`);
  const value = shown(p.default, p.unit, lang);
  if (p.unit === "days") return lang === "zh" ? `\`${p.id}\`（${value} 天）` : `\`${p.id}\` (${value} days)`;
  return lang === "zh" ? `\`${p.id}\`（${value}）` : `\`${p.id}\` (${value})`;
}

function formula(kpi: Kpi, lang: Language): string {
  if (kpi.denominator === null) return terms(kpi.numerator, lang);
  return `${bracketed(kpi.numerator, lang)} ÷ ${bracketed(kpi.denominator, lang)}${kpi.scale ? SCALES[kpi.scale][lang] : ""}`;
}

function facts(kpi: Kpi, lang: Language): readonly Row[] {
  const sample = kpi.sample ?? kpi.denominator?.[0]?.measure;
  const judged = kpi.minimumSample === null || sample === undefined ? undefined : { sample, policy: kpi.minimumSample };
  const target = targetPolicy(kpi.id);
  const monthly = kpi.denominator === null;
  const known = kpi.knownPart;
  const of = (p: NonNullable<Kpi["knownPart"]>): string =>
    lang === "zh" ? `${noun(p.part, lang)}占${noun(p.whole, lang)}` : `${noun(p.part, lang)} of ${noun(p.whole, lang)}`;
  const unit = unitOf(kpi.unit)[lang];
  const say = (text: Text): string => text[lang];
  const colon = lang === "zh" ? "：" : ": ";
  return [
    [say({ zh: "公式", en: "Formula" }), formula(kpi, lang)],
    [
      say({ zh: "单位", en: "Unit" }),
      lang === "zh"
        ? `${unit}${kpi.shareOf ? "，另给占净销售额的比例" : ""}；${GOOD[kpi.good].zh}`
        : `${unit}${kpi.shareOf ? ", and as a part of net sales" : ""}; ${GOOD[kpi.good].en}`,
    ],
    [say({ zh: "日期", en: "Days" }), kpi.dateBasis[lang]],
    [say({ zh: "样本", en: "Sample" }), judged && `${noun(judged.sample, lang)}${colon}${policy(judged.policy, lang)}`],
    [say({ zh: "已知部分", en: "Known part" }), known && `${of(known)}${colon}${policy(known.policy, lang)}`],
    [say({ zh: "回稳", en: "Settles" }), kpi.maturityPolicy === undefined ? undefined : policy(kpi.maturityPolicy, lang)],
    [
      say({ zh: "目标", en: "Target" }),
      target &&
        (lang === "zh"
          ? `\`${target.id}\`，${UNITS[target.unit].zh}${monthly ? "，按月" : ""}`
          : `\`${target.id}\`, ${UNITS[target.unit].en}${monthly ? " a month" : ""}`),
    ],
    [say({ zh: "谁能看", en: "Seen by" }), SEEN[kpi.sensitivity]?.[lang] ?? kpi.sensitivity],
    [say({ zh: "也叫", en: "Also called" }), kpi.aliases.join(lang === "zh" ? "、" : ", ")],
    [say({ zh: "依据", en: "Source" }), sourceIn(kpi.source, lang)],
  ];
}

function section(kpi: Kpi, lang: Language): string {
  const names = lang === "zh" ? [kpi.name.zh, kpi.name.en] : [kpi.name.en, kpi.name.zh];
  const note = kpi.note ? `\n${kpi.note[lang]}\n` : "";
  const rows = facts(kpi, lang).filter((r): r is readonly [string, string] => r[1] !== undefined);
  const lines = rows.map(([a, b]) => `| ${a} | ${cell(b)} |`).join("\n");
  return `## \`${kpi.id}\`${lang === "zh" ? "：" : ": "}${[...new Set(names)].join(lang === "zh" ? "，" : ", ")}\n${note}\n| | |\n|---|---|\n${lines}\n`;
}

function roles(lang: Language): string {
  const rows = SKU_ROLES.map((r) => [`\`${r.id}\``, r.zh, r.spellings.join(lang === "zh" ? "、" : ", ")]);
  return lang === "zh"
    ? `## 商品定位\n\n即商品文件的 \`role\` 列；写别的词，就是叫那个名字的定位。\n\n${table(["定位", "中文", "可以写成"], rows)}\n`
    : `## Roles of SKUs\n\nThe column \`role\` of a products file; any other word there is a role of that name.\n\n${table(["SKU role", "角色", "may be written"], rows)}\n`;
}

/** docs/kpis.md as the declarations make it. */
export function kpiReference(kpis: readonly Kpi[], lang: Language): string {
  return `${HEAD[lang]}\n${kpis.map((k) => section(k, lang)).join("\n")}\n${roles(lang)}`;
}
