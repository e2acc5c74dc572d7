import { UserError } from "../../domain/user-error.ts";
import type { Text } from "../../domain/value.ts";

const ascii = (bytes: Uint8Array): string => String.fromCharCode(...bytes.subarray(0, 4096));

const SAVE_AS: Text = {
  zh: "请在 Excel / WPS 中打开，另存为「CSV UTF-8（逗号分隔）」后再上传。",
  en: "Open it in Excel or WPS, choose Save As and “CSV UTF-8 (comma delimited)”, and send that file.",
};
const UNPACK: Text = { zh: "请先解压，再上传里面的 CSV、TXT 或 JSON 文件。", en: "Unpack it and send the CSV, TXT or JSON file inside." };
const DOWNLOAD: Text = {
  zh: "请在平台后台重新下载 CSV 或 TXT 格式的报表。",
  en: "Download the report again as CSV or TXT.",
};

interface Kind {
  readonly what: Text;
  readonly hint: Text;
}
const WORKBOOK: Kind = { what: { zh: "一个 Excel 工作簿（XLSX）", en: "an Excel workbook (XLSX)" }, hint: SAVE_AS };
const OLD_WORKBOOK: Kind = {
  what: { zh: "一个旧版或加密的 Excel 工作簿（XLS）", en: "an old or encrypted Excel workbook (XLS)" },
  hint: SAVE_AS,
};
const ZIP: Kind = { what: { zh: "一个 ZIP 压缩包", en: "a ZIP archive" }, hint: UNPACK };
const PDF: Kind = { what: { zh: "一个 PDF", en: "a PDF" }, hint: DOWNLOAD };
const PAGE: Kind = {
  what: { zh: "一个网页（HTML），常见于登录过期", en: "a web page (HTML), often a log-in that ran out" },
  hint: DOWNLOAD,
};
const PICTURE: Kind = { what: { zh: "一张图片", en: "a picture" }, hint: DOWNLOAD };
const ARCHIVE: Kind = { what: { zh: "一个压缩包", en: "an archive" }, hint: UNPACK };

function kindOf(head: Uint8Array): Kind | undefined {
  const text = ascii(head);
  if (text.startsWith("PK\u0003\u0004") || text.startsWith("PK\u0005\u0006")) {
    return /\[Content_Types\]\.xml|xl\/|mimetypeapplication\/vnd\.oasis/.test(text) ? WORKBOOK : ZIP;
  }
  if (text.startsWith("\u00d0\u00cf\u0011\u00e0")) return OLD_WORKBOOK;
  if (text.startsWith("%PDF-")) return PDF;
  if (text.startsWith("\u0089PNG") || text.startsWith("\u00ff\u00d8\u00ff") || text.startsWith("GIF8")) return PICTURE;
  if (text.startsWith("7z\u00bc\u00af") || text.startsWith("Rar!") || text.startsWith("BZh") || text.startsWith("\u00fd7zX"))
    return ARCHIVE;
  if (/^(?:\u00ef\u00bb\u00bf)?\s*<(?:!doctype|html|head|meta|table|\?xml)/i.test(text)) return PAGE;
  return undefined;
}

export const isGzip = (head: Uint8Array): boolean => head[0] === 0x1f && head[1] === 0x8b;

/** Refuses by its first bytes what is no text, whatever its name says. */
export function refuseNonText(name: string, head: Uint8Array): void {
  const kind = kindOf(head);
  if (!kind) return;
  throw new UserError(
    "not-a-table",
    { zh: `${name}：这是${kind.what.zh}，不是 CSV、TSV 或 JSON。`, en: `${name}: this is ${kind.what.en}, not CSV, TSV or JSON.` },
    kind.hint,
  );
}
