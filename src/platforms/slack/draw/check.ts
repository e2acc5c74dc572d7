import type { Problem } from "../../../message/valid.ts";
import * as L from "../limits.ts";
import { checkBlocks } from "./check-blocks.ts";
import { filled, isRecord, Report, size } from "./check-report.ts";

const everybody = /<!(channel|here|everyone|subteam)/;

function checkMessage(payload: Readonly<Record<string, unknown>>, report: Report): void {
  const { text, blocks } = payload;
  report.expect(
    typeof text === "string" && filled(text),
    "text",
    "a text that is not empty: notifications and screen readers have nothing else",
  );
  if (typeof text === "string") {
    const most = blocks === undefined ? L.UNSPLIT_TEXT_CHARS : L.TEXT_CHARS;
    report.expect(text.length <= most, "text", `at most ${most} characters`);
    report.expect(!everybody.test(text), "text", "nobody woken: <!channel> escaped");
  }
  if (payload["metadata"] !== undefined) {
    report.expect(size(payload["metadata"]) <= L.METADATA_BYTES, "metadata", `at most ${L.METADATA_BYTES} bytes of JSON`);
  }
  if (blocks !== undefined) checkBlocks(blocks, "message", report);
}

function checkView(payload: Readonly<Record<string, unknown>>, report: Report): void {
  const modal = payload["type"] === "modal";
  report.expect(size(payload) <= L.VIEW_BYTES, "", `a view of at most ${L.VIEW_BYTES} bytes`);
  const { private_metadata: kept, callback_id: callback, blocks } = payload;
  if (kept !== undefined) report.length(kept, "private_metadata", L.PRIVATE_METADATA_CHARS, 0);
  if (callback !== undefined) report.length(callback, "callback_id", L.CALLBACK_ID_CHARS);
  if (modal) {
    report.plain(payload["title"], "title", L.VIEW_TITLE_CHARS);
    for (const button of ["submit", "close"]) if (payload[button] !== undefined) report.plain(payload[button], button, L.VIEW_BUTTON_CHARS);
    const asks = Array.isArray(blocks) && blocks.some((block) => isRecord(block) && block["type"] === "input");
    report.expect(!asks || payload["submit"] !== undefined, "submit", "a submit button, since something is asked");
  }
  checkBlocks(blocks, modal ? "modal" : "home", report);
}

/**
 * What Slack would refuse or cut of a payload: the arguments of chat.postMessage or chat.update (`text`, `blocks`, `metadata`), or a
 * view (`type: "modal" | "home"`). Empty: nothing. For engineers, hence in English; run on everything before it is sent.
 */
export function checkPayload(payload: unknown): readonly Problem[] {
  const report = new Report();
  if (!isRecord(payload)) return [{ at: "", expected: "an object" }];
  if (payload["type"] === "modal" || payload["type"] === "home") checkView(payload, report);
  else checkMessage(payload, report);
  return report.problems;
}
