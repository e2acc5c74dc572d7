import type { Sealed } from "../../../message/message.ts";
import { plain } from "../../../message/plain.ts";
import { tableCsv } from "../../common/csv.ts";
import { shorten } from "../../common/shorten.ts";
import { fileName } from "../../common/table.ts";
import { HEADER_CHARS } from "../limits.ts";
import { titleOf } from "./head.ts";

export interface DrawnFile {
  /** Place of the table in `message.blocks`; null for the text of the whole message. */
  readonly blockIndex: number | null;
  readonly name: string;
  readonly title: string;
  readonly bytes: Uint8Array;
}

/** Tables, by place, of which something is missing; and whether any other text is. */
export interface Cut {
  readonly cutTables: readonly number[];
  readonly cutText: boolean;
}

const encoder = new TextEncoder();

/** What was left out of a drawing, whole: each table as CSV, and the message as text where more than tables was cut. */
export function drawFiles({ message, lang }: Sealed, { cutTables, cutText }: Cut): readonly DrawnFile[] {
  const title = titleOf(message, lang);
  const tables = cutTables.flatMap((blockIndex, n): DrawnFile[] => {
    const table = message.blocks[blockIndex];
    if (table?.kind !== "table") return [];
    const name = table.title === undefined || table.title[lang].trim() === "" ? title : table.title[lang];
    // Two tables of one name would be one file to whoever downloads both.
    const ending = cutTables.length > 1 ? `-${n + 1}` : "";
    return [
      {
        blockIndex,
        name: `${fileName(name)}${ending}.csv`,
        title: shorten(name, HEADER_CHARS),
        bytes: encoder.encode(tableCsv(table, lang)),
      },
    ];
  });
  const text: DrawnFile[] = cutText
    ? [
        {
          blockIndex: null,
          name: `${fileName(title)}.txt`,
          title: shorten(title, HEADER_CHARS),
          bytes: encoder.encode(plain(message, lang)),
        },
      ]
    : [];
  return [...tables, ...text];
}
