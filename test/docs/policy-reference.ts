import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { POLICIES } from "../../src/domain/policy/all.ts";
import type { Policy, PolicyScope } from "../../src/domain/policy/policy.ts";
import type { Text } from "../../src/domain/value.ts";
import type { Language } from "../../src/message/message.ts";
import { ROOT } from "./docs.ts";
import { allowed, shown, sourceIn, table, twinLink, UNITS } from "./reference.ts";

const FOLDER = "src/domain/policy/declared";

/** Headings, by the file that declares; in the order in which they are read. */
const TOPICS: Readonly<Record<string, Text>> = {
  order: { zh: "什么时候下单、下多少", en: "When to order, and how much" },
  "order-economics": { zh: "这一单划不划算：利润、资金、空运、超龄", en: "Whether an order pays: margin, capital, flying, old stock" },
  demand: { zh: "销量估算", en: "How demand is read" },
  "demand-model": { zh: "销量模型", en: "The demand model" },
  "lead-time": { zh: "时效", en: "How long goods take" },
  "stocking-rules": { zh: "运营文档里的备货规则", en: "Stocking rules of the operating documents" },
  promo: { zh: "大促", en: "Promotions" },
  purchase: { zh: "采购审批", en: "Who approves a purchase" },
  returns: { zh: "退货周报", en: "Weekly returns" },
  alerts: { zh: "断货预警", en: "Stock warnings" },
  attention: { zh: "暂缓与到货延误", en: "Snoozes, and shipments that slip" },
  kpi: { zh: "指标何时可以判断", en: "When a KPI is judged" },
  "kpi-samples": { zh: "广告、毛利、服务类指标何时可以判断", en: "When a KPI of ads, margin or service is judged" },
  "kpi-targets": { zh: "目标", en: "Targets" },
  retro: { zh: "复盘", en: "Retros" },
  schedule: { zh: "数据时效与异常信号", en: "Freshness of data, and signals" },
};

const SCOPES: Readonly<Record<PolicyScope["kind"], Text>> = {
  company: { zh: "公司", en: "company" },
  store: { zh: "店铺", en: "store" },
  role: { zh: "商品定位", en: "role" },
  sku: { zh: "SKU", en: "SKU" },
};
const EVERYWHERE = Object.keys(SCOPES) as readonly PolicyScope["kind"][];

const HEAD: Readonly<Record<Language, string>> = {
  en: `# Policy reference

${twinLink("policies", "en")} · Generated from the declarations in \`${FOLDER}/\`; after a change run
\`npx vitest run test/docs/policies.test.ts -u\`.

Every threshold that decides something: none of them is a number in code. An answer names those that it used.

\`\`\`sh
npm run purser -- policy list restock
npm run purser -- policy set restock-review-days 45
npm run purser -- policy set restock-service-level 98% --role hero
npm run purser -- policy set fresh-returns-days 10 --store amazon-us
npm run purser -- policy set restock-peak-uplift-high 80% --from 2026-10-01 --to 2026-12-31
npm run purser -- policy history restock-service-level
\`\`\`

- **Percent** is written \`98%\` or \`0.98\`. What is no number, or not allowed, is refused with what is.
- **Set for** a store (\`--store\`), a role of SKUs (\`--role\`), a SKU (\`--sku\`), or without an option for the company. The nearest counts: SKU, role, store,
  company, default. A KPI over several stores takes the company's. A warehouse has none of its own: its times and freight stand with its lanes
  (\`npm run purser -- lane add\`), a supplier's with the supplier.
- **In force** from today in the company's zone, or \`--from\` a day, \`--to\` a day. Nothing is overwritten: what was set last counts, and
  \`policy history\` shows all of it. To go back, set the default again. What somebody set holds through updates that change a default.
- **Who**: the owner and admins, on the command line only. Whoever has that acts as \`owner\`; \`--as MEMBER\` acts in a member's name and is refused
  without the role. Each change stands in \`npm run purser -- audit\`, and the plan is made anew at once.
`,
  zh: `# 规则参数

${twinLink("policies", "zh")} · 由 \`${FOLDER}/\` 里的声明生成，改动后请运行
\`npx vitest run test/docs/policies.test.ts -u\`。

凡是影响判断的阈值都在这里，没有一个写死在代码里。每条回答都会注明用了哪些参数。

\`\`\`sh
npm run purser -- policy list restock
npm run purser -- policy set restock-review-days 45
npm run purser -- policy set restock-service-level 98% --role hero
npm run purser -- policy set fresh-returns-days 10 --store amazon-us
npm run purser -- policy set restock-peak-uplift-high 80% --from 2026-10-01 --to 2026-12-31
npm run purser -- policy history restock-service-level
\`\`\`

- **百分比**写成 \`98%\` 或 \`0.98\` 都可以。不是数字或超出范围的会被拒绝，并告诉你能填什么。
- **适用范围**：\`--store\` 只对某个店铺，\`--role\` 只对某种商品定位（主推款、引流款……），\`--sku\` 只对某个 SKU，不写就是全公司。就近优先：SKU、定位、店铺、公司、默认。
  跨店铺的指标用公司的值。仓库没有自己的参数：时效和运费写在线路上（\`npm run purser -- lane add\`），生产周期写在供应商上。
- **生效时间**：从今天起（按公司时区），也可以用 \`--from\`、\`--to\` 指定起止日。历史不会被覆盖：以最后一次设置为准，\`policy history\` 可以看到每一次。
  要恢复默认，就把默认值再设一遍。升级后默认值变了，你设过的值不变。
- **谁能改**：老板和管理员，只能用命令行。在这台机器上操作的人默认就是 \`owner\`；\`--as 成员\` 以某个成员的名义操作，没有权限会被拒绝。
  每次修改都记入 \`npm run purser -- audit\`，补货计划立刻重算。
`,
};

