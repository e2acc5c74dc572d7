import { type Fields, fields, isFields, list, parsed, text, textOf } from "./json.ts";

const ENTITIES: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'", nbsp: "\u00a0" };

const entities = (source: string): string =>
  source.replaceAll(/&(?:#(\d+)|#x([0-9a-f]+)|([a-z]+));/gi, (whole: string, decimal?: string, hex?: string, name?: string) => {
    if (decimal !== undefined) return String.fromCodePoint(Number(decimal));
    if (hex !== undefined) return String.fromCodePoint(Number.parseInt(hex, 16));
    return ENTITIES[(name ?? "").toLowerCase()] ?? whole;
  });

/** As the client shows it: marks become style, entities become the characters that they protect. `<at>` really pings. */
export function shownMarkdown(source: string, nameOf: (openId: string) => string): string {
  const plain = source
    .replaceAll(
      /<at\s+(?:id|user_id)=["']?([^"'>\s]+)["']?\s*>(?:.*?<\/at>)?/g,
      (_, id: string) => `@${id === "all" ? "所有人" : nameOf(id)}`,
    )
    .replaceAll(/<\/?(?:font|text_tag|link|local_datetime|number_tag|person|code)\b[^>]*>/g, "")
    .replaceAll(/<br\s*\/?>/g, "\n")
    .replaceAll(/!\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replaceAll(/^#{1,6}\s+/gm, "")
    .replaceAll(/^\s*\|?(?:\s*:?-{3,}:?\s*\|)+\s*:?-*:?\s*$\n?/gm, "")
    .replaceAll(/\*\*(\S(?:.*?\S)?)\*\*/g, "$1")
    .replaceAll(/~~(\S(?:.*?\S)?)~~/g, "$1")
    .replaceAll(/(?<![\w*])\*(\S(?:[^*\n]*\S)?)\*(?![\w*])/g, "$1")
    .replaceAll(/`([^`\n]+)`/g, "$1");
  return entities(plain);
}

export interface CardReading {
  readonly lines: readonly string[];
  readonly buttons: readonly string[];
  readonly images: readonly string[];
}

/** Who reads: in which language the client is, and how it names people. */
export interface Reader {
  readonly language: "zh_cn" | "en_us";
  readonly nameOf: (openId: string) => string;
}

interface Sheet {
  readonly lines: string[];
  readonly buttons: string[];
  readonly images: string[];
  readonly reader: Reader;
}

function worded(value: unknown, sheet: Sheet): string {
  const node = fields(value);
  const content = text(fields(node["i18n_content"])[sheet.reader.language]) || text(node["content"]);
  return node["tag"] === "plain_text" ? content : shownMarkdown(content, sheet.reader.nameOf);
}

function cell(value: unknown, type: string, sheet: Sheet): string {
  if (type === "lark_md" || type === "markdown") return shownMarkdown(textOf(value), sheet.reader.nameOf);
  if (type === "options")
    return Array.isArray(value)
      ? list(value)
          .map((o) => (isFields(o) ? text(o["text"]) : textOf(o)))
          .join(", ")
      : textOf(value);
  if (type === "persons") return (Array.isArray(value) ? list(value) : [value]).map((id) => sheet.reader.nameOf(textOf(id))).join(", ");
  if (type === "date" && typeof value === "number") return new Date(value).toISOString().slice(0, 10);
  return textOf(value);
}

function table(node: Fields, sheet: Sheet): void {
  const columns = list(node["columns"]).map(fields);
  sheet.lines.push(columns.map((c) => text(c["display_name"])).join(" | "));
  for (const row of list(node["rows"]).map(fields))
    sheet.lines.push(columns.map((c) => cell(row[text(c["name"])], text(c["data_type"]) || "text", sheet)).join(" | "));
}

function chart(node: Fields, sheet: Sheet): void {
  const spec = fields(node["chart_spec"]);
  const titles = Array.isArray(spec["title"]) ? list(spec["title"]) : [spec["title"]];
  for (const title of titles)
    for (const key of ["text", "subtext"]) if (textOf(fields(title)[key]) !== "") sheet.lines.push(textOf(fields(title)[key]));
}

function read(value: unknown, sheet: Sheet): void {
  const node = fields(value);
  switch (node["tag"]) {
    case "markdown":
      sheet.lines.push(worded(node, sheet));
      return;
    case "div":
      if (node["text"] !== undefined) sheet.lines.push(worded(node["text"], sheet));
      for (const field of list(node["fields"])) sheet.lines.push(worded(fields(field)["text"], sheet));
      return;
    case "img":
      sheet.images.push(text(node["img_key"]));
      for (const key of ["title", "alt"]) if (node[key] !== undefined) sheet.lines.push(worded(node[key], sheet));
      return;
    case "table":
      return table(node, sheet);
    case "chart":
      return chart(node, sheet);
    case "button": {
      const label = worded(node["text"], sheet);
      sheet.buttons.push(label);
      sheet.lines.push(`[${label}]`);
      return;
    }
    case "collapsible_panel":
      sheet.lines.push(worded(fields(node["header"])["title"], sheet));
      break;
    default:
      for (const key of ["label", "placeholder", "text"]) if (isFields(node[key])) sheet.lines.push(worded(node[key], sheet));
      for (const option of list(node["options"])) sheet.lines.push(`○ ${worded(fields(option)["text"], sheet)}`);
  }
  for (const key of ["columns", "elements"]) for (const child of list(node[key])) read(child, sheet);
}

/** What a person reads on a card, from top to bottom. */
export function readCard(content: string, reader: Reader): CardReading {
  const card = fields(parsed(content));
  const sheet: Sheet = { lines: [], buttons: [], images: [], reader };
  const header = fields(card["header"]);
  for (const key of ["title", "subtitle"]) if (header[key] !== undefined) sheet.lines.push(worded(header[key], sheet));
  for (const tag of list(header["text_tag_list"])) sheet.lines.push(worded(fields(tag)["text"], sheet));
  for (const child of list(fields(card["body"])["elements"])) read(child, sheet);
  return { lines: sheet.lines.filter((line) => line !== ""), buttons: sheet.buttons, images: sheet.images };
}
