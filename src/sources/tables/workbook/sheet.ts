import { UserError } from "../../../domain/user-error.ts";
import type { Limits } from "../limits.ts";
import type { Line } from "../records.ts";
import { type Book, type SheetPart, TextRun, unescaped } from "./book.ts";
import { broken } from "./broken.ts";
import { PLAIN } from "./number-format.ts";
import { textOfNumber } from "./number-text.ts";
import type { Archive } from "./part.ts";
import { attribute, XmlReader } from "./xml.ts";

/** A formula that nobody worked out yet: the cell shows nothing, and something was meant. */
const UNCOMPUTED = "=?";
const MOST_ROWS = 1_048_576;

/** Place of `BC` in `BC12`, A being 0; undefined where the address says none. */
function columnOf(address: string): number | undefined {
  let column = 0;
  let at = 0;
  for (; at < address.length; at += 1) {
    const c = address.charCodeAt(at) & 0xdf;
    if (c < 0x41 || c > 0x5a) break;
    column = column * 26 + c - 0x40;
  }
  return at === 0 || at > 3 ? undefined : column - 1;
}

/** The sheet's records as they go by. */
class Cells {
  readonly #archive: Archive;
  readonly #sheet: SheetPart;
  readonly #book: Book;
  readonly #limits: Limits;
  readonly #run: TextRun;
  #row = 0;
  #column = -1;
  #cells: string[] = [];
  #type = "n";
  #style = 0;
  #value = "";
  #inValue = false;
  #inCell = false;
  #formula = false;
  #hasValue = false;
  #seenRow = 0;
  lines: Line[] = [];

  constructor(archive: Archive, sheet: SheetPart, book: Book, limits: Limits) {
    this.#archive = archive;
    this.#sheet = sheet;
    this.#book = book;
    this.#limits = limits;
    this.#run = new TextRun(limits.cell);
  }

  #fail(zh: string, en: string): never {
    throw broken(this.#archive.file, {
      zh: `工作表“${this.#sheet.name}”第 ${this.#row} 行${zh}`,
      en: `sheet “${this.#sheet.name}”, row ${this.#row}: ${en}`,
    });
  }

  readonly open = (name: string, attributes: string): void => {
    if (name === "c") this.#beginCell(attributes);
    else if (this.#inCell) {
      if (name === "v") {
        this.#inValue = true;
        this.#hasValue = true;
      } else if (name === "f") this.#formula = true;
      else this.#run.open(name);
    } else if (name === "row") this.#beginRow(attributes);
  };

  readonly text = (text: string): void => {
    if (this.#inValue) {
      if (this.#value.length <= this.#limits.cell) this.#value += text.slice(0, this.#limits.cell + 1 - this.#value.length);
    } else if (this.#inCell) this.#run.text(text);
  };

  readonly close = (name: string): void => {
    if (name === "c") this.#endCell();
    else if (name === "v") this.#inValue = false;
    else if (name === "row") this.#endRow();
    else if (this.#inCell) this.#run.close(name);
  };

  #beginRow(attributes: string): void {
    const said = attribute(attributes, "r");
    this.#row = said === undefined ? this.#seenRow + 1 : Number(said);
    if (!Number.isInteger(this.#row) || this.#row <= this.#seenRow || this.#row > MOST_ROWS)
      this.#fail("行号不对", "its number is out of order");
    this.#seenRow = this.#row;
    this.#column = -1;
    this.#cells = [];
  }

  #beginCell(attributes: string): void {
    const address = attribute(attributes, "r");
    const column = address === undefined ? this.#column + 1 : columnOf(address);
    if (column === undefined || column <= this.#column) this.#fail("单元格顺序不对", `the cell ${address ?? ""} is out of order`);
    this.#column = column;
    this.#type = attribute(attributes, "t") ?? "n";
    this.#style = Number(attribute(attributes, "s") ?? 0);
    this.#value = "";
    this.#formula = false;
    this.#hasValue = false;
    this.#inCell = true;
  }

  #endCell(): void {
    this.#inCell = false;
    const inline = this.#run.take();
    const text = this.#textOf(inline);
    if (text === "") return;
    if (this.#column >= this.#limits.columns) {
      throw new UserError("too-large-record", {
        zh: `${this.#archive.file}：工作表“${this.#sheet.name}”第 ${this.#row} 行有 ${this.#column + 1} 列，最多 ${this.#limits.columns} 列。`,
        en: `${this.#archive.file}: row ${this.#row} of the sheet “${this.#sheet.name}” has ${this.#column + 1} columns, at most ${this.#limits.columns} are read.`,
      });
    }
    while (this.#cells.length < this.#column) this.#cells.push("");
    this.#cells.push(text);
  }

  #textOf(inline: string): string {
    switch (this.#type) {
      case "s": {
        if (this.#value === "") return "";
        return this.#book.strings[Number(this.#value)] ?? this.#fail("引用了不存在的文字", "it points to a text that is not there");
      }
      case "inlineStr":
        return inline;
      case "str":
        // "" is what the formula gave; without a value it was never worked out.
        return this.#formula && !this.#hasValue ? UNCOMPUTED : unescaped(this.#value);
      case "b":
        return this.#value === "1" ? "TRUE" : this.#value === "0" ? "FALSE" : this.#value;
      case "d":
        return this.#value.replace(/T00:00:00(?:\.0+)?Z?$/, "");
      case "e":
        return this.#value;
      case "n":
        if (this.#value === "") return this.#formula ? UNCOMPUTED : "";
        return textOfNumber(this.#value, this.#book.styles[this.#style] ?? PLAIN, this.#book.from1904);
      default:
        return this.#fail(`有未知的单元格类型 ${this.#type}`, `a cell has the unknown type ${this.#type}`);
    }
  }

  #endRow(): void {
    if (this.#cells.some((c) => c.trim() !== "")) this.lines.push({ line: this.#row, cells: this.#cells });
    this.#cells = [];
  }
}

/** The records of a sheet in batches, blank ones left out; `line` is the row's number. */
export async function* sheetRows(
  archive: Archive,
  sheet: SheetPart,
  book: Book,
  limits: Limits,
  progress?: (share: number) => void,
): AsyncGenerator<readonly Line[]> {
  const cells = new Cells(archive, sheet, book, limits);
  const reader = new XmlReader(archive.file, sheet.part, cells);
  const size = archive.sizeOf(sheet.part);
  let read = 0;
  for await (const piece of archive.text(sheet.part, limits.bytes)) {
    reader.push(piece);
    read += piece.length;
    progress?.(size === 0 ? 1 : Math.min(1, read / size));
    if (cells.lines.length === 0) continue;
    const lines = cells.lines;
    cells.lines = [];
    yield lines;
  }
  reader.end();
  if (cells.lines.length > 0) yield cells.lines;
}
