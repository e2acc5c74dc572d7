import type { Text } from "./value.ts";

/** A foreseen error: names the place, the value and what was expected; it becomes an answer. Everything else is a bug. */
export class UserError extends Error {
  readonly code: string;
  readonly text: Text;
  readonly hint: Text | undefined;
  constructor(code: string, text: Text, hint?: Text) {
    super(text.en);
    this.name = "UserError";
    this.code = code;
    this.text = text;
    this.hint = hint;
  }
}
