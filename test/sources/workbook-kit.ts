import { crc32, deflateRawSync } from "node:zlib";

/** A file for an archive; `claims` lies about its size. */
interface File {
  readonly name: string;
  readonly bytes: string | Uint8Array;
  readonly stored?: true;
  readonly claims?: number;
  readonly sum?: number;
  readonly encrypted?: true;
}

/** An archive as streams write it (sizes behind the data, ZIP64 fields) or as desktops do. */
export function zip(files: readonly File[], options: { readonly zip64?: boolean } = {}): Buffer {
  const out: Buffer[] = [];
  const central: Buffer[] = [];
  let at = 0;
  for (const file of files) {
    const bytes = Buffer.from(file.bytes);
    const packed = file.stored ? bytes : deflateRawSync(bytes);
    const name = Buffer.from(file.name);
    const size = file.claims ?? bytes.length;
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(file.stored ? 0 : 8, 8);
    local.writeUInt32LE(crc32(bytes), 14);
    local.writeUInt32LE(packed.length, 18);
    local.writeUInt32LE(bytes.length, 22);
    local.writeUInt16LE(name.length, 26);
    const head = Buffer.alloc(46);
    head.writeUInt32LE(0x02014b50, 0);
    head.writeUInt16LE(file.encrypted ? 1 : 0, 8);
    head.writeUInt16LE(file.stored ? 0 : 8, 10);
    head.writeUInt32LE(file.sum ?? crc32(bytes), 16);
    head.writeUInt16LE(name.length, 28);
    const extra = Buffer.alloc(options.zip64 ? 28 : 0);
    if (options.zip64) {
      head.writeUInt32LE(0xffffffff, 20);
      head.writeUInt32LE(0xffffffff, 24);
      head.writeUInt32LE(0xffffffff, 42);
      extra.writeUInt16LE(1, 0);
      extra.writeUInt16LE(24, 2);
      extra.writeBigUInt64LE(BigInt(size), 4);
      extra.writeBigUInt64LE(BigInt(packed.length), 12);
      extra.writeBigUInt64LE(BigInt(at), 20);
    } else {
      head.writeUInt32LE(packed.length, 20);
      head.writeUInt32LE(size, 24);
      head.writeUInt32LE(at, 42);
    }
    head.writeUInt16LE(extra.length, 30);
    out.push(local, name, packed);
    central.push(head, name, extra);
    at += 30 + name.length + packed.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(options.zip64 ? 0xffff : files.length, 8);
  end.writeUInt16LE(options.zip64 ? 0xffff : files.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(options.zip64 ? 0xffffffff : at, 16);
  if (!options.zip64) return Buffer.concat([...out, directory, end]);
  const end64 = Buffer.alloc(56);
  end64.writeUInt32LE(0x06064b50, 0);
  end64.writeBigUInt64LE(44n, 4);
  end64.writeBigUInt64LE(BigInt(files.length), 24);
  end64.writeBigUInt64LE(BigInt(files.length), 32);
  end64.writeBigUInt64LE(BigInt(directory.length), 40);
  end64.writeBigUInt64LE(BigInt(at), 48);
  const place = Buffer.alloc(20);
  place.writeUInt32LE(0x07064b50, 0);
  place.writeBigUInt64LE(BigInt(at + directory.length), 8);
  place.writeUInt32LE(1, 16);
  return Buffer.concat([...out, directory, end64, place, end]);
}

/** A cell: text (shared), a number, a truth, or XML as it is to stand in the row (`{r}` is its address). */
export type Cell = string | number | boolean | null | { readonly xml: string } | { readonly n: number; readonly format: string };

export interface SheetSpec {
  readonly name: string;
  readonly rows: readonly (readonly Cell[])[];
  readonly state?: "hidden" | "veryHidden";
  /** Row numbers, where they are not 1, 2, 3 … */
  readonly at?: readonly number[];
}

export interface BookSpec {
  readonly sheets: readonly SheetSpec[];
  readonly from1904?: boolean;
  readonly prefix?: "x:";
  readonly more?: readonly File[];
  readonly zip64?: boolean;
  readonly type?: string;
}

const escaped = (s: string): string => s.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
const letters = (i: number): string => (i < 26 ? String.fromCharCode(65 + i) : letters(Math.floor(i / 26) - 1) + letters(i % 26));

/** The parts of a small workbook, as Excel would write them. */
export function bookFiles({ sheets, from1904, prefix, more = [], type = "sheet.main" }: BookSpec): File[] {
  const strings: string[] = [];
  const formats: string[] = [];
  const tag = prefix ?? "";
  const cell = (value: Cell, r: string): string => {
    if (value === null) return "";
    if (typeof value === "string") {
      if (!strings.includes(value)) strings.push(value);
      return `<${tag}c r="${r}" t="s"><${tag}v>${strings.indexOf(value)}</${tag}v></${tag}c>`;
    }
    if (typeof value === "boolean") return `<${tag}c r="${r}" t="b"><${tag}v>${value ? 1 : 0}</${tag}v></${tag}c>`;
    if (typeof value === "number") return `<${tag}c r="${r}"><${tag}v>${value}</${tag}v></${tag}c>`;
    if ("xml" in value) return value.xml.replaceAll("{r}", r);
    if (!formats.includes(value.format)) formats.push(value.format);
    return `<${tag}c r="${r}" s="${formats.indexOf(value.format) + 1}"><${tag}v>${value.n}</${tag}v></${tag}c>`;
  };
  const xml = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
  const ns = prefix ? "xmlns:x" : "xmlns";
  const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  const rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  const bodies = sheets.map(
    (s) =>
      `${xml}<${tag}worksheet ${ns}="${main}"><${tag}dimension ref="A1"/><${tag}sheetData>${s.rows
        .map((row, i) => {
          const n = s.at?.[i] ?? i + 1;
          return `<${tag}row r="${n}">${row.map((c, j) => cell(c, `${letters(j)}${n}`)).join("")}</${tag}row>`;
        })
        .join("")}</${tag}sheetData></${tag}worksheet>`,
  );
  return [
    {
      name: "[Content_Types].xml",
      bytes: `${xml}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.${type}+xml"/></Types>`,
    },
    {
      name: "_rels/.rels",
      bytes: `${xml}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${rel}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    },
    {
      name: "xl/workbook.xml",
      bytes: `${xml}<workbook xmlns="${main}" xmlns:r="${rel}"><workbookPr${from1904 ? ' date1904="1"' : ""}/><sheets>${sheets
        .map((s, i) => `<sheet name="${escaped(s.name)}" sheetId="${i + 1}"${s.state ? ` state="${s.state}"` : ""} r:id="rId${i + 1}"/>`)
        .join("")}</sheets></workbook>`,
    },
    {
      name: "xl/_rels/workbook.xml.rels",
      bytes: `${xml}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${sheets
        .map((_, i) => `<Relationship Id="rId${i + 1}" Type="${rel}/worksheet" Target="worksheets/sheet${i + 1}.xml"/>`)
        .join(
          "",
        )}<Relationship Id="rIdS" Type="${rel}/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="rIdT" Type="${rel}/styles" Target="styles.xml"/></Relationships>`,
    },
    ...bodies.map((bytes, i) => ({ name: `xl/worksheets/sheet${i + 1}.xml`, bytes })),
    {
      name: "xl/sharedStrings.xml",
      bytes: `${xml}<sst xmlns="${main}">${strings.map((s) => `<si><t xml:space="preserve">${escaped(s)}</t></si>`).join("")}</sst>`,
    },
    {
      name: "xl/styles.xml",
      bytes: `${xml}<styleSheet xmlns="${main}"><numFmts>${formats
        .map((f, i) => `<numFmt numFmtId="${164 + i}" formatCode="${escaped(f)}"/>`)
        .join("")}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>${formats
        .map((_, i) => `<xf numFmtId="${164 + i}"/>`)
        .join("")}</cellXfs><dxfs><dxf><numFmt numFmtId="164" formatCode="yyyy"/></dxf></dxfs></styleSheet>`,
    },
    ...more,
  ];
}

export const workbook = (spec: BookSpec): Buffer => zip(bookFiles(spec), { zip64: spec.zip64 ?? false });

/** One sheet with these rows. */
export const sheetOf = (...rows: readonly (readonly Cell[])[]): Buffer => workbook({ sheets: [{ name: "Sheet1", rows }] });

/** A table of text as a workbook of text. */
export const asWorkbook = (csv: readonly (readonly string[])[]): Buffer =>
  sheetOf(...csv.map((row) => row.map((c) => (c === "" ? null : c))));
