import type { Frame } from "../app/retro/frame.ts";
import type { ResolvedPolicy } from "../domain/policy/policy.ts";
import type { Text } from "../domain/value.ts";
import type { Basis } from "../message/message.ts";
import { uniqueTexts } from "./digest-values.ts";
import { policyText, sourceText } from "./kpi-words.ts";

export interface RetroBasis {
  readonly newest?: string | null;
  readonly dateBasis?: Text;
  readonly coverage?: { readonly covered: number; readonly of: number };
  readonly sources?: readonly string[];
  readonly notes?: readonly Text[];
  readonly policies?: readonly ResolvedPolicy<number>[];
}

/** What a part of the retro rests on. A month that is still running somewhere is said everywhere. */
export function retroBasis(f: Frame, b: RetroBasis): Basis {
  const late = f.running.map((r) => r.code);
  const running: Text[] =
    late.length === 0
      ? []
      : [
          {
            zh: `${late.join("、")} 按当地时间 ${f.period.to} 尚未结束`,
            en: `in ${late.join(", ")} ${f.period.to} had not ended yet by local time`,
          },
        ];
  return {
    ...(typeof b.newest === "string" && { asOf: b.newest }),
    stores: f.codes,
    ...(b.dateBasis && { dateBasis: b.dateBasis }),
    ...(b.coverage && b.coverage.of > 0 && { coverage: { ...b.coverage, unit: { zh: "店·天", en: "store-days" } } }),
    ...(b.sources && b.sources.length > 0 && { sources: b.sources.map(sourceText) }),
    policies: uniqueTexts((b.policies ?? []).map(policyText)),
    notes: uniqueTexts([...running, ...(b.notes ?? [])]),
    ...(f.stores.some((s) => s.simulated) && { simulated: true }),
  };
}
