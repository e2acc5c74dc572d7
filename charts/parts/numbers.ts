import type { Kpi } from "../../src/domain/kpi/kpi.ts";
import type { ChartLanguage } from "../define.ts";

/** What a number is, to write it as people do. */
export interface Figure {
  readonly unit: Kpi["unit"];
  readonly currency: string | null;
  readonly lang: ChartLanguage;
}

interface Step {
  readonly size: number;
  readonly word: string;
}
const ONE: Step = { size: 1, word: "" };
// Chinese counts in ten-thousands (万) and hundred-millions (亿), English in thousands and millions.
const STEPS: Readonly<Record<ChartLanguage, readonly Step[]>> = {
  zh: [
    { size: 1e12, word: "万亿" },
    { size: 1e8, word: "亿" },
    { size: 1e4, word: "万" },
  ],
  en: [
    { size: 1e12, word: "T" },
    { size: 1e9, word: "B" },
    { size: 1e6, word: "M" },
    { size: 1e3, word: "k" },
  ],
};

function stepOf(largest: number, lang: ChartLanguage): Step {
  return largest < 10_000 ? ONE : (STEPS[lang].find((s) => largest >= s.size) ?? ONE);
}

const decimalsOf = (step: number): number => Math.min(6, Math.max(0, -Math.floor(Math.log10(step) + 1e-9)));

const formats = new Map<string, Intl.NumberFormat>();

/** Formats are kept: to make one takes longer than all the rest of a chart's spec. */
function format(name: string, make: () => Intl.NumberFormat): Intl.NumberFormat {
  let found = formats.get(name);
  if (!found) formats.set(name, (found = make()));
  return found;
}

function plain(value: number, digits: number): string {
  const options = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  return format(`${digits}`, () => new Intl.NumberFormat("en-US", options)).format(Math.abs(value));
}

function symbol({ unit, currency, lang }: Figure): string {
  if (unit !== "money" || currency === null) return "";
  const locale = lang === "zh" ? "zh-CN" : "en-US";
  try {
    const parts = format(`${locale} ${currency}`, () => new Intl.NumberFormat(locale, { style: "currency", currency })).formatToParts(0);
    const found = parts.find((p) => p.type === "currency")?.value ?? currency;
    return /[A-Za-z]$/.test(found) ? `${found} ` : found;
  } catch {
    return `${currency} `; // no code of ISO 4217, but still what the data says
  }
}

function dressed(figure: Figure, value: number, digits: string): string {
  const zero = Number(digits.replaceAll(",", "")) === 0;
  return `${value < 0 && !zero ? "−" : ""}${symbol(figure)}${digits}`;
}

/** The labels of an axis: all in one unit (12k, 1.2万, 3 %), with as many digits as the distance between ticks needs. */
export function tickLabels(ticks: readonly number[], step: number, figure: Figure): string[] {
  if (figure.unit === "percent")
    return ticks.map((t) => (t === 0 ? "0%" : `${dressed(figure, t, plain(t * 100, decimalsOf(step * 100)))}%`));
  const scale = stepOf(Math.max(...ticks.map(Math.abs)), figure.lang);
  const digits = decimalsOf(step / scale.size);
  return ticks.map((t) => (t === 0 ? dressed(figure, 0, "0") : dressed(figure, t, plain(t / scale.size, digits)) + scale.word));
}

function digitsOf(shown: number, scaled: boolean, largest: number, figure: Figure): number {
  if (shown >= 1000 || shown === 0) return 0;
  if (!scaled && (figure.unit === "count" || (figure.unit === "money" && largest >= 1000))) return 0;
  if (figure.unit === "money" && !scaled) return shown >= 0.095 ? 2 : Math.min(6, decimalsOf(shown) + 1);
  if (shown >= 100) return 1;
  return shown >= 0.095 ? (figure.unit === "days" ? 1 : 2) : Math.min(6, decimalsOf(shown) + 1);
}

/**
 * One figure beside its mark: three to five digits that matter. `largest` is the largest figure of the same picture: beside
 * thousands nobody reads cents.
 */
export function label(value: number, figure: Figure, largest: number = Math.abs(value)): string {
  const size = Math.abs(value);
  if (figure.unit === "percent") {
    const digits = size === 0 || size >= 0.0095 ? 1 : Math.min(4, decimalsOf(size * 100) + 1);
    return `${dressed(figure, value, plain(value * 100, digits))}%`;
  }
  const scale = size < 100_000 ? ONE : stepOf(size, figure.lang);
  const shown = size / scale.size;
  const digits = digitsOf(shown, scale !== ONE, largest, figure);
  const text = plain(shown, digits);
  return dressed(figure, value, scale === ONE || digits === 0 ? text : text.replace(/\.?0+$/, "")) + scale.word;
}

/** The KPI's name with its unit, for the corner of the picture. */
export function axisName(name: string, figure: Figure): string {
  const zh = figure.lang === "zh";
  if (figure.unit === "money" && figure.currency !== null) return zh ? `${name}（${figure.currency}）` : `${name} (${figure.currency})`;
  if (figure.unit === "days") return zh ? `${name}（天）` : `${name} (days)`;
  if (figure.unit === "times") return zh ? `${name}（次）` : `${name} (times)`;
  return name;
}
