import { readdir } from "node:fs/promises";
import { parseArgs } from "node:util";
import { readConfig } from "../config.ts";
import { UserError } from "../domain/user-error.ts";
import { languageOf } from "../system.ts";
import { type CliIo, type Parsed, type Subcommand, UsageError } from "./subcommand.ts";
import { LOST, lostStore } from "./support/lost-store.ts";
import { sentences } from "./support/sentences.ts";
import { terminal } from "./support/terminal.ts";

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

/**
 * Runs one command line. The exit code is the answer. A foreseen error is one line: place, value and expectation, and what to do.
 */
export async function main(argv: readonly string[], env: Readonly<Record<string, string | undefined>>): Promise<number> {
  const io = terminal(process.stdout, process.stderr);
  const [name, ...rest] = argv;
  if (name === undefined || name === "help" || name === "--help" || name === "-h") {
    await help(io);
    return name === undefined ? 2 : 0;
  }
  if (!(await names()).includes(name)) {
    io.err(`purser: there is no subcommand "${name}". Known: ${(await names()).join(", ")}`);
    return 2;
  }
  const subcommand = await load(name);
  const usage = `usage: purser ${`${name} ${subcommand.usage}`.trimEnd()}`;
  const lang = languageOf(env);
  try {
    const parsed = parse(rest, subcommand);
    if (parsed.values["help"]) {
      io.out(`${subcommand.summary}\n${usage}`);
      return 0;
    }
    return await subcommand.run(parsed, { ...io, lang, config: readConfig(env) });
  } catch (error) {
    if (error instanceof UsageError) {
      io.err(`purser ${name}: ${error.message}\n${usage}`);
      return 2;
    }
    if (error instanceof UserError) {
      io.err(`purser: ${sentences(error, lang)}`);
      return 1;
    }
    if (lostStore(error)) {
      io.err(`purser: ${LOST[lang]}`);
      return 1;
    }
    io.err(`purser: this is a bug: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    return 1;
  } finally {
    io.status("");
  }
}

function parse(args: readonly string[], { options }: Subcommand): Parsed {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { ...options, help: { type: "boolean", short: "h" } },
      allowPositionals: true,
      strict: true,
    });
    return { values: values as Parsed["values"], positionals };
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

// `purser … | head`: nobody reads the rest, and that is no reason to stop in the middle of something.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
}
process.exitCode = await main(process.argv.slice(2), process.env);
