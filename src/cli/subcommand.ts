import type { ParseArgsConfig } from "node:util";
import type { Config } from "../config.ts";

export interface CliIo {
  readonly config: Config;
  /** Standard output, a line. */
  out(line: string): void;
  /** Standard error, a line. */
  err(line: string): void;
  readonly isTerminal: boolean;
}

export interface Parsed {
  readonly values: Readonly<Record<string, string | boolean | undefined>>;
  readonly positionals: readonly string[];
}

/** One subcommand of the command line; its name is the name of its file. Returns the exit code: 0 done, 1 failed, 2 wrong usage. */
export interface Subcommand {
  readonly summary: string;
  readonly usage: string;
  readonly options?: NonNullable<ParseArgsConfig["options"]>;
  run(parsed: Parsed, io: CliIo): Promise<number>;
}

/** Wrong usage: printed with the subcommand's usage, exit code 2. */
export class UsageError extends Error {}

export const text = (v: string | boolean | undefined): string | undefined => (typeof v === "string" ? v : undefined);