const HEADER: Readonly<Record<Language, readonly string[]>> = {
  en: ["policy", "what it means", "unit", "default", "allowed", "set for", "where the default comes from"],
  zh: ["参数", "含义", "单位", "默认", "可设范围", "适用范围", "默认值的依据"],
};

const isPolicy = (x: unknown): x is Policy => typeof x === "object" && x !== null && "id" in x && "unit" in x && "source" in x;

/** Policies by the file that declares them; a file that only gathers those of others has none of its own. */
async function byTopic(): Promise<ReadonlyMap<string, readonly Policy[]>> {
  const files = (await readdir(join(ROOT, FOLDER))).filter((f) => f.endsWith(".ts")).toSorted();
  const modules = await Promise.all(
    files.map(async (f) => {
      const module = (await import(join(ROOT, FOLDER, f))) as Record<string, unknown>;
      return { topic: f.slice(0, -3), exported: Object.values(module) };
    }),
  );
  const topicOf = new Map<string, string>();
  const note = (topic: string, found: readonly unknown[]): void => {
    for (const p of found) if (isPolicy(p) && !topicOf.has(p.id)) topicOf.set(p.id, topic);
  };
  for (const { topic, exported } of modules) note(topic, exported);
  for (const { topic, exported } of modules)
    for (const e of exported) if (typeof e === "object" && e !== null && !isPolicy(e)) note(topic, Object.values(e));
  return Map.groupBy(POLICIES, (p) => topicOf.get(p.id) ?? "");
}

/** What is said more than once in a section is numbered; the words stand below its table. */
const repeated = (said: readonly string[]): readonly string[] => [...new Set(said.filter((s, i) => said.indexOf(s) !== i))];

function row(p: Policy, lang: Language, below: readonly string[]): readonly string[] {
  const scopes = p.scopes ?? EVERYWHERE;
  const say = (text: string): string => (below.includes(text) ? `(${below.indexOf(text) + 1})` : text);
  const note = p.note === undefined ? "" : say(p.note[lang]);
  const [stop, comma, full] = lang === "zh" ? ["。", "、", "都可以"] : [". ", ", ", "all"];
  const unset = { zh: "未设", en: "not set" }[lang];
  return [
    `\`${p.id}\``,
    note === "" ? p.name[lang] : `${p.name[lang]}${note.startsWith("(") ? " " : stop}${note}`,
    UNITS[p.unit][lang],
    p.unset ? unset : p.unit === "choice" ? `\`${String(p.default)}\`` : shown(p.default, p.unit, lang),
    allowed(p, lang),
    scopes.length === EVERYWHERE.length ? full : scopes.map((s) => SCOPES[s][lang]).join(comma),
    say(sourceIn(p.source, lang)),
  ];
}

function section(title: string, of: readonly Policy[], lang: Language): string {
  const below = repeated(of.flatMap((p) => [...(p.note === undefined ? [] : [p.note[lang]]), sourceIn(p.source, lang)]));
  const rows = of.map((p) => row(p, lang, below));
  const notes = below.length === 0 ? "" : `\n${below.map((text, i) => `${i + 1}. ${text}`).join("\n")}\n`;
  return `## ${title}\n\n${table(HEADER[lang], rows)}\n${notes}`;
}

/** docs/policies.md as the declarations make it. */
export async function policyReference(lang: Language): Promise<string> {
  const topics = await byTopic();
  for (const topic of topics.keys())
    if (!(topic in TOPICS)) throw new Error(`test/docs/policy-reference.ts has no heading for ${FOLDER}/${topic}.ts`);
  const sections = Object.entries(TOPICS).flatMap(([topic, title]) => {
    const of = topics.get(topic);
    return of === undefined ? [] : [section(title[lang], of, lang)];
  });
  return `${HEAD[lang]}\n${sections.join("\n")}`;
}
