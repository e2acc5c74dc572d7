import { cleanAll } from "../../message/clean.ts";
import type { FileBlock } from "../../message/file-line.ts";
import type { Language, Message } from "../../message/message.ts";
import type { Part } from "../../ports/chat-platform.ts";
import { tableCsv } from "./csv.ts";
import { tableXlsx } from "./xlsx.ts";

export const MEDIA_TYPES = {
  csv: "text/csv; charset=utf-8",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
} as const satisfies Record<FileBlock["format"], string>;

/** The bytes of a file that goes along with a message. */
export async function fileBytes(file: FileBlock, lang: Language): Promise<Uint8Array> {
  const clean = cleanAll(file);
  switch (clean.format) {
    case "csv":
      return new TextEncoder().encode(tableCsv(clean, lang));
    case "xlsx":
      return tableXlsx(clean, clean.title[lang], lang);
  }
}

/** Files that follow a message whatever there is room for in it. */
export const fileParts = ({ blocks }: Pick<Message, "blocks">): readonly Part[] =>
  blocks.flatMap((block, at): Part[] => (block.kind === "file" ? [{ kind: "file", at }] : []));
