import * as L from "../limits.ts";
import { checkElement } from "./check-elements.ts";
import { checkRichText } from "./check-rich.ts";
import { type Data, isRecord, type Report } from "./check-report.ts";

export type Place = "message" | "modal" | "home";

/** Where Slack takes a block. Blocks that Purser does not draw are not in the table and hence a problem: nobody checked their limits. */
const PLACES: Readonly<Record<string, readonly Place[]>> = {
  actions: ["message", "modal", "home"],
  context: ["message", "modal", "home"],
  divider: ["message", "modal", "home"],
  header: ["message", "modal", "home"],
  image: ["message", "modal", "home"],
  input: ["modal", "home"],
  rich_text: ["message", "modal", "home"],
  section: ["message", "modal", "home"],
  table: ["message"],
  data_visualization: ["message"],
};

function table(block: Data, at: string, report: Report): number {
  let chars = 0;
  const widths = new Set<number>();
  report.list(block["rows"], `${at}.rows`, L.TABLE_ROWS, 1, (row, place) => {
    if (Array.isArray(row)) widths.add(row.length);
    report.list(row, place, L.TABLE_COLUMNS, 1, (cell, where) => {
      if (!isRecord(cell)) return report.expect(false, where, "a cell");
      const before = report.chars;
      if (cell["type"] === "rich_text") checkRichText(cell, where, report);
      else {
        report.expect(cell["type"] === "raw_text", `${where}.type`, "raw_text or rich_text");
        const { text } = cell;
        report.expect(typeof text === "string" && text.length > 0 && text.isWellFormed(), `${where}.text`, "at least one character");
        if (typeof text === "string") report.chars += text.length;
      }
      chars += report.chars - before;
    });
  });
  report.expect(widths.size <= 1, `${at}.rows`, "as many cells in every row");
  if (block["column_settings"] !== undefined)
    report.list(block["column_settings"], `${at}.column_settings`, L.TABLE_COLUMNS, 0, () => undefined);
  return chars;
}

function chart(block: Data, at: string, report: Report): void {
  report.shown(block["title"], `${at}.title`, L.CHART_TITLE_CHARS);
  const drawn = block["chart"];
  if (!isRecord(drawn) || !["line", "bar", "area"].includes(String(drawn["type"])))
    return report.expect(false, `${at}.chart`, "a line, bar or area");
  const axis = isRecord(drawn["axis_config"]) ? drawn["axis_config"] : {};
  const categories = Array.isArray(axis["categories"]) ? axis["categories"] : [];
  report.list(categories, `${at}.chart.axis_config.categories`, L.CHART_POINTS, 1, (label, place) =>
    report.shown(label, place, L.CHART_LABEL_CHARS),
  );
  report.unique(categories, `${at}.chart.axis_config.categories`, "labels that differ");
  for (const label of ["x_label", "y_label"]) {
    if (axis[label] !== undefined) report.shown(axis[label], `${at}.chart.axis_config.${label}`, L.CHART_AXIS_CHARS);
  }
  const names: unknown[] = [];
  report.list(drawn["series"], `${at}.chart.series`, L.CHART_SERIES, 1, (series, place) => {
    if (!isRecord(series)) return report.expect(false, place, "a series");
    names.push(series["name"]);
    report.shown(series["name"], `${place}.name`, L.CHART_LABEL_CHARS);
    const points = Array.isArray(series["data"]) ? series["data"].filter(isRecord) : [];
    const same = points.length === categories.length && points.every(({ label }, i) => label === categories[i]);
    report.expect(same, `${place}.data`, "a point for each category, in their order");
    report.expect(
      points.every(({ value }) => Number.isFinite(value)),
      `${place}.data`,
      "finite values",
    );
  });
  report.unique(names, `${at}.chart.series`, "names that differ");
}

