/** What a cell's number format makes of its number. */
export interface NumberFormat {
  readonly kind: "number" | "percent" | "date" | "datetime" | "time";
  /** Digits that leading zeros fill up to (`00000`); 0 where none do. */
  readonly zeros: number;
  /** The currency that it is shown with; "" where none is. */
  readonly symbol: string;
}

export const PLAIN: NumberFormat = { kind: "number", zeros: 0, symbol: "" };
const kind = (k: NumberFormat["kind"]): NumberFormat => ({ ...PLAIN, kind: k });

// ECMA-376 part 1, 18.8.30: formats that every workbook has without saying so. 27–36, 50–58 and 71–81 depend on the language
// (Chinese, Japanese, Korean; Thai), but are dates in each of them.
const DATES = [14, 15, 16, 17, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58, 71, 72, 73, 74, 81];
const TIMES = [18, 19, 20, 21, 32, 33, 34, 35, 45, 46, 47, 55, 56, 75, 76, 78, 79, 80];
const BUILT_IN: ReadonlyMap<number, NumberFormat> = new Map([
  ...DATES.map((id) => [id, kind("date")] as const),
  ...TIMES.map((id) => [id, kind("time")] as const),
  [22, kind("datetime")] as const,
  [77, kind("datetime")] as const,
  [9, kind("percent")] as const,
  [10, kind("percent")] as const,
]);

const SYMBOL = /\[\$([^\]-]+)(?:-[^\]]*)?\]|(\p{Sc})/u;

/** Reads the first section of a format code: `[$€-407]#,##0.00`, `yyyy"年"m"月"d"日"`, `0.0%`, `00000`, `[h]:mm`. */
export function readFormat(code: string): NumberFormat {
  const section = code.split(";")[0] ?? "";
  const symbol = SYMBOL.exec(section);
  const bare = section
    .replace(/"[^"]*"|\\.|[_*]./g, "")
    .replace(/\[(?:h+|m+|s+)\]/gi, "hs")
    .replace(/\[[^\]]*\]/g, "")
    .toLowerCase();
  if (bare.includes("general")) return PLAIN;
  const letters = bare.replace(/am\/pm|a\/p|上午\/下午/g, "h");
  const clock = /[hs]/.test(letters);
  const date = /[yd]/.test(letters) || (!clock && letters.includes("m"));
  if (date) return kind(clock ? "datetime" : "date");
  if (clock) return kind("time");
  if (bare.includes("%")) return kind("percent");
  return { kind: "number", zeros: /^0{2,}$/.test(bare.trim()) ? bare.trim().length : 0, symbol: (symbol?.[1] ?? symbol?.[2] ?? "").trim() };
}

export const formatOf = (id: number, codes: ReadonlyMap<number, NumberFormat>): NumberFormat => codes.get(id) ?? BUILT_IN.get(id) ?? PLAIN;
