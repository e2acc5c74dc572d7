import {
  CARD_BYTES,
  CARD_CHARTS,
  CARD_ELEMENTS,
  CARD_TABLES,
  CHART_HEIGHT_PX,
  COLUMN_WEIGHT,
  ELEMENT_ID,
  HEADER_TAGS,
  INPUT_CHARS,
  NESTING,
  NUMBER_PRECISION,
  PLACEHOLDER_CHARS,
  REQUEST_RESERVE_BYTES,
  ROW_HEIGHT_PX,
  TABLE_COLUMNS,
  TABLE_PAGE,
} from "../limits.ts";
import { utf8Bytes } from "../../common/shorten.ts";
import { countElements } from "./elements.ts";
import {
  BODY_PROPERTIES,
  CARD_PROPERTIES,
  CONFIG_PROPERTIES,
  CONTAINERS,
  HEADER_PROPERTIES,
  NOT_IN_FORM,
  PANEL_HEADER_PROPERTIES,
  PROPERTIES,
  ROOT_ONLY,
  STANDING,
  TABLE_COLUMN_PROPERTIES,
  TABLE_HEADER_PROPERTIES,
  VALUES,
} from "./vocabulary.ts";

/** What Feishu would refuse, or show as nothing. For engineers and tests, hence in English only. */
export interface Problem {
  /** `body.elements[2].rows[0]` */
  readonly at: string;
  readonly expected: string;
}

type Data = Readonly<Record<string, unknown>>;
const isData = (x: unknown): x is Data => x !== null && typeof x === "object" && !Array.isArray(x);
const list = (x: unknown): readonly unknown[] => (Array.isArray(x) ? x : []);
const whole = (x: unknown, low: number, high: number): boolean => Number.isInteger(x) && Number(x) >= low && Number(x) <= high;
const str = (x: unknown): string => (typeof x === "string" ? x : "");
const points = (text: unknown): number => (typeof text === "string" ? Array.from(text).length : 0);

