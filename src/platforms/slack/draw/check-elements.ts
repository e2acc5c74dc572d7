import * as L from "../limits.ts";
import { type Data, isRecord, type Report } from "./check-report.ts";

const DAY = /^\d{4}-\d{2}-\d{2}$/;

function confirm(data: unknown, at: string, report: Report): void {
  if (!isRecord(data)) return report.expect(false, at, "a confirmation");
  report.plain(data["title"], `${at}.title`, L.CONFIRM_TITLE_CHARS);
  report.text(data["text"], `${at}.text`, L.CONFIRM_TEXT_CHARS);
  report.plain(data["confirm"], `${at}.confirm`, L.CONFIRM_BUTTON_CHARS);
  report.plain(data["deny"], `${at}.deny`, L.CONFIRM_BUTTON_CHARS);
}

function option(data: unknown, at: string, report: Report): void {
  if (!isRecord(data)) return report.expect(false, at, "an option");
  report.plain(data["text"], `${at}.text`, L.OPTION_TEXT_CHARS);
  report.length(data["value"], `${at}.value`, L.OPTION_VALUE_CHARS);
}

function button(data: Data, at: string, report: Report): void {
  report.plain(data["text"], `${at}.text`, L.BUTTON_TEXT_CHARS);
  if (data["value"] !== undefined) report.length(data["value"], `${at}.value`, L.BUTTON_VALUE_CHARS);
  if (data["url"] !== undefined) report.length(data["url"], `${at}.url`, L.BUTTON_URL_CHARS);
  const { style } = data;
  report.expect(style === undefined || style === "primary" || style === "danger", `${at}.style`, "primary or danger");
}

function select(data: Data, at: string, report: Report): void {
  const { options, option_groups: groups, initial_option: initial } = data;
  report.expect((options === undefined) !== (groups === undefined), at, "options or groups of options");
  if (options !== undefined) report.list(options, `${at}.options`, L.OPTIONS, 1, (o, place) => option(o, place, report));
  if (groups !== undefined) {
    report.list(groups, `${at}.option_groups`, L.OPTION_GROUPS, 1, (group, place) => {
      if (!isRecord(group)) return report.expect(false, place, "a group");
      report.plain(group["label"], `${place}.label`, L.OPTION_TEXT_CHARS);
      report.list(group["options"], `${place}.options`, L.OPTIONS, 1, (o, where) => option(o, where, report));
    });
  }
  if (initial === undefined) return;
  const all = Array.isArray(options)
    ? options
    : Array.isArray(groups)
      ? groups.flatMap((g: unknown) => (isRecord(g) && Array.isArray(g["options"]) ? g["options"] : []))
      : [];
  const same = all.some((o: unknown) => JSON.stringify(o) === JSON.stringify(initial));
  report.expect(same, `${at}.initial_option`, "one of the options, in every detail");
}

/** An interactive element, in an actions block, a section or an input. */
export function checkElement(data: unknown, at: string, report: Report): void {
  if (!isRecord(data)) return report.expect(false, at, "an element");
  report.length(data["action_id"], `${at}.action_id`, L.ID_CHARS);
  if (data["confirm"] !== undefined) confirm(data["confirm"], `${at}.confirm`, report);
  if (data["placeholder"] !== undefined) report.plain(data["placeholder"], `${at}.placeholder`, L.PLACEHOLDER_CHARS);
  switch (data["type"]) {
    case "button":
      return button(data, at, report);
    case "static_select":
      return select(data, at, report);
    case "datepicker": {
      const { initial_date: day } = data;
      return report.expect(day === undefined || (typeof day === "string" && DAY.test(day)), `${at}.initial_date`, "a day (YYYY-MM-DD)");
    }
    case "plain_text_input":
      if (data["initial_value"] !== undefined) report.length(data["initial_value"], `${at}.initial_value`, L.INPUT_CHARS);
      return;
    case "number_input": {
      const { initial_value: number } = data;
      const ok = number === undefined || (typeof number === "string" && /^-?\d+(\.\d+)?$/.test(number));
      return report.expect(ok, `${at}.initial_value`, "a number as text");
    }
    default:
      return report.expect(false, `${at}.type`, "an element that Purser draws");
  }
}