function image(block: Data, at: string, report: Report): void {
  report.length(block["alt_text"], `${at}.alt_text`, L.IMAGE_ALT_CHARS);
  if (block["title"] !== undefined) report.plain(block["title"], `${at}.title`, L.IMAGE_TITLE_CHARS);
  const file = block["slack_file"];
  const id = isRecord(file) ? file["id"] : undefined;
  report.expect(typeof id === "string" && L.FILE_ID.test(id), `${at}.slack_file.id`, "the id of an uploaded file (F…)");
  report.expect(block["image_url"] === undefined, `${at}.image_url`, "no address: pictures of figures are not public");
}

function section(block: Data, at: string, report: Report): void {
  report.expect(block["text"] !== undefined || block["fields"] !== undefined, at, "a text or fields");
  if (block["text"] !== undefined) report.text(block["text"], `${at}.text`, L.TEXT_OBJECT_CHARS);
  if (block["fields"] !== undefined) {
    report.list(block["fields"], `${at}.fields`, L.SECTION_FIELDS, 1, (field, place) => report.text(field, place, L.SECTION_FIELD_CHARS));
  }
  if (block["accessory"] !== undefined) checkElement(block["accessory"], `${at}.accessory`, report);
}

function input(block: Data, at: string, report: Report): void {
  report.plain(block["label"], `${at}.label`, L.INPUT_LABEL_CHARS);
  if (block["hint"] !== undefined) report.plain(block["hint"], `${at}.hint`, L.INPUT_HINT_CHARS);
  checkElement(block["element"], `${at}.element`, report);
}

/** Checks a list of blocks, and what only all of them together tell. */
export function checkBlocks(blocks: unknown, place: Place, report: Report): void {
  const most = place === "message" ? L.MESSAGE_BLOCKS : L.VIEW_BLOCKS;
  const ids: unknown[] = [];
  const count = { table: 0, data_visualization: 0 };
  let tableChars = 0;
  report.list(blocks, "blocks", most, place === "home" ? 0 : 1, (block, at) => {
    if (!isRecord(block)) return report.expect(false, at, "a block");
    const type = String(block["type"]);
    report.expect(PLACES[type]?.includes(place) === true, `${at}.type`, `a block that a ${place} takes, not ${type}`);
    if (block["block_id"] !== undefined) {
      report.length(block["block_id"], `${at}.block_id`, L.ID_CHARS);
      ids.push(block["block_id"]);
    }
    switch (type) {
      case "header":
        return report.plain(block["text"], `${at}.text`, L.HEADER_CHARS);
      case "section":
        return section(block, at, report);
      case "rich_text":
        return checkRichText(block, at, report);
      case "context":
        return report.list(block["elements"], `${at}.elements`, L.CONTEXT_ELEMENTS, 1, (text, where) =>
          report.text(text, where, L.TEXT_OBJECT_CHARS),
        );
      case "actions": {
        const actions: unknown[] = [];
        report.list(block["elements"], `${at}.elements`, L.ACTIONS_ELEMENTS, 1, (element, where) => {
          if (isRecord(element)) actions.push(element["action_id"]);
          checkElement(element, where, report);
        });
        return report.unique(actions, `${at}.elements`, "action ids that differ");
      }
      case "image":
        return image(block, at, report);
      case "input":
        return input(block, at, report);
      case "table":
        count.table += 1;
        tableChars += table(block, at, report);
        return;
      case "data_visualization":
        count.data_visualization += 1;
        return chart(block, at, report);
      default:
        return;
    }
  });
  report.unique(ids, "blocks", "block ids that differ");
  report.expect(count.table <= L.TABLES, "blocks", `at most ${L.TABLES} table`);
  report.expect(tableChars <= L.TABLE_CHARS, "blocks", `at most ${L.TABLE_CHARS} characters in tables`);
  report.expect(count.data_visualization <= L.CHARTS, "blocks", `at most ${L.CHARTS} charts`);
  if (place === "message") report.expect(report.chars <= L.BLOCK_CHARS, "blocks", `at most ${L.BLOCK_CHARS} characters over all blocks`);
}
