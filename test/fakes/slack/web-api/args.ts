import type { Obj } from "../json.ts";
import { isObj } from "../json.ts";

/** What a Web API method answers with `ok: false`. */
export class ApiError extends Error {
  readonly extra: Obj;
  constructor(code: string, extra: Obj = {}) {
    super(code);
    this.name = "ApiError";
    this.extra = extra;
  }
}

const missing = (name: string): ApiError =>
  new ApiError("invalid_arguments", { response_metadata: { messages: [`[ERROR] missing required field: ${name}`] } });

/** Arguments of a call: strings in forms, where lists and objects are JSON inside a string; plain JSON in JSON bodies. */
export class Args {
  readonly raw: Obj;
  constructor(raw: Obj) {
    this.raw = raw;
  }

  text(name: string): string | undefined {
    const v = this.raw[name];
    if (typeof v === "string") return v;
    return typeof v === "number" ? String(v) : undefined;
  }

  need(name: string): string {
    const v = this.text(name);
    if (v === undefined || v === "") throw missing(name);
    return v;
  }

  flag(name: string, otherwise = false): boolean {
    const v = this.raw[name];
    if (v === undefined) return otherwise;
    return v === true || v === "true" || v === "1";
  }

  number(name: string, otherwise: number): number {
    const v = Number(this.raw[name] ?? otherwise);
    if (!Number.isFinite(v)) throw missing(name);
    return v;
  }

  json(name: string, error = "invalid_arguments"): unknown {
    const v = this.raw[name];
    if (typeof v !== "string") return v;
    if (v === "") return undefined;
    try {
      return JSON.parse(v) as unknown;
    } catch {
      throw new ApiError(error);
    }
  }

  object(name: string, error = "invalid_arguments"): Obj | undefined {
    const v = this.json(name, error);
    if (v === undefined || v === null) return undefined;
    if (!isObj(v)) throw new ApiError(error);
    return v;
  }
}
