import type { Text } from "../../domain/value.ts";

/** What stood where something has to stand. */
export const blank = (column: string): Text => ({ zh: `${column} 为空，这一项必填`, en: `${column} is blank; it is required` });

/** `mode: expected one of sea, air` */
export const expected = (column: string, what: Text): Text => ({ zh: `${column}：应为${what.zh}`, en: `${column}: expected ${what.en}` });

/** The same in both languages, as codes and numbers are; Chinese sets them off by a space. */
export const plainly = (what: string): Text => ({ zh: ` ${what}`, en: what });

export const oneOfThese = (values: readonly string[]): Text => ({
  zh: `以下之一：${values.join("、")}`,
  en: `one of ${values.join(", ")}`,
});

/** Money or a record in another currency than its store's. */
export const storesOwn = (column: string, currency: string): Text =>
  expected(column, { zh: `店铺币种 ${currency}`, en: `${currency}, the store's` });

export const future = (column: string, latest: string): Text => ({
  zh: `${column} 在未来；最晚可以是 ${latest}`,
  en: `${column} is in the future; the newest day that can be is ${latest}`,
});

export const unknownStatus = (column: string): Text => ({
  zh: `${column}：不认识的状态，不做猜测`,
  en: `${column}: a status that is not known; nothing is guessed about it`,
});

export const ofNothing = (column: string, what: Text): Text => ({
  zh: `${column} 为 0：${what.zh}应为 1 或更大`,
  en: `${column}: ${what.en} of nothing; expected 1 or more`,
});

const A_RETURN: Text = { zh: "退货数量", en: "a return" };
export const returnOfNothing = (column: string): Text => ofNothing(column, A_RETURN);

export const NUMBER: Text = { zh: "数字，例如 1234.56", en: "a number such as 1234.56" };
export const COUNT: Text = { zh: "整数，例如 12", en: "a whole number such as 12" };
export const NOT_NEGATIVE: Text = { zh: " 0 或更大的数", en: "0 or more" };
export const CURRENCY_CODE: Text = { zh: " ISO 4217 币种代码，例如 USD", en: "an ISO 4217 code such as USD" };
export const formula = (column: string, { zh, en }: Text): Text => ({
  zh: `${column} 里的公式出错或没有算出来；应为${zh}`,
  en: `${column} holds a formula that failed or was never worked out; expected ${en}`,
});

export const DIGITS: Text = { zh: "小数点前最多 12 位、后最多 6 位的数字", en: "at most 12 digits before and 6 after the point" };
export const RATE: Text = { zh: "汇率，例如 7.2315", en: "a rate such as 7.2315" };
export const PERCENT: Text = { zh: "百分比，例如 99.8%", en: "a percentage such as 99.8%" };
export const A_DATE: Text = { zh: "日期，例如 2026-10-31", en: "a date such as 2026-10-31" };

export const tooLongCell = (length: number, most: number): Text => ({
  zh: `单元格有 ${length} 个字符，最多 ${most} 个`,
  en: `a cell has ${length} characters, at most ${most} are kept`,
});
export const noText = (column: string): Text => ({
  zh: `${column} 含有不是文字的字符（NUL）`,
  en: `${column} holds a character that is no text (NUL)`,
});
export const digitsLost = (column: string): Text => ({
  zh: `${column} 被表格软件改成了科学计数法，末尾数字已丢失；请用下载后没打开过的原文件`,
  en: `${column} was turned into scientific notation by a spreadsheet; its last digits are gone. Use the file as downloaded`,
});
export const tooLongCode = (column: string, length: number, most: number): Text => ({
  zh: `${column} 有 ${length} 个字符，最多 ${most} 个`,
  en: `${column} has ${length} characters, expected at most ${most}`,
});
export const otherSymbol = (column: string, symbol: string, currency: string): Text => ({
  zh: `${column} 写的是 ${symbol}，应为 ${currency}`,
  en: `${column} is written in ${symbol}, expected ${currency}`,
});
export const twoNumbers = (column: string): Text => ({
  zh: `${column} 有两种读法（千分位还是小数点）；请写成 1234.56`,
  en: `${column} can be read in two ways (thousands or decimals); write 1234.56`,
});
export const twoDates = (column: string): Text => ({
  zh: `${column} 有两种读法；请写成 YYYY-MM-DD，时刻请带时区`,
  en: `${column} can be read in two ways; write YYYY-MM-DD, a time with its offset`,
});
