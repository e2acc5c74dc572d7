import type { LoggerInterface } from "vega";

export interface Listener extends LoggerInterface {
  readonly warnings: string[];
  readonly errors: string[];
}

/** Keeps what Vega says. Its methods are called without `this`, and a failing dataflow is only logged and not thrown. */
export function listener(): Listener {
  const warnings: string[] = [];
  const errors: string[] = [];
  const heard =
    (list: string[]) =>
    (...args: readonly unknown[]): Listener => {
      list.push(args.map(String).join(" "));
      return made;
    };
  const level = ((value?: number) => (value === undefined ? 2 : made)) as LoggerInterface["level"];
  const made: Listener = { warnings, errors, level, warn: heard(warnings), error: heard(errors), info: () => made, debug: () => made };
  return made;
}
