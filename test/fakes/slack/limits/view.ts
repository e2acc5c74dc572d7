import type { Obj } from "../json.ts";
import { objs, str } from "../json.ts";
import { checkBlocks } from "./blocks.ts";
import type { Problem, Surroundings } from "./problem.ts";
import { Findings } from "./problem.ts";

/** Figures: docs.slack.dev/reference/views. */
const TITLE = 24;
const PRIVATE_METADATA = 3000;
const ID = 255;
const VIEW_BYTES = 250_000;

export function checkView(view: Obj, type: "modal" | "home", around: Surroundings): Problem[] {
  const f = new Findings();
  if (str(view, "type") !== type) f.bad("/view/type", `must be ${type}`);
  if (!Array.isArray(view["blocks"])) f.bad("/view", "missing required field: blocks");
  f.string(view, "callback_id", "/view", ID, "optional", 0);
  f.string(view, "external_id", "/view", ID, "optional", 0);
  f.string(view, "private_metadata", "/view", PRIVATE_METADATA, "optional", 0);
  const blocks = objs(view, "blocks");
  if (type === "modal") {
    f.text(view, "title", "/view", TITLE, "required", "plain");
    f.text(view, "submit", "/view", TITLE, "optional", "plain");
    f.text(view, "close", "/view", TITLE, "optional", "plain");
    if (blocks.length === 0) f.bad("/view/blocks", "must have at least 1 item(s)");
    if (view["submit"] === undefined && blocks.some((b) => str(b, "type") === "input"))
      f.bad("/view", "submit is required with an input block");
  }
  if (JSON.stringify(view).length > VIEW_BYTES) f.bad("/view", `must be less than ${VIEW_BYTES} bytes`, "view_too_large");
  return [...f.problems, ...checkBlocks(Array.isArray(view["blocks"]) ? view["blocks"] : [], type, around, "/view/blocks")];
}
