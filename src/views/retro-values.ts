import type { Kpi } from "../domain/kpi/kpi.ts";
import type { Text } from "../domain/value.ts";
import { formatValue } from "../message/format.ts";
import type { Value } from "../message/message.ts";

export const t = (zh: string, en: string): Text => ({ zh, en });
export const words = (x: Text): Value => ({ kind: "text", text: x });
/** What a person wrote, or a name: the same in both languages. */
export const said = (x: string): Value => words({ zh: x, en: x });

/** A KPI's number as a value, with its sensitivity. */
export function kpiNumber(kpi: Pick<Kpi, "unit" | "sensitivity">, number: number, currency: string): Value {
  const { sensitivity } = kpi;
  switch (kpi.unit) {
    case "money":
      return { kind: "money", amount: number.toFixed(2), currency, sensitivity };
    case "percent":
      return { kind: "percent", ratio: number, sensitivity };
    case "days":
      return { kind: "days", days: number, sensitivity };
    case "count":
      return { kind: "number", number, digits: 0, sensitivity };
    case "times":
    case "number":
      return { kind: "number", number, digits: 2, sensitivity };
  }
}

/** A value inside a sentence. */
export const spoken = (value: Value): Text => t(formatValue(value, "zh"), formatValue(value, "en"));

/** Joined as either language joins: `a；b` and `a; b`. */
export const joined = (parts: readonly Text[], zh = "；", en = "; "): Text => ({
  zh: parts.map((p) => p.zh).join(zh),
  en: parts.map((p) => p.en).join(en),
});
