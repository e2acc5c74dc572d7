import type { Delta, Language, Value } from "./message.ts";

const LOCALE = { en: "en-US", zh: "zh-CN" } as const satisfies Record<Language, string>;
const ABSENT = "—";

const formats = new Map<string, Intl.NumberFormat>();

function numberFormat(lang: Language, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${lang} ${JSON.stringify(options)}`;
  let format = formats.get(key);
  if (!format) formats.set(key, (format = new Intl.NumberFormat(LOCALE[lang], options)));
  return format;
}

// "negative", so that what rounds to nothing has no sign: no −0.
type Sign = "negative" | "exceptZero";

function fixed(number: number, digits: number, lang: Language, signDisplay: Sign): string {
  return numberFormat(lang, { minimumFractionDigits: digits, maximumFractionDigits: digits, signDisplay }).format(number);
}

const withUnit = (number: string, unit: string | undefined): string => (unit === undefined || unit === "" ? number : `${number} ${unit}`);

/**
 * The sign of a currency is the shortest that names one currency to this reader: `$` is the US dollar in English and `US$` in
 * Chinese, `¥` the yuan in Chinese and `CN¥` in English. A code that is no currency is written after the number.
 */
function moneyText(amount: string, currency: string, lang: Language, signDisplay: Sign): string {
  const decimal = amount as `${number}`;
  try {
    const format = numberFormat(lang, { style: "currency", currency, signDisplay, roundingMode: "halfEven" });
    return format.format(decimal).replaceAll("\u00A0", " ");
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return `${numberFormat(lang, { minimumFractionDigits: 2, maximumFractionDigits: 2, signDisplay }).format(decimal)} ${currency}`;
  }
}

const clocks = new Map<string, Intl.DateTimeFormat>();

function instantText(at: string, zone: string): string {
  let clock = clocks.get(zone);
  if (!clock) {
    clock = new Intl.DateTimeFormat("en-CA", {
      timeZone: zone,
      hourCycle: "h23",
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
    });
    clocks.set(zone, clock);
  }
  const part = Object.fromEntries(clock.formatToParts(new Date(at)).map((p) => [p.type, p.value]));
  return `${part["year"]}-${part["month"]}-${part["day"]} ${part["hour"]}:${part["minute"]} ${zone}`;
}

function valueText(value: Value, lang: Language, sign: Sign): string {
  switch (value.kind) {
    case "text":
      return value.text[lang];
    case "code":
      return value.code;
    case "count":
      return withUnit(fixed(value.count, 0, lang, sign), value.unit?.[lang]);
    case "number":
      return withUnit(fixed(value.number, value.digits, lang, sign), value.unit?.[lang]);
    case "percent": {
      const digits = value.digits ?? 1;
      return numberFormat(lang, {
        style: "percent",
        minimumFractionDigits: digits,
        maximumFractionDigits: digits,
        signDisplay: sign,
      }).format(value.ratio);
    }
    case "money":
      return moneyText(value.amount, value.currency, lang, sign);
    case "days": {
      const days = numberFormat(lang, { maximumFractionDigits: 1, signDisplay: sign }).format(value.days);
      if (lang === "zh") return `${days} 天`;
      return days === "1" || days === "-1" || days === "+1" ? `${days} day` : `${days} days`;
    }
    case "day":
      return value.day;
    case "instant":
      return instantText(value.at, value.zone);
    case "missing":
      return ABSENT;
  }
}

/** A value as this reader writes it: `$1,234.50`, `12.3%`, `33 days` / `33 天`. What is missing is a dash; `missingReason` says why. */
export function formatValue(value: Value, lang: Language): string {
  return valueText(value, lang, value.signed === true ? "exceptZero" : "negative");
}

/** Why there is no value; undefined when there is one. */
export function missingReason(value: Value, lang: Language): string | undefined {
  return value.kind === "missing" ? value.because[lang] : undefined;
}

/** A change with its sign and what it is measured against: `+12.3% vs last week`, `较上周 +12.3%`. */
export function formatDelta(delta: Delta, lang: Language): string {
  const against = delta.against[lang];
  const change = delta.change.kind === "missing" ? delta.change.because[lang] : valueText(delta.change, lang, "exceptZero");
  if (delta.change.kind === "missing") return lang === "zh" ? `较${against}：${change}` : `vs ${against}: ${change}`;
  return lang === "zh" ? `较${against} ${change}` : `${change} vs ${against}`;
}
