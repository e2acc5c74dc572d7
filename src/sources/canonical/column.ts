import type { SourceColumn } from "../../app/types.ts";

export const required = (name: string, ...aliases: string[]): SourceColumn => ({ name, aliases, required: true });
export const optional = (name: string, ...aliases: string[]): SourceColumn => ({ name, aliases, required: false });

/** What every canonical CSV has in common: our own column names, a decimal point, ISO dates, no column that is not documented. */
export const CANONICAL = { unknown: "refuse", style: "point" } as const;

export const SKU = required("sku", "SKU编码", "商品编码");
export const DAY = required("day", "date", "日期");
export const QUANTITY = required("quantity", "qty", "数量");
export const CURRENCY = optional("currency", "币种");
export const TITLE = optional("title", "品名", "商品名称", "标题");

/** A key of several parts; the separator is in no code, since codes hold no control characters. */
export const keyOf = (...parts: readonly (string | number | null)[]): string => parts.map((p) => p ?? "").join("\u0001");
