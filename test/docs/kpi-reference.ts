import type { Kpi, Terms } from "../../src/domain/kpi/kpi.ts";
import { MEASURE_WORDS } from "../../src/domain/kpi/engine/measure-words.ts";
import type { MeasureId } from "../../src/domain/kpi/measure.ts";
import { kpiPolicies } from "../../src/domain/policy/declared/kpi.ts";
import { targetPolicy } from "../../src/domain/policy/declared/kpi-targets.ts";
import { type Policy, type PolicyUnit, type PolicyValue } from "../../src/domain/policy/policy.ts";
import { SKU_ROLES } from "../../src/domain/words/roles.ts";

const HEAD = `# KPI reference

Generated from the declarations in \`src/domain/kpi/definitions/\`; after a change run
\`npx vitest run test/docs/kpis.test.ts -u\`. Ask with \`/kpi NAME [store|country|category|role ROLE|SKU] [period] [by store|sku|day|month]
[vs previous|last-year|PERIOD|target]\`; every name below is understood, in both languages.

- Ratios are sums over sums, never means of ratios. What is not known is told as missing with its reason, never as 0.
- **Sample**: with fewer cases the figure is shown and not judged. **Settles**: younger days are marked, they may still change.
- **Seen by**: \`internal\` figures by the team, \`margin\` figures by people and channels with that clearance.
- Thresholds and targets are policies: \`npm run purser -- policy list kpi\`, \`npm run purser -- policy set ID VALUE [--store S | --role R | --sku K]\`. The
  nearest scope counts (SKU, role, store, company). There is no target until somebody sets one. Targets of sums are for a calendar month.
- Margins speak of goods whose purchase cost is known, and say which share of the sales that is. Costs are those in force on the day of
  the order, in their currency at that day's rate. Fees are those that were booked; on days that no settlement speaks of yet they are
  estimated by the SKU's fees per sales of the last ninety settled days (a SKU with fewer than 20 units: its store's), and told apart.
- A type of a financial event is sorted by its words: commission, fulfilment, storage, payment and other fees are the platform's; returns,
  removals and reimbursements belong to returns; affiliates, coupons and deals to promotion; advertising comes from the ads report alone; sales,
  taxes, reserves and transfers are no costs. One that fits nothing is not counted, and the answer names it.
`;

const bracketed = (t: Terms): string => (t.length > 1 ? `(${terms(t)})` : terms(t));
const terms = (t: Terms): string =>
  t.map((x, i) => `${i === 0 ? "" : x.sign === 1 ? " + " : " − "}${MEASURE_WORDS[x.measure].noun.en}`).join("");

const SCALES: Readonly<Record<NonNullable<Kpi["scale"]>, string>> = {
  "days-of-period": " × days of the period",
  "thirty-over-days-of-period": " × 30 ÷ days of the period",
  "ninety-days": ", of the 90 days up to the period's end",
};

function shown(value: PolicyValue, unit: PolicyUnit): string {
  if (unit === "percent") return `${Number(value) * 100} %`;
  return unit === "days" ? `${value} days` : String(value);
}

const policies = new Map<string, Policy>(kpiPolicies.map((p) => [p.id, p]));
function policy(id: string): string {
  const p = policies.get(id);
  if (p === undefined) throw new Error(`no policy ${id}`);
  return `\`${p.id}\` (${shown(p.default, p.unit)})`;
}

const noun = (measure: MeasureId): string => MEASURE_WORDS[measure].noun.en;

function section(kpi: Kpi): string {
  const formula =
    kpi.denominator === null
      ? terms(kpi.numerator)
      : `${bracketed(kpi.numerator)} ÷ ${bracketed(kpi.denominator)}${kpi.scale ? SCALES[kpi.scale] : ""}`;
  const sample = kpi.sample ?? kpi.denominator?.[0]?.measure;
  const target = targetPolicy(kpi.id);
  const rows: readonly (readonly [string, string | undefined])[] = [
    ["Formula", formula],
    [
      "Unit",
      `${kpi.unit}${kpi.shareOf ? ", and as a part of net sales" : ""}; good is ${kpi.good === "neither" ? "neither up nor down" : kpi.good}`,
    ],
    ["Days", `${kpi.dateBasis.en}（${kpi.dateBasis.zh}）`],
    ["Sample", kpi.minimumSample === null || sample === undefined ? undefined : `${noun(sample)}: ${policy(kpi.minimumSample)}`],
    ["Known part", kpi.knownPart && `${noun(kpi.knownPart.part)} of ${noun(kpi.knownPart.whole)}: ${policy(kpi.knownPart.policy)}`],
    ["Settles", kpi.maturityPolicy === undefined ? undefined : policy(kpi.maturityPolicy)],
    ["Target", target && `\`${target.id}\`, ${target.unit}${kpi.denominator === null ? " a month" : ""}`],
    ["Seen by", kpi.sensitivity],
    ["Also called", kpi.aliases.join(", ")],
    ["Source", kpi.source],
  ];
  const note = kpi.note ? `\n${kpi.note.en}\n\n${kpi.note.zh}\n` : "";
  return `## \`${kpi.id}\`: ${[...new Set([kpi.name.en, kpi.name.zh])].join(", ")}\n${note}\n| | |\n|---|---|\n${rows
    .filter((r): r is readonly [string, string] => r[1] !== undefined)
    .map(([a, b]) => `| ${a} | ${b.replaceAll("|", "\\|")} |`)
    .join("\n")}\n`;
}

/** docs/kpis.md as the declarations make it. */
export function kpiReference(kpis: readonly Kpi[]): string {
  const roles = SKU_ROLES.map((r) => `| \`${r.id}\` | ${r.zh} | ${r.spellings.join(", ")} |`).join("\n");
  return `${HEAD}\n${kpis.map(section).join("\n")}\n## Roles of SKUs\n\nThe column \`role\` of a products file; any other word there is a role of that name.\n\n| role | 角色 | may be written |\n|---|---|---|\n${roles}\n`;
}
