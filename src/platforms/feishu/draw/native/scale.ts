import type { Language } from "../../../../message/message.ts";
import type { Trend } from "./schema.ts";

export const COLOUR = { main: "#08528f", quiet: "#9aa1ac", band: "#9aa1ac", label: "#6b7280" } as const;

/** A chart of VChart and how many logical pixels it is high. */
export interface Native {
  readonly spec: Readonly<Record<string, unknown>>;
  readonly height: number;
}

export interface Scale {
  /** Name of the figure with its unit: `净销售额（万 USD）`. */
  readonly title: string;
  /** As it stands on the axis: in the unit of the title, four digits that matter. */
  of(value: number | null): number | null;
}

/** Above the chart: a name beside the axis is turned on its side and takes a phone's width. */
export const titled = (text: string): Readonly<Record<string, unknown>> => ({
  visible: true,
  text,
  padding: 0,
  textStyle: { fontSize: 12, fontWeight: "normal", fill: COLOUR.label },
});

/** Around the whole chart: a card has its own margin. */
export const PADDING = { top: 4, right: 12, bottom: 0, left: 0 } as const;

const STEPS = {
  zh: [
    { size: 1e12, word: "万亿" },
    { size: 1e8, word: "亿" },
    { size: 1e4, word: "万" },
  ],
  en: [
    { size: 1e9, word: "B" },
    { size: 1e6, word: "M" },
    { size: 1e3, word: "k" },
  ],
} as const;
/** Below this a number is short enough as it is. */
const SHORT = 10_000;
const DIGITS = 4;

/**
 * A chart of the platform's cannot be given functions, so that numbers are written as they are: they are brought to a short unit
 * here (万, k, %), which the axis names.
 */
export function scaleOf(
  values: readonly (number | null)[],
  { name, unit, currency }: Pick<Trend, "unit" | "currency"> & { readonly name: string },
  lang: Language,
): Scale {
  const largest = Math.max(0, ...values.map((v) => Math.abs(v ?? 0)));
  const step = unit === "percent" || largest < SHORT ? undefined : STEPS[lang].find((s) => largest >= s.size);
  const size = unit === "percent" ? 0.01 : (step?.size ?? 1);
  const units = [
    step?.word,
    unit === "percent"
      ? "%"
      : unit === "money"
        ? (currency ?? undefined)
        : unit === "days"
          ? lang === "zh"
            ? "天"
            : "days"
          : unit === "times"
            ? lang === "zh"
              ? "次"
              : "times"
            : undefined,
  ].filter((u) => u !== undefined);
  const said = units.join(" ");
  return {
    title: said === "" ? name : lang === "zh" ? `${name}（${said}）` : `${name} (${said})`,
    of: (value) => (value === null || !Number.isFinite(value) ? null : Number((value / size).toPrecision(DIGITS))),
  };
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** `11/5`, `Nov 5`; with the year where the axis has two of them, since a label is also a place on it and must be told apart. */
export function dayLabel(day: string, grain: "day" | "month", years: boolean, lang: Language): string {
  const [year = "", month = "", date = ""] = day.split("-");
  const m = Number(month);
  if (grain === "month") return lang === "zh" ? `${year}/${m}` : `${MONTHS[m - 1] ?? month} ${year}`;
  const short = lang === "zh" ? `${m}/${Number(date)}` : `${MONTHS[m - 1] ?? month} ${Number(date)}`;
  if (!years) return short;
  return lang === "zh" ? `${year}/${short}` : `${short}, ${year}`;
}
