import { closestName } from "../domain/words/closest.ts";
import { parseZone } from "../domain/calendar/zone.ts";
import { UserError } from "../domain/user-error.ts";
import { SENSITIVITIES, type Text } from "../domain/value.ts";
import { type Binding, type Company, PURPOSES, type Purpose, type Store } from "../ports/company.ts";

export const PURPOSE_NAME: Readonly<Record<Purpose, Text>> = {
  digest: { zh: "日报", en: "daily digest" },
  stock: { zh: "库存预警", en: "stock warnings" },
  returns: { zh: "退货", en: "returns" },
  price: { zh: "价格", en: "prices" },
  retro: { zh: "月度复盘", en: "monthly retrospective" },
  ops: { zh: "运维（未送达的消息）", en: "operations (posts that did not arrive)" },
};

/** What somebody typed about a channel, in a form or on the command line; what is empty keeps its default. */
export interface BindingWords {
  readonly purpose: string;
  readonly platform: string;
  readonly channel: string;
  readonly stores?: string | undefined;
  readonly lang?: string | undefined;
  readonly zone?: string | undefined;
  readonly currency?: string | undefined;
  readonly clearance?: string | undefined;
  readonly quiet?: string | undefined;
}

/** Whose figures nobody binds a channel to: margins are the most that a channel is cleared for. */
const CLEARANCES = SENSITIVITIES.filter((s) => s !== "personal");

const wrong = (what: Text, value: string, expected: Text): UserError =>
  new UserError(
    "bad-binding",
    { zh: `${what.zh}“${value}”不对。`, en: `${what.en}: "${value}" cannot be used.` },
    { zh: `应为：${expected.zh}`, en: `Expected: ${expected.en}` },
  );
const oneOf = (all: readonly string[]): Text => ({ zh: all.join("、"), en: all.join(", ") });

function quietOf(words: string): Binding["quiet"] {
  const hours = /^(\d{1,2})\s*[-–—~～至到]\s*(\d{1,2})$/.exec(words);
  const [from, to] = [Number(hours?.[1]), Number(hours?.[2])];
  if (!hours || from > 23 || to > 23 || from === to) {
    throw wrong({ zh: "免打扰时段", en: "Quiet hours" }, words, { zh: "两个整点，例如 22-7", en: "two hours, such as 22-7" });
  }
  return { from, to };
}

function storesOf(words: string, stores: readonly Store[]): string[] {
  const known = stores.map((s) => s.code);
  return words
    .split(/[,，、;；\s]+/)
    .filter(Boolean)
    .map((word) => {
      const found = known.find((code) => code.toLowerCase() === word.toLowerCase());
      if (found !== undefined) return found;
      const near = closestName(word, known);
      const hint: Text = near === undefined ? { zh: "", en: "" } : { zh: `是不是 ${near}？`, en: `Did you mean ${near}? ` };
      const all = oneOf(known);
      throw wrong({ zh: "店铺", en: "Store" }, word, { zh: `${hint.zh}${all.zh}`, en: `${hint.en}${all.en}` });
    });
}

/** A channel and what it is for, from words; throws UserError that names the place, the value and what was expected. */
export function readBinding(words: BindingWords, company: Company, stores: readonly Store[]): Binding {
  const typed = (word: string | undefined): string | undefined => (word?.trim() ? word.trim() : undefined);
  const purpose = PURPOSES.find((p) => p === words.purpose);
  if (!purpose) throw wrong({ zh: "用途", en: "Purpose" }, words.purpose, oneOf(PURPOSES));
  const zoneWord = typed(words.zone);
  const zone = zoneWord === undefined ? company.zone : parseZone(zoneWord);
  if (!zone)
    throw wrong({ zh: "时区", en: "Time zone" }, zoneWord ?? "", {
      zh: "IANA 时区名，例如 Asia/Shanghai",
      en: "an IANA name, such as Asia/Shanghai",
    });
  const lang = typed(words.lang) ?? company.lang;
  if (lang !== "zh" && lang !== "en") throw wrong({ zh: "语言", en: "Language" }, lang, oneOf(["zh", "en"]));
  const clearanceWord = typed(words.clearance) ?? "internal";
  const clearance = CLEARANCES.find((s) => s === clearanceWord);
  if (!clearance) throw wrong({ zh: "数据范围", en: "Clearance" }, clearanceWord, oneOf(CLEARANCES));
  const currency = typed(words.currency)?.toUpperCase() ?? null;
  if (currency !== null && !Intl.supportedValuesOf("currency").includes(currency)) {
    throw wrong({ zh: "币种", en: "Currency" }, currency, { zh: "三位币种代码，例如 USD", en: "a code of three letters, such as USD" });
  }
  const quiet = typed(words.quiet);
  return {
    purpose,
    platform: words.platform,
    channel: words.channel,
    stores: storesOf(words.stores ?? "", stores),
    lang,
    zone,
    currency,
    clearance,
    quiet: quiet === undefined ? null : quietOf(quiet),
  };
}
