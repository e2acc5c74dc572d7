import type { Text } from "../value.ts";

/** Why a record of a file was not taken, in general words; the record's own reason names the value. Codes are stable. */
export const REJECTIONS = {
  missing: { zh: "必填项为空", en: "a required cell is empty" },
  "not-a-number": { zh: "不是数字", en: "not a number" },
  "ambiguous-number": { zh: "数字有歧义（小数点还是千分位？）", en: "a number that can be read in two ways" },
  "not-a-whole-number": { zh: "应为整数", en: "not a whole number" },
  "out-of-range": { zh: "数值超出范围", en: "a number out of range" },
  negative: { zh: "不应为负数", en: "a negative value where none can be" },
  "lost-digits": { zh: "编号被 Excel 改成科学计数法，末尾数字已丢失", en: "an id that lost digits in a spreadsheet (E+17)" },
  "spreadsheet-error": { zh: "表格公式出错或未计算", en: "a formula of a spreadsheet that failed or was never worked out" },
  "bad-character": { zh: "含有非法字符", en: "a character that cannot be kept" },
  "too-long": { zh: "内容过长", en: "a cell that is too long" },
  "not-a-date": { zh: "不是日期", en: "not a date" },
  "ambiguous-date": { zh: "日期有歧义（日/月还是月/日？）", en: "a date that can be read in two ways" },
  "future-date": { zh: "日期在未来", en: "a date in the future" },
  "too-old": { zh: "日期过早", en: "a date before online shops" },
  "unknown-currency": { zh: "不认识的币种", en: "an unknown currency" },
  "other-currency": { zh: "币种与店铺不符", en: "a currency that is not the store's" },
  "other-store": { zh: "属于其他站点", en: "a record of another store" },
  "unknown-value": { zh: "不认识的取值", en: "a value that is not on the list" },
  "missing-price": { zh: "已发货但没有金额", en: "a sale without a price" },
  "not-in-pool": { zh: "不在该仓", en: "a SKU that is not kept in this warehouse" },
  "no-sku": { zh: "没有 SKU", en: "no SKU" },
  "wrong-order": { zh: "起止日期颠倒", en: "an interval that ends before it begins" },
  duplicate: { zh: "同一文件内互相矛盾", en: "a row that contradicts an earlier one" },
  "superseded-in-file": { zh: "同一文件中后面的行有不同内容，以后者为准", en: "a later row of the file says something else" },
  "unknown-warehouse": { zh: "不认识的仓库", en: "an unknown warehouse" },
  incomplete: { zh: "同组的其他行被拒收，合计不完整", en: "a sum of which another line was rejected" },
  "too-many-cells": { zh: "列数多于表头", en: "more cells than the header has" },
  "cut-off": { zh: "最后一行被截断", en: "a last line that was cut off" },
  malformed: { zh: "记录格式不对", en: "a record of the wrong shape" },
} as const satisfies Readonly<Record<string, Text>>;

export type RejectionCode = keyof typeof REJECTIONS;

/** Rejections of records that have no business in the file: what is left is still all there is. */
export const NOT_OF_THE_FILE: ReadonlySet<string> = new Set<RejectionCode>(["not-in-pool", "other-store"]);

/** Characters of a rejected value that are kept: enough to find it, not enough to fill the store. */
export const KEPT_VALUE_CHARACTERS = 200;
