import type { Block, Language } from "./message.ts";

export type FileBlock = Extract<Block, { readonly kind: "file" }>;

/** `supplier-order-12.xlsx` */
export const nameOfFile = ({ name, format }: Pick<FileBlock, "name" | "format">): string => `${name}.${format}`;

/** How a message tells of a file that goes along with it. */
export function fileLine(file: FileBlock, lang: Language): string {
  const rows = file.rows.length;
  const many = lang === "zh" ? `${rows} 行` : `${rows} ${rows === 1 ? "row" : "rows"}`;
  return lang === "zh" ? `文件：${file.title.zh}（${nameOfFile(file)}，${many}）` : `File: ${file.title.en} (${nameOfFile(file)}, ${many})`;
}
