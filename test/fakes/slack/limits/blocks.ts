import type { Obj } from "../json.ts";
import { codePoints, isObj, str } from "../json.ts";
import { checkElement, checkImage } from "./elements.ts";
import type { Problem, Surface, Surroundings } from "./problem.ts";
import { Findings } from "./problem.ts";
import { checkRichText } from "./rich-text.ts";
import { CELLS_TOTAL, checkChart, checkDataTable, checkTable } from "./tables.ts";

/** Figures: docs.slack.dev/reference/block-kit/blocks and the declarations of @slack/types 3.2. */
const BLOCKS: Readonly<Record<Surface, number>> = { message: 50, modal: 100, home: 100 };
// Undocumented, met in practice (bolt-js #2509).
const TEXT_TOTAL = 13_200;
const MARKDOWN_TOTAL = 12_000;
const CHARTS_PER_MESSAGE = 2;
const BLOCK_ID = 255;

const MESSAGE_ONLY = new Set([
  "table",
  "data_table",
  "data_visualization",
  "markdown",
  "card",
  "carousel",
  "container",
  "task_card",
  "plan",
]);
const IN_CONTAINER = new Set(["actions", "context", "divider", "header", "image", "input", "rich_text", "section", "table", "video"]);

interface Walk {
  readonly f: Findings;
  readonly around: Surroundings;
  readonly surface: Surface;
  readonly ids: Set<string>;
  tables: number;
  charts: number;
  cells: number;
  markdown: number;
}

/** All that Slack has against these blocks; empty when it takes them. */
export function checkBlocks(blocks: readonly unknown[], surface: Surface, around: Surroundings, at = "/blocks"): Problem[] {
  const walk: Walk = { f: new Findings(), around, surface, ids: new Set(), tables: 0, charts: 0, cells: 0, markdown: 0 };
  if (blocks.length > BLOCKS[surface]) walk.f.bad(at, `no more than ${BLOCKS[surface]} items allowed`);
  blocks.forEach((block, i) => {
    if (isObj(block)) checkBlock(walk, block, `${at}/${i}`);
    else walk.f.bad(`${at}/${i}`, "must be an object");
  });
  const { f } = walk;
  if (walk.charts > CHARTS_PER_MESSAGE) f.bad(at, `no more than ${CHARTS_PER_MESSAGE} data_visualization blocks allowed`);
  if (walk.tables > around.tablesPerMessage) f.bad(at, "only_one_table_allowed", "invalid_attachments");
  if (walk.cells > CELLS_TOTAL) f.bad(at, `tables must have less than ${CELLS_TOTAL + 1} characters in all`);
  if (walk.markdown > MARKDOWN_TOTAL) f.bad(at, `markdown blocks must have less than ${MARKDOWN_TOTAL + 1} characters in all`);
  if (surface === "message" && f.problems.length === 0 && f.total > TEXT_TOTAL)
    f.bad(at, `blocks hold ${f.total} characters of text`, "msg_blocks_too_long");
  return f.problems;
}

