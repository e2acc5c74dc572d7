import { readdir } from "node:fs/promises";
import { parseArgs } from "node:util";
import { readConfig } from "../config.ts";
import { UserError } from "../domain/user-error.ts";
import { type CliIo, type Parsed, type Subcommand, UsageError } from "./subcommand.ts";

const HELPERS = new Set(["run", "subcommand"]);

async function names(): Promise<string[]> {
  const files = await readdir(import.meta.dirname);
  return files
    .filter((f) => f.endsWith(".ts"))
    .map((f) => f.slice(0, -3))
    .filter((n) => !HELPERS.has(n))
    .toSorted();
}

async function load(name: string): Promise<Subcommand> {
  return ((await import(`./${name}.ts`)) as { subcommand: Subcommand }).subcommand;
}

async function help(io: Pick<CliIo, "out">): Promise<void> {
  io.out("purser <subcommand>\n");
  for (const name of await names()) {
    const { summary, usage } = await load(name);
    io.out(`  ${`${name} ${usage}`.trimEnd()}\n      ${summary}`);
  }
  io.out("\nExit codes: 0 done, 1 failed, 2 wrong usage.");
}

/** Runs one command line. The exit code is the answer; every foreseen error is one line that names place, value and expectation. */
export async function main(argv: readonly string[], env: Readonly<Record<string, string | undefined>>): Promise<number> {
  const out = (line: string): void => void process.stdout.write(`${line}\n`);
  const err = (line: string): void => void process.stderr.write(`${line}\n`);
  const [name, ...rest] = argv;
  if (name === undefined || name === "help" || name === "--help" || name === "-h") {
    await help({ out });
    return name === undefined ? 2 : 0;
  }
  if (!(await names()).includes(name)) {
    err(`purser: there is no subcommand "${name}". Known: ${(await names()).join(", ")}`);
    return 2;
  }
  const subcommand = await load(name);
  const usage = `usage: purser ${name} ${subcommand.usage}`;
  try {
    let parsed: Parsed;
    try {
      parsed = parseArgs({
        args: rest,
        options: { ...subcommand.options, help: { type: "boolean", short: "h" } },
        allowPositionals: true,
        strict: true,
      }) as Parsed;
    } catch (error) {
      throw new UsageError(error instanceof Error ? error.message : String(error));
    }
    if (parsed.values["help"]) {
      out(`${subcommand.summary}\n${usage}`);
      return 0;
    }
    return await subcommand.run(parsed, { config: readConfig(env), out, err, isTerminal: process.stdout.isTTY === true });
  } catch (error) {
    if (error instanceof UsageError) {
      err(`purser ${name}: ${error.message}\n${usage}`);
      return 2;
    }
    if (error instanceof UserError) {
      err(`purser: ${error.text.en}${error.hint ? `\n${error.hint.en}` : ""}`);
      return 1;
    }
    err(`purser: this is a bug: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    return 1;
  }
}

process.exitCode = await main(process.argv.slice(2), process.env);
