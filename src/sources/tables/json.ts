import { UserError } from "../../domain/user-error.ts";
import type { Limits } from "./limits.ts";

/** How deep brackets are nested, without recursion; text inside strings does not count. */
function depthOf(text: string, most: number): number {
  let depth = 0;
  let deepest = 0;
  let quoted = false;
  for (let i = 0; i < text.length; i += 1) {
    const c = text.charCodeAt(i);
    if (quoted) {
      if (c === 0x5c) i += 1;
      else if (c === 0x22) quoted = false;
    } else if (c === 0x22) quoted = true;
    else if (c === 0x7b || c === 0x5b) {
      depth += 1;
      if (depth > deepest) deepest = depth;
      if (deepest > most) return deepest;
    } else if (c === 0x7d || c === 0x5d) depth -= 1;
  }
  return deepest;
}

/** The value of a JSON text; refuses what is cut off, broken or nested too deep, and says where. */
export function parseJson(name: string, text: string, limits: Limits): unknown {
  if (depthOf(text, limits.jsonDepth) > limits.jsonDepth) {
    throw new UserError("too-deep-json", {
      zh: `${name}：JSON 嵌套超过 ${limits.jsonDepth} 层，不是报表。`,
      en: `${name}: the JSON is nested deeper than ${limits.jsonDepth} levels; no report is.`,
    });
  }
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const position = /position (\d+)/.exec(error.message)?.[1];
    const line = text.slice(0, position === undefined ? text.length : Number(position)).split("\n").length;
    throw new UserError(
      "broken-json",
      {
        zh: `${name}：第 ${line} 行附近不是完整的 JSON，文件可能被截断。`,
        en: `${name}: not valid JSON near line ${line}; the file may be cut off.`,
      },
      { zh: "请重新下载报表。", en: "Download the report again." },
    );
  }
}