function checkBlock(walk: Walk, b: Obj, at: string): void {
  const { f, around } = walk;
  f.string(b, "block_id", at, BLOCK_ID, "optional");
  const id = str(b, "block_id");
  if (id !== "" && walk.ids.has(id)) f.bad(`${at}/block_id`, `block_id already exists: ${id}`);
  walk.ids.add(id);
  const type = str(b, "type");
  if ((walk.surface !== "message" && MESSAGE_ONLY.has(type)) || (walk.surface !== "modal" && type === "alert")) {
    f.bad(`${at}/type`, `unsupported type on this surface: ${type}`);
    return;
  }
  switch (type) {
    case "divider":
      return;
    case "header":
      f.text(b, "text", at, 150, "required", "plain");
      return;
    case "section":
      checkSection(walk, b, at);
      return;
    case "context":
      f.list(b, "elements", at, 1, 10).forEach((e, i) => {
        if (str(e, "type") === "image") checkImage(f, e, `${at}/elements/${i}`, around);
        else f.textObject(e, `${at}/elements/${i}`, 3000, "any");
      });
      return;
    case "actions":
    case "context_actions": {
      const ids = new Set<string>();
      const max = type === "actions" ? 25 : 5;
      f.list(b, "elements", at, 1, max).forEach((e, i) => checkElement(f, e, `${at}/elements/${i}`, type, ids, around));
      return;
    }
    case "image":
      checkImage(f, b, at, around);
      f.text(b, "title", at, 2000, "optional", "plain");
      return;
    case "input":
      checkInput(walk, b, at);
      return;
    case "rich_text":
      checkRichText(f, b, at);
      return;
    case "markdown":
      f.string(b, "text", at, MARKDOWN_TOTAL, "required");
      walk.markdown += codePoints(str(b, "text"));
      f.total += codePoints(str(b, "text"));
      return;
    case "table":
      walk.tables += 1;
      walk.cells += checkTable(f, b, at);
      return;
    case "data_table":
      walk.cells += checkDataTable(f, b, at);
      return;
    case "data_visualization":
      walk.charts += 1;
      checkChart(f, b, at);
      return;
    case "alert":
      f.text(b, "text", at, 3000, "required");
      f.oneOf(b, "level", at, ["default", "info", "warning", "error", "success"]);
      return;
    case "card":
      checkCard(walk, b, at);
      return;
    case "carousel":
      f.list(b, "elements", at, 1, 10).forEach((c, i) => checkBlock(walk, c, `${at}/elements/${i}`));
      return;
    case "container":
      checkContainer(walk, b, at);
      return;
    case "video":
      for (const key of ["video_url", "thumbnail_url", "alt_text"]) f.string(b, key, at, 3000, "required");
      f.text(b, "title", at, 199, "required", "plain");
      return;
    default:
      f.bad(`${at}/type`, `unsupported type: ${type}`);
  }
}

function checkSection({ f, around }: Walk, b: Obj, at: string): void {
  if (b["text"] === undefined && b["fields"] === undefined) f.bad(at, "missing required field: text or fields");
  f.text(b, "text", at, 3000, "optional");
  if (b["fields"] !== undefined) f.list(b, "fields", at, 1, 10).forEach((t, i) => f.textObject(t, `${at}/fields/${i}`, 2000, "any"));
  if (isObj(b["accessory"])) checkElement(f, b["accessory"], `${at}/accessory`, "accessory", new Set(), around);
}

function checkInput({ f, around }: Walk, b: Obj, at: string): void {
  f.text(b, "label", at, 2000, "required", "plain");
  f.text(b, "hint", at, 2000, "optional", "plain");
  if (isObj(b["element"])) checkElement(f, b["element"], `${at}/element`, "input", new Set(), around);
  else f.bad(at, "missing required field: element");
}

function checkCard({ f, around }: Walk, b: Obj, at: string): void {
  if (["hero_image", "title", "actions", "body"].every((k) => b[k] === undefined))
    f.bad(at, "a card needs an image, a title, a body or actions");
  f.text(b, "title", at, 150, "optional");
  f.text(b, "subtitle", at, 150, "optional");
  f.text(b, "body", at, 200, "optional");
  for (const key of ["hero_image", "icon"]) if (isObj(b[key])) checkImage(f, b[key], `${at}/${key}`, around);
  const ids = new Set<string>();
  if (b["actions"] !== undefined)
    f.list(b, "actions", at, 1, 25).forEach((e, i) => checkElement(f, e, `${at}/actions/${i}`, "actions", ids, around));
}

function checkContainer(walk: Walk, b: Obj, at: string): void {
  const { f } = walk;
  if (b["rich_text_title"] === undefined) f.text(b, "title", at, 150, "required", "plain");
  f.text(b, "subtitle", at, 150, "optional");
  f.list(b, "child_blocks", at, 1, 10).forEach((c, i) => {
    const here = `${at}/child_blocks/${i}`;
    if (IN_CONTAINER.has(str(c, "type"))) checkBlock(walk, c, here);
    else f.bad(`${here}/type`, `unsupported type in a container: ${str(c, "type")}`);
  });
}
