import type { Obj } from "./json.ts";
import { isObj, objs, obj, str } from "./json.ts";
import { optionsOf } from "./limits/elements.ts";
import { type NameOf, richTextOf } from "./limits/rich-text.ts";
import { cellText, rowsOf } from "./limits/tables.ts";
import type { Message } from "./ledger.ts";
import type { World } from "./state.ts";

const namesOf =
  (world: World): NameOf =>
  (kind, id) =>
    kind === "user" ? `@${world.users.get(id)?.name ?? id}` : `#${world.channels.get(id)?.name ?? id}`;

/** Markup as a person sees it: links by their label, people by their name, entities as characters. */
export function readable(world: World, text: string): string {
  const named = text.replaceAll(/<([^<>]+)>/gu, (_, inner: string) => {
    const [target = "", label] = inner.split("|");
    if (target.startsWith("@")) return `@${label ?? world.users.get(target.slice(1))?.name ?? target.slice(1)}`;
    if (target.startsWith("#")) return `#${label ?? world.channels.get(target.slice(1))?.name ?? target.slice(1)}`;
    if (target.startsWith("!date")) return label ?? target;
    if (target.startsWith("!")) return label ?? `@${target.slice(1)}`;
    return label ?? target;
  });
  return named.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}

/** What in these words really calls somebody: `<!channel>`, `<@U…>`; escaped ones do not. */
export function pings(message: Message): string[] {
  const texts = [message.blocks.length === 0 ? message.text : "", ...message.blocks.flatMap(mrkdwnIn), message.text];
  return [...new Set(texts.flatMap((t) => t.match(/<(?:!(?:channel|here|everyone|subteam\^)|@)[^<>]*>/gu) ?? []))];
}

function mrkdwnIn(o: Obj): string[] {
  const own = str(o, "type") === "mrkdwn" || str(o, "type") === "markdown" ? [str(o, "text")] : [];
  const nested = Object.values(o).flatMap((v): string[] =>
    Array.isArray(v) ? v.filter(isObj).flatMap(mrkdwnIn) : isObj(v) ? mrkdwnIn(v) : [],
  );
  return [...own, ...nested];
}

/** A message as plain text: its blocks where it has some (its text is then for notifications only), else its text; then its files. */
export function plain(world: World, message: Message): string {
  const body =
    message.blocks.length > 0 ? message.blocks.map((b) => blockText(world, b)).filter((t) => t !== "") : [readable(world, message.text)];
  const files = message.files.map((id) => `[file ${world.files.get(id)?.name ?? id}]`);
  return [...body, ...files].join("\n");
}

/** A text object: only mrkdwn has markup. */
function words(world: World, o: Obj | undefined): string {
  return str(o, "type") === "mrkdwn" ? readable(world, str(o, "text")) : unescape(str(o, "text"));
}

const unescape = (text: string): string => text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");

export function blockText(world: World, b: Obj): string {
  const lines = (...parts: readonly string[]): string => parts.filter((p) => p !== "").join("\n");
  switch (str(b, "type")) {
    case "section":
      return lines(words(world, obj(b, "text")), ...objs(b, "fields").map((f) => words(world, f)), elementText(world, obj(b, "accessory")));
    case "header":
    case "alert":
      return words(world, obj(b, "text"));
    case "context":
    case "actions":
    case "context_actions":
      return objs(b, "elements")
        .map((e) => elementText(world, e))
        .join(" ");
    case "image":
      return lines(words(world, obj(b, "title")), elementText(world, b));
    case "input":
      return lines(words(world, obj(b, "label")), elementText(world, obj(b, "element")), words(world, obj(b, "hint")));
    case "rich_text":
      return richTextOf(b, namesOf(world));
    case "markdown":
      return readable(world, str(b, "text"));
    case "table":
    case "data_table":
      return lines(str(b, "caption"), ...rowsOf(b).map((r) => r.map((c) => cellText(c, namesOf(world))).join(" | ")));
    case "data_visualization":
      return chartText(b);
    case "card":
      return lines(
        ...["title", "subtitle", "body"].map((k) => words(world, obj(b, k))),
        objs(b, "actions")
          .map((e) => elementText(world, e))
          .join(" "),
      );
    case "carousel":
      return lines(...objs(b, "elements").map((c) => blockText(world, c)));
    case "container":
      return lines(
        words(world, obj(b, "title")),
        words(world, obj(b, "subtitle")),
        ...objs(b, "child_blocks").map((c) => blockText(world, c)),
      );
    default:
      return "";
  }
}

function elementText(world: World, e: Obj | undefined): string {
  if (e === undefined) return "";
  switch (str(e, "type")) {
    case "image":
      return `[image: ${str(e, "alt_text")}]`;
    case "mrkdwn":
    case "plain_text":
      return words(world, e);
    case "button":
      return `[${words(world, obj(e, "text"))}]`;
    default: {
      const labels = optionsOf(e).map((o) => words(world, obj(o, "text")));
      const head = words(world, obj(e, "placeholder"));
      return labels.length === 0 ? (head === "" ? "" : `[${head}]`) : `[${head === "" ? "" : `${head}: `}${labels.join(" / ")}]`;
    }
  }
}

function chartText(b: Obj): string {
  const chart = obj(b, "chart");
  const points = (list: readonly Obj[]): string => list.map((p) => `${str(p, "label")} ${String(p["value"])}`).join(", ");
  const rows = [points(objs(chart, "segments")), ...objs(chart, "series").map((s) => `${str(s, "name")}: ${points(objs(s, "data"))}`)];
  return [str(b, "title"), ...rows.filter((r) => r !== "")].join("\n");
}