/** Every problem that the documentation lets us know beforehand. Empty: the platform has no reason to refuse it. */
export function checkCard(card: unknown): readonly Problem[] {
  const problems: Problem[] = [];
  const expect = (ok: boolean, at: string, expected: string): void => {
    if (!ok) problems.push({ at, expected });
  };
  const known = (data: Data, allowed: readonly string[], at: string): void => {
    for (const key of Object.keys(data)) expect(allowed.includes(key), `${at}.${key}`, `one of ${allowed.join(", ")}`);
  };
  const oneOf = (data: Data, owner: string, at: string): void => {
    for (const [key, value] of Object.entries(data)) {
      const allowed = VALUES[`${owner}.${key}`];
      if (allowed) expect(allowed.includes(value), `${at}.${key}`, `one of ${allowed.join(", ")}`);
    }
  };
  const json = (x: unknown, at: string): void => {
    if (typeof x === "string") expect(x.isWellFormed(), at, "whole characters");
    else if (typeof x === "number") expect(Number.isFinite(x), at, "a finite number");
    else if (Array.isArray(x)) x.forEach((y, i) => json(y, `${at}[${i}]`));
    else if (isData(x)) Object.entries(x).forEach(([key, y]) => json(y, `${at}.${key}`));
    else expect(x === null || typeof x === "boolean", at, "plain JSON, no functions and nothing undefined");
  };
  const text = (x: unknown, at: string, max = Infinity): void => {
    if (!isData(x) || x["tag"] !== "plain_text") return expect(false, at, "a plain_text: what comes from outside is never markup");
    known(x, PROPERTIES["plain_text"] ?? [], at);
    oneOf(x, "plain_text", at);
    expect(typeof x["content"] === "string" && x["content"].trim() !== "", `${at}.content`, "a text that is not empty");
    expect(points(x["content"]) <= max, `${at}.content`, `at most ${max} characters`);
  };

  if (!isData(card)) return [{ at: "card", expected: "an object" }];
  json(card, "card");
  if (problems.length > 0) return problems;

  const ids = new Set<string>();
  const names = new Set<string>();
  let tables = 0;
  let charts = 0;
  const unique = (seen: Set<string>, value: unknown, at: string): void => {
    expect(typeof value === "string" && value !== "" && !seen.has(value), at, "a name that no other has");
    if (typeof value === "string") seen.add(value);
  };
  const identity = (x: unknown, at: string): void => {
    if (Array.isArray(x)) return x.forEach((y, i) => identity(y, `${at}[${i}]`));
    if (!isData(x)) return;
    if ("element_id" in x) {
      expect(typeof x["element_id"] === "string" && ELEMENT_ID.test(x["element_id"]), `${at}.element_id`, String(ELEMENT_ID));
      unique(ids, x["element_id"], `${at}.element_id`);
    }
    for (const [key, y] of Object.entries(x)) if (key !== "chart_spec") identity(y, `${at}.${key}`);
  };

  const behaviours = (x: Data, at: string): void => {
    list(x["behaviors"]).forEach((b, i) => {
      const here = `${at}.behaviors[${i}]`;
      expect(isData(b) && b["type"] === "callback", here, "a callback");
      if (isData(b)) expect(isData(b["value"]) && Object.keys(b["value"]).length > 0, `${here}.value`, "an object");
    });
    if (x["confirm"] !== undefined) {
      const confirm = isData(x["confirm"]) ? x["confirm"] : {};
      known(confirm, ["title", "text"], `${at}.confirm`);
      text(confirm["title"], `${at}.confirm.title`);
      text(confirm["text"], `${at}.confirm.text`);
    }
  };

  const field = (x: Data, at: string, inForm: boolean): void => {
    expect(inForm, at, "within a form");
    unique(names, x["name"], `${at}.name`);
    if (x["placeholder"] !== undefined) text(x["placeholder"], `${at}.placeholder`, PLACEHOLDER_CHARS);
    behaviours(x, at);
    if (x["tag"] === "input") {
      if (x["max_length"] !== undefined) expect(whole(x["max_length"], 1, INPUT_CHARS), `${at}.max_length`, `1 to ${INPUT_CHARS}`);
      expect(points(x["default_value"]) <= INPUT_CHARS, `${at}.default_value`, `at most ${INPUT_CHARS} characters`);
    }
    if (x["tag"] === "date_picker" && x["initial_date"] !== undefined)
      expect(/^\d{4}-\d{2}-\d{2}$/.test(str(x["initial_date"])), `${at}.initial_date`, "YYYY-MM-DD");
    if (x["tag"] !== "select_static") return;
    const values = list(x["options"]).map((o, i) => {
      const option = isData(o) ? o : {};
      known(option, ["text", "value", "icon"], `${at}.options[${i}]`);
      text(option["text"], `${at}.options[${i}].text`);
      expect(typeof option["value"] === "string" && option["value"] !== "", `${at}.options[${i}].value`, "a value");
      return option["value"];
    });
    expect(values.length > 0 && new Set(values).size === values.length, `${at}.options`, "options that differ");
    if (x["initial_option"] !== undefined) expect(values.includes(x["initial_option"]), `${at}.initial_option`, "one of the options");
  };

  const table = (x: Data, at: string): void => {
    tables += 1;
    expect(whole(x["page_size"] ?? 5, 1, TABLE_PAGE), `${at}.page_size`, `1 to ${TABLE_PAGE}`);
    const height = str(x["row_height"] ?? "low");
    expect(["low", "middle", "high", "auto"].includes(height), `${at}.row_height`, "low, middle, high or auto");
    if (x["row_max_height"] !== undefined) {
      const px = Number(/^(\d+)px$/.exec(str(x["row_max_height"]))?.[1]);
      expect(
        height === "auto" && whole(px, ROW_HEIGHT_PX.min, ROW_HEIGHT_PX.max),
        `${at}.row_max_height`,
        "32px to 999px where row_height is auto",
      );
    }
    if (isData(x["header_style"])) known(x["header_style"], TABLE_HEADER_PROPERTIES, `${at}.header_style`);
    const columns = list(x["columns"]).filter(isData);
    expect(columns.length >= 1 && columns.length <= TABLE_COLUMNS, `${at}.columns`, `1 to ${TABLE_COLUMNS} columns`);
    expect(new Set(columns.map((c) => c["name"])).size === columns.length, `${at}.columns`, "names that differ");
    columns.forEach((c, i) => {
      known(c, TABLE_COLUMN_PROPERTIES, `${at}.columns[${i}]`);
      expect(["text", "number"].includes(str(c["data_type"])), `${at}.columns[${i}].data_type`, "text or number");
      expect(["left", "center", "right"].includes(str(c["horizontal_align"] ?? "left")), `${at}.columns[${i}].horizontal_align`, "a side");
      const format = isData(c["format"]) ? c["format"] : {};
      known(format, ["symbol", "precision", "separator"], `${at}.columns[${i}].format`);
      if (format["precision"] !== undefined)
        expect(whole(format["precision"], 0, NUMBER_PRECISION), `${at}.columns[${i}].format.precision`, `0 to ${NUMBER_PRECISION}`);
    });
    const rows = list(x["rows"]);
    expect(rows.length > 0, `${at}.rows`, "at least one row");
    rows.forEach((row, r) => {
      for (const c of columns) {
        const cell = isData(row) ? row[str(c["name"])] : undefined;
        expect(
          typeof cell === (c["data_type"] === "number" ? "number" : "string"),
          `${at}.rows[${r}].${str(c["name"])}`,
          `a ${str(c["data_type"])}`,
        );
      }
      if (isData(row))
        known(
          row,
          columns.map((c) => str(c["name"])),
          `${at}.rows[${r}]`,
        );
    });
  };

  const element = (x: unknown, at: string, depth: number, inForm: boolean): void => {
    if (!isData(x) || typeof x["tag"] !== "string") return expect(false, at, "an element with a tag");
    const { tag } = x;
    if (!STANDING.has(tag) && tag !== "column") return expect(false, `${at}.tag`, `one of ${[...STANDING].join(", ")}`);
    known(x, PROPERTIES[tag] ?? [], at);
    oneOf(x, tag, at);
    if (ROOT_ONLY.has(tag)) expect(depth === 0, at, "a place directly in the body");
    if (inForm) expect(!NOT_IN_FORM.has(tag), at, "nothing that a form cannot hold");
    const level = CONTAINERS.has(tag) ? depth + 1 : depth;
    expect(level <= NESTING, at, `at most ${NESTING} containers within each other`);
    const inside = (children: unknown, key: string): void => {
      expect(list(children).length > 0, `${at}.${key}`, "at least one element");
      list(children).forEach((child, i) => element(child, `${at}.${key}[${i}]`, level, inForm || tag === "form"));
    };
    switch (tag) {
      case "div":
        return text(x["text"], `${at}.text`);
      case "img":
        expect(typeof x["img_key"] === "string" && x["img_key"] !== "", `${at}.img_key`, "the key of an uploaded picture");
        return text(x["alt"], `${at}.alt`);
      case "column_set":
        list(x["columns"]).forEach((c, i) => expect(isData(c) && c["tag"] === "column", `${at}.columns[${i}]`, "a column"));
        return inside(x["columns"], "columns");
      case "column":
        if (x["weight"] !== undefined) expect(whole(x["weight"], 1, COLUMN_WEIGHT), `${at}.weight`, `1 to ${COLUMN_WEIGHT}`);
        return inside(x["elements"], "elements");
      case "collapsible_panel": {
        const header = isData(x["header"]) ? x["header"] : {};
        known(header, PANEL_HEADER_PROPERTIES, `${at}.header`);
        text(header["title"], `${at}.header.title`);
        return inside(x["elements"], "elements");
      }
      case "form":
        unique(names, x["name"], `${at}.name`);
        expect(
          list(x["elements"]).some((e) => isData(e) && e["form_action_type"] === "submit"),
          `${at}.elements`,
          "a button that sends the form",
        );
        return inside(x["elements"], "elements");
      case "button":
        text(x["text"], `${at}.text`);
        behaviours(x, at);
        expect(list(x["behaviors"]).length > 0, `${at}.behaviors`, "what a press means");
        if (inForm) unique(names, x["name"], `${at}.name`);
        return;
      case "input":
      case "select_static":
      case "date_picker":
        return field(x, at, inForm);
      case "table":
        return table(x, at);
      case "chart": {
        charts += 1;
        expect(isData(x["chart_spec"]) && typeof x["chart_spec"]["type"] === "string", `${at}.chart_spec`, "a VChart specification");
        const px = x["height"] === undefined || x["height"] === "auto" ? 1 : Number(/^(\d+)px$/.exec(str(x["height"]))?.[1]);
        return expect(whole(px, 1, CHART_HEIGHT_PX), `${at}.height`, `auto, or 1px to ${CHART_HEIGHT_PX}px`);
      }
      default:
        return;
    }
  };

  known(card, CARD_PROPERTIES, "card");
  expect(card["schema"] === "2.0", "schema", '"2.0"');
  const config = isData(card["config"]) ? card["config"] : {};
  known(config, CONFIG_PROPERTIES, "config");
  oneOf(config, "config", "config");
  expect(config["update_multi"] === true, "config.update_multi", "true: another card cannot be edited");
  const summary = isData(config["summary"]) ? config["summary"]["content"] : undefined;
  expect(typeof summary === "string" && summary.trim() !== "", "config.summary.content", "a line for lists and notifications");
  const header = isData(card["header"]) ? card["header"] : {};
  known(header, HEADER_PROPERTIES, "header");
  oneOf(header, "header", "header");
  text(header["title"], "header.title");
  const tags = list(header["text_tag_list"]);
  expect(tags.length <= HEADER_TAGS, "header.text_tag_list", `at most ${HEADER_TAGS} tags`);
  tags.forEach((tag, i) => {
    const t = isData(tag) ? tag : {};
    known(t, PROPERTIES["text_tag"] ?? [], `header.text_tag_list[${i}]`);
    oneOf(t, "text_tag", `header.text_tag_list[${i}]`);
    text(t["text"], `header.text_tag_list[${i}].text`);
  });
  const body = isData(card["body"]) ? card["body"] : {};
  known(body, BODY_PROPERTIES, "body");
  expect(Array.isArray(body["elements"]), "body.elements", "a list of elements");
  list(body["elements"]).forEach((x, i) => element(x, `body.elements[${i}]`, 0, false));
  identity(card["body"], "body");

  expect(tables <= CARD_TABLES, "body.elements", `at most ${CARD_TABLES} tables`);
  expect(charts <= CARD_CHARTS, "body.elements", `at most ${CARD_CHARTS} charts`);
  const count = countElements(card);
  expect(count <= CARD_ELEMENTS, "card", `at most ${CARD_ELEMENTS} elements, there are ${count}`);
  const bytes = utf8Bytes(JSON.stringify(JSON.stringify(card))) + REQUEST_RESERVE_BYTES;
  expect(bytes <= CARD_BYTES, "card", `at most ${CARD_BYTES} bytes in a request, there are ${bytes}`);
  return problems;
}
