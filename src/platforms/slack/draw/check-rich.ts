import { type Data, isRecord, type Report } from "./check-report.ts";

const CONTAINERS: ReadonlySet<unknown> = new Set(["rich_text_section", "rich_text_preformatted", "rich_text_quote"]);

function section(data: unknown, at: string, report: Report): void {
  if (!isRecord(data) || !CONTAINERS.has(data["type"])) return report.expect(false, at, "a section of rich text");
  report.list(data["elements"], `${at}.elements`, Infinity, 1, (element, place) => {
    // Only text: mentions, links and broadcasts are elements of their own, and none of them is ever made from data.
    if (!isRecord(element) || element["type"] !== "text") return report.expect(false, place, "a text");
    const { text } = element;
    report.expect(typeof text === "string" && text.length > 0 && text.isWellFormed(), `${place}.text`, "at least one character");
    if (typeof text === "string") report.chars += text.length;
  });
}

/** A rich_text block or cell. It has no documented limits of its own; its characters count towards those of the message. */
export function checkRichText(block: Data, at: string, report: Report): void {
  report.list(block["elements"], `${at}.elements`, Infinity, 1, (element, place) => {
    if (isRecord(element) && element["type"] === "rich_text_list") {
      report.expect(["bullet", "ordered"].includes(String(element["style"])), `${place}.style`, "bullet or ordered");
      return report.list(element["elements"], `${place}.elements`, Infinity, 1, (item, where) => section(item, where, report));
    }
    return section(element, place, report);
  });
}
