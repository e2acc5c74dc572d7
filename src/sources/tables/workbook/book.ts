import { UserError } from "../../../domain/user-error.ts";
import type { Limits } from "../limits.ts";
import { formatOf, type NumberFormat, readFormat } from "./number-format.ts";
import type { Archive } from "./part.ts";
import { attribute, readXml } from "./xml.ts";

/** A part beside the sheets and their strings is small, or nobody's report. */
const SMALL_PART = 8 * 1024 * 1024;
const MOST_STRINGS = 4_000_000;
// Characters that XML cannot hold are written so (ECMA-376 part 1, 22.9.2.19).
const ESCAPED = /_x([0-9a-fA-F]{4})_/g;

export const unescaped = (text: string): string =>
  text.includes("_x") ? text.replace(ESCAPED, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))) : text;

export interface SheetPart {
  readonly name: string;
  readonly part: string;
  readonly hidden: boolean;
}

/** What a workbook's sheets have in common. */
export interface Book {
  readonly sheets: readonly SheetPart[];
  readonly from1904: boolean;
  readonly styles: readonly NumberFormat[];
  readonly strings: readonly string[];
}

interface Relation {
  readonly type: string;
  readonly part: string;
}

/** A relation's target, which is relative to the folder of the part that it belongs to. */
function resolved(folder: string, target: string): string {
  const parts: string[] = [];
  for (const step of (target.startsWith("/") ? target : `${folder}/${target}`).split("/")) {
    if (step === "..") parts.pop();
    else if (step !== "" && step !== ".") parts.push(step);
  }
  return parts.join("/");
}

async function relations(archive: Archive, folder: string, file: string): Promise<ReadonlyMap<string, Relation>> {
  const part = resolved(folder, `_rels/${file}.rels`);
  const found = new Map<string, Relation>();
  if (!archive.has(part)) return found;
  await readXml(archive.file, part, archive.text(part, SMALL_PART), {
    open(name, attributes) {
      if (name !== "Relationship" || attribute(attributes, "TargetMode") === "External") return;
      const type = attribute(attributes, "Type") ?? "";
      found.set(attribute(attributes, "Id") ?? "", {
        type: type.slice(type.lastIndexOf("/") + 1),
        part: resolved(folder, attribute(attributes, "Target") ?? ""),
      });
    },
  });
  return found;
}

async function readStyles(archive: Archive, part: string | undefined): Promise<readonly NumberFormat[]> {
  const codes = new Map<number, NumberFormat>();
  const ids: number[] = [];
  let within = "";
  if (part === undefined || !archive.has(part)) return [];
  await readXml(archive.file, part, archive.text(part, SMALL_PART), {
    open(name, attributes) {
      // Formats of conditions (dxfs) and of named styles have the same elements.
      if (name === "numFmts" || name === "cellXfs") within = name;
      else if (within === "numFmts" && name === "numFmt")
        codes.set(Number(attribute(attributes, "numFmtId")), readFormat(attribute(attributes, "formatCode") ?? ""));
      else if (within === "cellXfs" && name === "xf") ids.push(Number(attribute(attributes, "numFmtId") ?? 0));
    },
    close(name) {
      if (name === within) within = "";
    },
  });
  return ids.map((id) => formatOf(id, codes));
}

/** Text out of `<t>`, without the reading aids (`<rPh>`) that Japanese cells carry. One character more than is kept tells that it is longer. */
export class TextRun {
  #on = false;
  #aid = false;
  #longest: number;
  value = "";

  constructor(longest: number) {
    this.#longest = longest;
  }

  open(name: string): void {
    if (name === "rPh") this.#aid = true;
    else if (name === "t") this.#on = !this.#aid;
  }
  close(name: string): void {
    if (name === "rPh") this.#aid = false;
    else if (name === "t") this.#on = false;
  }
  text(text: string): void {
    if (this.#on && this.value.length <= this.#longest) this.value += text.slice(0, this.#longest + 1 - this.value.length);
  }
  take(): string {
    const taken = unescaped(this.value);
    this.value = "";
    return taken;
  }
}

async function readStrings(archive: Archive, part: string | undefined, limits: Limits): Promise<readonly string[]> {
  const strings: string[] = [];
  if (part === undefined || !archive.has(part)) return strings;
  const run = new TextRun(limits.cell);
  await readXml(archive.file, part, archive.text(part, limits.stringBytes), {
    open: (name) => run.open(name),
    text: (text) => run.text(text),
    close(name) {
      run.close(name);
      if (name !== "si") return;
      if (strings.length >= MOST_STRINGS)
        throw new UserError("file-too-large", {
          zh: `${archive.file}：不同文字超过 ${MOST_STRINGS} 条。`,
          en: `${archive.file}: it holds more than ${MOST_STRINGS} texts.`,
        });
      strings.push(run.take());
    },
  });
  return strings;
}

/** Everything of a workbook but its cells. */
export async function readBook(archive: Archive, limits: Limits): Promise<Book> {
  const roots = await relations(archive, "", "");
  const main = [...roots.values()].find((r) => r.type === "officeDocument")?.part ?? "xl/workbook.xml";
  const slash = main.lastIndexOf("/");
  const related = await relations(archive, main.slice(0, Math.max(slash, 0)), main.slice(slash + 1));
  const named: { readonly name: string; readonly id: string; readonly hidden: boolean }[] = [];
  let from1904: boolean | undefined;
  await readXml(archive.file, main, archive.text(main, SMALL_PART), {
    open(name, attributes) {
      if (name === "workbookPr") from1904 ??= ["1", "true"].includes(attribute(attributes, "date1904") ?? "");
      else if (name === "sheet") {
        named.push({
          name: unescaped(attribute(attributes, "name") ?? ""),
          id: attribute(attributes, "id") ?? "",
          hidden: (attribute(attributes, "state") ?? "visible") !== "visible",
        });
      }
    },
  });
  const partOf = (type: string): string | undefined => [...related.values()].find((r) => r.type === type)?.part;
  const sheets = named.flatMap(({ name, id, hidden }) => {
    const to = related.get(id);
    // Sheets of one chart, and of macros of the last century, have no cells.
    return to?.type === "worksheet" ? [{ name, hidden, part: to.part }] : [];
  });
  return {
    sheets,
    from1904: from1904 ?? false,
    styles: await readStyles(archive, partOf("styles")),
    strings: await readStrings(archive, partOf("sharedStrings"), limits),
  };
}
