import type { Block, Message, Sealed } from "./message.ts";

/** What a reader of a block goes through without asking. */
const LISTS = {
  facts: ["facts"],
  table: ["columns", "rows"],
  list: ["items"],
  form: ["fields"],
  file: ["columns", "rows"],
  prose: [],
  heading: [],
  chart: [],
} as const satisfies Record<Block["kind"], readonly string[]>;

const isObject = (data: unknown): data is Readonly<Record<string, unknown>> =>
  typeof data === "object" && data !== null && !Array.isArray(data);

const isText = (data: unknown): boolean => isObject(data) && typeof data["zh"] === "string" && typeof data["en"] === "string";

function isBlock(data: unknown): boolean {
  if (!isObject(data)) return false;
  const { kind } = data;
  return typeof kind === "string" && Object.hasOwn(LISTS, kind) && LISTS[kind as Block["kind"]].every((list) => Array.isArray(data[list]));
}

/**
 * Whether JSON that was kept is a message as this version writes it. Its frame and the kinds of its blocks are looked at; what a block says
 * was checked when the view was compiled, and nobody else writes there.
 */
export function isMessage(kept: unknown): kept is Message {
  if (!isObject(kept) || kept["version"] !== 1 || !isText(kept["title"])) return false;
  const { blocks, actions } = kept;
  return (
    Array.isArray(blocks) && blocks.every(isBlock) && Array.isArray(actions) && actions.every((a) => isObject(a) && isText(a["label"]))
  );
}

/** As isMessage, for what was made ready to send. */
export function isSealed(kept: unknown): kept is Sealed {
  if (!isObject(kept) || !isMessage(kept["message"])) return false;
  const { buttonTokens, formTokens, lang } = kept;
  return Array.isArray(buttonTokens) && isObject(formTokens) && (lang === "zh" || lang === "en");
}

/** A message that was kept `where`; throws when it is none of this version. */
export function keptMessage(kept: unknown, where: string): Message {
  if (!isMessage(kept)) throw new Error(`${where} does not hold a message of version 1: ${JSON.stringify(kept).slice(0, 200)}`);
  return kept;
}
