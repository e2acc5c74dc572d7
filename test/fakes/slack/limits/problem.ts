import type { Obj } from "../json.ts";
import { codePoints, isObj, str } from "../json.ts";

/** What Slack has against a payload, and where: `/blocks/3/text` as in its own messages. */
export interface Problem {
  readonly code: "invalid_blocks" | "msg_blocks_too_long" | "invalid_attachments" | "invalid_arguments" | "view_too_large";
  readonly message: string;
  readonly pointer: string;
}

export type Surface = "message" | "modal" | "home";

export interface Surroundings {
  readonly tablesPerMessage: number;
  /** By id, or by the url_private of a file. */
  readonly file: (idOrUrl: string) => "image" | "other" | "not-ready" | "unknown";
  /** An address of Slack's own, where images are not public. */
  readonly ownUrl: string;
}

/** Collects problems; the helpers say what Slack says. */
export class Findings {
  readonly problems: Problem[] = [];
  /** Code points of all texts seen so far. */
  total = 0;

  bad(pointer: string, message: string, code: Problem["code"] = "invalid_blocks"): void {
    this.problems.push({ code, message, pointer });
  }

  /** A plain string of 1 to `max` code points. */
  string(o: Obj, key: string, at: string, max: number, need: "required" | "optional", min = 1): void {
    const v = o[key];
    if (v === undefined || v === null) {
      if (need === "required") this.bad(at, `missing required field: ${key}`);
      return;
    }
    if (typeof v !== "string") {
      this.bad(`${at}/${key}`, "must be a string");
      return;
    }
    const n = codePoints(v);
    if (n < min) this.bad(`${at}/${key}`, `must be more than ${min - 1} characters`);
    if (n > max) this.bad(`${at}/${key}`, `must be less than ${max + 1} characters`);
  }

  /** A text object of 1 to `max` code points. */
  text(o: Obj, key: string, at: string, max: number, need: "required" | "optional", kind: "plain" | "any" = "any"): void {
    const v = o[key];
    if (v === undefined || v === null) {
      if (need === "required") this.bad(at, `missing required field: ${key}`);
      return;
    }
    const here = `${at}/${key}`;
    if (!isObj(v)) {
      this.bad(here, "must be an object");
      return;
    }
    this.textObject(v, here, max, kind);
  }

  textObject(v: Obj, here: string, max: number, kind: "plain" | "any"): void {
    const type = str(v, "type");
    if (type !== "plain_text" && (kind === "plain" || type !== "mrkdwn")) {
      this.bad(`${here}/type`, kind === "plain" ? "must be plain_text" : `unsupported type: ${type}`);
      return;
    }
    if (type === "mrkdwn" && v["emoji"] !== undefined) this.bad(`${here}/emoji`, "no more than 0 items allowed: emoji is for plain_text");
    this.string(v, "text", here, max, "required");
    this.total += codePoints(str(v, "text"));
  }

  list(o: Obj, key: string, at: string, min: number, max: number): Obj[] {
    const v = o[key];
    const here = `${at}/${key}`;
    if (!Array.isArray(v)) {
      this.bad(at, `missing required field: ${key}`);
      return [];
    }
    if (v.length < min) this.bad(here, `must have at least ${min} item(s)`);
    if (v.length > max) this.bad(here, `no more than ${max} items allowed`);
    v.forEach((item: unknown, i) => {
      if (!isObj(item)) this.bad(`${here}/${i}`, "must be an object");
    });
    return v.filter(isObj);
  }

  oneOf(o: Obj, key: string, at: string, allowed: readonly string[]): void {
    const v = o[key];
    if (v !== undefined && !(typeof v === "string" && allowed.includes(v)))
      this.bad(`${at}/${key}`, `must be one of ${allowed.join(", ")}`);
  }
}
