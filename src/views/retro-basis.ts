import type { Frame } from "../app/retro/frame.ts";
import type { ResolvedPolicy } from "../domain/policy/policy.ts";
import type { Text } from "../domain/value.ts";
import { formatValue } from "../message/format.ts";
import type { Basis, Value } from "../message/message.ts";
import { sourceName, uniqueTexts } from "./digest-values.ts";

function policyValue(r: ResolvedPolicy): Value {
  const { value } = r;
  if (typeof value !== "number") return { kind: "code", code: String(value) };
  switch (r.policy.unit) {
    case "percent":
      return { kind: "percent", ratio: value };
    case "days":
      return { kind: "days", days: value };
    case "count":
    case "times":
    case "hours":
    case "money":
    case "choice":
    case "flag":
      return { kind: "code", code: String(value) };
  }
}

/** A threshold that was used: its name, its value, and whether anybody set it. */
export function policyText(r: ResolvedPolicy): Text {
  const value = policyValue(r);
  return {
    zh: `${r.policy.name.zh} ${formatValue(value, "zh")}（${r.override ? `${r.override.by} 设定` : "默认"}）`,
    en: `${r.policy.name.en}: ${formatValue(value, "en")} (${r.override ? `set by ${r.override.by}` : "default"})`,
  };
}

export interface RetroBasis {
  readonly newest?: string | null;
  readonly dateBasis?: Text;
  readonly coverage?: { readonly covered: number; readonly of: number };
  readonly sources?: readonly string[];
  readonly notes?: readonly Text[];
  readonly policies?: readonly ResolvedPolicy[];
}

/** What a part of the retro rests on. A month that is still running somewhere is said everywhere. */
export function retroBasis(f: Frame, b: RetroBasis): Basis {
  const running = f.running.map((s): Text => ({
    zh: `${s.code} 按当地时间 ${f.period.to} 尚未结束`,
    en: `in ${s.code}'s zone ${f.period.to} had not ended yet`,
  }));
  return {
    ...(typeof b.newest === "string" && { asOf: b.newest }),
    stores: f.codes,
    ...(b.dateBasis && { dateBasis: b.dateBasis }),
    ...(b.coverage && b.coverage.of > 0 && { coverage: { ...b.coverage, unit: { zh: "店·天", en: "store-days" } } }),
    ...(b.sources && b.sources.length > 0 && { sources: b.sources.map(sourceName) }),
    policies: uniqueTexts((b.policies ?? []).map(policyText)),
    notes: uniqueTexts([...running, ...(b.notes ?? [])]),
    ...(f.stores.some((s) => s.simulated) && { simulated: true }),
  };
}
