import type { InspectedFile, Sniff } from "../../../app/types.ts";
import { UserError } from "../../../domain/user-error.ts";
import type { Text } from "../../../domain/value.ts";
import { lossWatch } from "../encoding.ts";
import type { Limits } from "../limits.ts";
import { refuseOtherArchive } from "../magic.ts";
import type { Line } from "../records.ts";
import { type Book, readBook, type SheetPart } from "./book.ts";
import { Archive } from "./part.ts";
import { sheetRows } from "./sheet.ts";

const TYPES = "[Content_Types].xml";
const TYPES_BYTES = 1024 * 1024;

/** A record near a sheet's top that may be the header of a table. */
interface Place {
  readonly sheet: SheetPart;
  readonly row: number;
}

async function refuseOther(archive: Archive): Promise<void> {
  let types = "";
  const encrypted = [...archive.entries.values()].some((e) => e.encrypted);
  if (!encrypted && archive.has(TYPES)) for await (const piece of archive.text(TYPES, TYPES_BYTES)) types += piece;
  refuseOtherArchive(archive.file, { has: (part) => archive.has(part), encrypted, types });
}

/** The first records of a sheet; the rest of it stays packed. */
async function topOf(archive: Archive, sheet: SheetPart, book: Book, limits: Limits): Promise<readonly Line[]> {
  const found: Line[] = [];
  for await (const batch of sheetRows(archive, sheet, book, limits)) {
    found.push(...batch.slice(0, 2 * limits.headerWithin - found.length));
    if (found.length >= 2 * limits.headerWithin) break;
  }
  return found;
}

const trimmed = (cells: readonly string[]): string[] => cells.map((c) => c.trim());
const isCandidate = (cells: readonly string[]): boolean => cells.filter((c) => c !== "").length >= 2;

const quoted = (sheets: readonly SheetPart[]): Text => ({
  zh: sheets.map((s) => `“${s.name}”${s.hidden ? "（隐藏）" : ""}`).join("、"),
  en: sheets.map((s) => `“${s.name}”${s.hidden ? " (hidden)" : ""}`).join(", "),
});

/** Two sheets with the same table: reading one of them would lose half of the figures without a word. */
function refuseTwin(name: string, header: string, mine: SheetPart, candidates: ReadonlyMap<Sniff, Place>): void {
  for (const [sniff, { sheet }] of candidates) {
    if (sheet === mine || sniff.header.join("\u0001") !== header) continue;
    throw new UserError(
      "several-sheets",
      {
        zh: `${name}：工作表“${mine.name}”和“${sheet.name}”的表头相同，无法判断读哪一个。`,
        en: `${name}: the sheets “${mine.name}” and “${sheet.name}” have the same header; which one counts cannot be told.`,
      },
      {
        zh: "请每个工作表另存为一个文件，分别上传；不要的可以隐藏。",
        en: "Save each sheet as a file of its own, or hide the one that does not count.",
      },
    );
  }
}

/** A workbook as the formats see it: each visible sheet's first records may be a header; hidden sheets are not read. */
export async function inspectWorkbook(name: string, zip: Buffer, hash: string, limits: Limits): Promise<InspectedFile> {
  const archive = new Archive(name, zip);
  await refuseOther(archive);
  const book = await readBook(archive, limits);
  const candidates = new Map<Sniff, Place>();
  const filled = new Set<SheetPart>();
  for (const sheet of book.sheets) {
    const top = await topOf(archive, sheet, book, limits);
    if (top.length > 0) filled.add(sheet);
    if (sheet.hidden) continue;
    const records = top.map(({ line, cells }) => ({ line, cells: trimmed(cells) })).filter(({ cells }) => isCandidate(cells));
    const text = records.map(({ cells }) => cells.join("\t")).join("\n");
    for (const { line, cells } of records.slice(0, limits.headerWithin))
      candidates.set({ kind: "table", fileName: name, header: cells, text }, { sheet, row: line });
  }
  if (candidates.size === 0) {
    throw new UserError("empty-file", {
      zh: `${name}：可见的工作表里没有表格。`,
      en: `${name}: no visible sheet of the workbook holds a table.`,
    });
  }
  return {
    name,
    hash,
    bytes: zip.length,
    sniffs: [...candidates.keys()],
    open({ sniff, note, progress }) {
      const place = candidates.get(sniff);
      if (!place) return Promise.reject(new TypeError(`${name}: opened at a header that was not found in it`));
      refuseTwin(name, sniff.header.join("\u0001"), place.sheet, candidates);
      const others = book.sheets.filter((s) => s !== place.sheet && filled.has(s));
      if (others.length > 0) {
        const list = quoted(others);
        note({
          zh: `${name}：只读取工作表“${place.sheet.name}”，未读取：${list.zh}。`,
          en: `${name}: only the sheet “${place.sheet.name}” is read, not ${list.en}.`,
        });
      }
      return Promise.resolve({
        name,
        kind: "table" as const,
        encoding: "utf-8",
        floats: true as const,
        rows: async function* () {
          const watch = lossWatch(name, note);
          for await (const batch of sheetRows(archive, place.sheet, book, limits, (share) => progress?.(Math.floor(share * zip.length)))) {
            const lines = batch[0] && batch[0].line < place.row ? batch.filter((l) => l.line >= place.row) : batch;
            for (const { cells } of lines) watch.see(cells.join(" "));
            if (lines.length > 0) yield lines;
          }
          watch.end();
        },
        json: () => Promise.reject(new TypeError(`${name} is a table, not JSON`)),
      });
    },
  };
}
