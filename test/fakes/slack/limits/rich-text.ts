import type { Obj } from "../json.ts";
import { codePoints, isObj, objs, str } from "../json.ts";
import type { Findings } from "./problem.ts";

const PARTS = new Set(["rich_text_section", "rich_text_list", "rich_text_quote", "rich_text_preformatted"]);
const LEAVES = new Set(["text", "link", "emoji", "user", "usergroup", "channel", "broadcast", "date", "color", "team"]);

export function checkRichText(f: Findings, block: Obj, at: string): void {
  f.list(block, "elements", at, 1, Infinity).forEach((part, i) => checkPart(f, part, `${at}/elements/${i}`));
}

function checkPart(f: Findings, part: Obj, at: string): void {
  const type = str(part, "type");
  if (!PARTS.has(type)) {
    f.bad(`${at}/type`, `unsupported type: ${type}`);
    return;
  }
  if (type === "rich_text_list") {
    f.oneOf(part, "style", at, ["bullet", "ordered"]);
    if (part["style"] === undefined) f.bad(at, "missing required field: style");
    f.list(part, "elements", at, 1, Infinity).forEach((p, i) => checkPart(f, p, `${at}/elements/${i}`));
    return;
  }
  f.list(part, "elements", at, 0, Infinity).forEach((leaf, i) => checkLeaf(f, leaf, `${at}/elements/${i}`));
}

function checkLeaf(f: Findings, leaf: Obj, at: string): void {
  const type = str(leaf, "type");
  if (!LEAVES.has(type)) f.bad(`${at}/type`, `unsupported type: ${type}`);
  if (type === "text") f.string(leaf, "text", at, Infinity, "required");
  if (type === "link") f.string(leaf, "url", at, 3000, "required");
  f.total += codePoints(str(leaf, "text"));
  const style = leaf["style"];
  if (style !== undefined && !isObj(style)) f.bad(`${at}/style`, "must be an object");
}

/** Names for the ids of people and channels. */
export type NameOf = (kind: "user" | "channel", id: string) => string;
const idsOnly: NameOf = (kind, id) => (kind === "user" ? `<@${id}>` : `<#${id}>`);

/** What a person reads in a rich text. Its words are no markup: `<!channel>` and `&lt;` in them are read as they stand. */
export function richTextOf(block: Obj, nameOf: NameOf = idsOnly): string {
  return objs(block, "elements")
    .map((part) => {
      const type = str(part, "type");
      if (type === "rich_text_list")
        return objs(part, "elements")
          .map((p) => `• ${richTextOf({ elements: [p] }, nameOf)}`)
          .join("\n");
      return objs(part, "elements")
        .map((leaf) => leafText(leaf, nameOf))
        .join("");
    })
    .join("\n");
}

function leafText(leaf: Obj, nameOf: NameOf): string {
  switch (str(leaf, "type")) {
    case "link":
      return str(leaf, "text") === "" ? str(leaf, "url") : str(leaf, "text");
    case "emoji":
      return `:${str(leaf, "name")}:`;
    case "user":
      return nameOf("user", str(leaf, "user_id"));
    case "channel":
      return nameOf("channel", str(leaf, "channel_id"));
    case "broadcast":
      return `@${str(leaf, "range")}`;
    default:
      return str(leaf, "text");
  }
}
