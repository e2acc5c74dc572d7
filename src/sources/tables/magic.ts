import { UserError } from "../../domain/user-error.ts";
import type { Text } from "../../domain/value.ts";

const ascii = (bytes: Uint8Array): string => String.fromCharCode(...bytes.subarray(0, 4096));

const SAVE_AS: Text = {
  zh: "请在 Excel / WPS 中打开，另存为「Excel 工作簿（.xlsx）」或「CSV UTF-8」后再上传。",
  en: "Open it in Excel or WPS, choose Save As and “Excel Workbook (.xlsx)” or “CSV UTF-8”, and send that file.",
};
const UNPACK: Text = {
  zh: "请先解压，再上传里面的 CSV、TXT、XLSX 或 JSON 文件。",
  en: "Unpack it and send the CSV, TXT, XLSX or JSON file inside.",
};
const DOWNLOAD: Text = {
  zh: "请在平台后台重新下载 CSV 或 TXT 格式的报表。",
  en: "Download the report again as CSV or TXT.",
};

interface Kind {
  readonly what: Text;
  readonly hint: Text;
}
const OLD_WORKBOOK: Kind = { what: { zh: "一个旧版 Excel 工作簿（XLS）", en: "an old Excel workbook (XLS)" }, hint: SAVE_AS };
const LOCKED_WORKBOOK: Kind = {
  what: { zh: "一个加了密码的 Excel 工作簿", en: "an Excel workbook with a password" },
  hint: {
    zh: "请在 Excel / WPS 中去掉打开密码，另存后再上传。",
    en: "Take the password off in Excel or WPS, save it, and send that file.",
  },
};
const XML_WORKBOOK: Kind = { what: { zh: "一个 XML 表格（Excel 2003）", en: "an XML spreadsheet (Excel 2003)" }, hint: SAVE_AS };
const MACROS: Kind = { what: { zh: "一个带宏的 Excel 工作簿（XLSM）", en: "an Excel workbook with macros (XLSM)" }, hint: SAVE_AS };
const BINARY_WORKBOOK: Kind = { what: { zh: "一个二进制 Excel 工作簿（XLSB）", en: "a binary Excel workbook (XLSB)" }, hint: SAVE_AS };
const OPEN_DOCUMENT: Kind = { what: { zh: "一个 OpenDocument 文件（ODS）", en: "an OpenDocument file (ODS)" }, hint: SAVE_AS };
const OTHER_OFFICE: Kind = { what: { zh: "一个 Office 文档，但不是工作簿", en: "an Office document that is no workbook" }, hint: SAVE_AS };
const NESTED: Kind = {
  what: { zh: "压缩包里的压缩包", en: "an archive inside an archive" },
  hint: { zh: "请解压后上传里面的文件。", en: "Unpack it and send what is inside." },
};
const ZIP: Kind = { what: { zh: "一个 ZIP 压缩包", en: "a ZIP archive" }, hint: UNPACK };
const PDF: Kind = { what: { zh: "一个 PDF", en: "a PDF" }, hint: DOWNLOAD };
const PAGE: Kind = {
  what: { zh: "一个网页（HTML），常见于登录过期", en: "a web page (HTML), often a log-in that ran out" },
  hint: DOWNLOAD,
};
const PICTURE: Kind = { what: { zh: "一张图片", en: "a picture" }, hint: DOWNLOAD };
const ARCHIVE: Kind = { what: { zh: "一个压缩包", en: "an archive" }, hint: UNPACK };

// A password turns a workbook into a compound file with a stream of this name.
const ENCRYPTED = Buffer.from("EncryptedPackage", "utf16le");

function kindOf(head: Uint8Array): Kind | undefined {
  const text = ascii(head);
  if (text.startsWith("\u00d0\u00cf\u0011\u00e0")) return Buffer.from(head).includes(ENCRYPTED) ? LOCKED_WORKBOOK : OLD_WORKBOOK;
  if (text.startsWith("%PDF-")) return PDF;
  if (text.startsWith("\u0089PNG") || text.startsWith("\u00ff\u00d8\u00ff") || text.startsWith("GIF8")) return PICTURE;
  if (text.startsWith("7z\u00bc\u00af") || text.startsWith("Rar!") || text.startsWith("BZh") || text.startsWith("\u00fd7zX"))
    return ARCHIVE;
  if (/^(?:\u00ef\u00bb\u00bf)?\s*<\?xml/.test(text) && /<(?:\w+:)?Workbook\b|Excel\.Sheet/.test(text)) return XML_WORKBOOK;
  if (/^(?:\u00ef\u00bb\u00bf)?\s*<(?:!doctype|html|head|meta|table|\?xml)/i.test(text)) return PAGE;
  return undefined;
}

export const isGzip = (head: Uint8Array): boolean => head[0] === 0x1f && head[1] === 0x8b;

export const isZip = (head: Uint8Array): boolean =>
  head[0] === 0x50 && head[1] === 0x4b && ((head[2] === 3 && head[3] === 4) || (head[2] === 5 && head[3] === 6));

function refusal(name: string, kind: Kind): UserError {
  return new UserError(
    "not-a-table",
    {
      zh: `${name}：这是${kind.what.zh}，不是 CSV、TSV、XLSX 或 JSON。`,
      en: `${name}: this is ${kind.what.en}, not CSV, TSV, XLSX or JSON.`,
    },
    kind.hint,
  );
}

/** Refuses by its first bytes what is neither text nor an archive, whatever its name says. */
export function refuseNonText(name: string, head: Uint8Array): void {
  const kind = kindOf(head);
  if (kind) throw refusal(name, kind);
}

export const nested = (name: string): UserError => refusal(name, NESTED);

interface Parts {
  has(part: string): boolean;
  readonly encrypted: boolean;
  /** The list of what kinds of parts there are; "" where the archive has none. */
  readonly types: string;
}

/** Refuses an archive that is no plain workbook, by what lies in it. */
export function refuseOtherArchive(name: string, parts: Parts): void {
  if (parts.encrypted) throw refusal(name, LOCKED_WORKBOOK);
  if (parts.has("xl/vbaProject.bin") || parts.types.includes("macroEnabled")) throw refusal(name, MACROS);
  if (parts.has("xl/workbook.bin") || parts.types.includes("sheet.binary")) throw refusal(name, BINARY_WORKBOOK);
  if (parts.has("mimetype") && parts.has("content.xml")) throw refusal(name, OPEN_DOCUMENT);
  if (parts.types.includes("spreadsheetml.sheet.main") || parts.types.includes("spreadsheetml.template.main")) return;
  throw refusal(name, parts.types === "" ? ZIP : OTHER_OFFICE);
}
