#!/usr/bin/env node
// Finds a Node that can run TypeScript, or says why there is none. Plain JavaScript, so that old Nodes can read it.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import module from "node:module";
import { constants } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));
const major = Number(process.versions.node.split(".")[0]);
const bundled = join(here, "node_modules", "node", "bin", process.platform === "win32" ? "node.exe" : "node");

function refuse(line) {
  process.stderr.write(`purser: ${line}\n`);
  process.exit(1);
}

/** How soon it is seen that whoever started this is gone. */
const ORPHAN_MS = 250;

/**
 * npm hands a SIGTERM to the shell that runs a script, and most shells end without passing it on. What is left without its shell
 * stops as if it had been told.
 */
function endWith(stop) {
  if (!process.env.npm_lifecycle_script?.includes("purser.mjs")) return;
  const shell = process.ppid;
  const gone = () => {
    // Windows leaves the number of a parent that is gone.
    try {
      return process.ppid !== shell || !process.kill(shell, 0);
    } catch (error) {
      return error.code === "ESRCH";
    }
  };
  const look = setInterval(() => {
    if (!gone()) return;
    clearInterval(look);
    stop();
  }, ORPHAN_MS);
  look.unref();
}

if (!existsSync(join(here, "node_modules", "zod"))) {
  refuse(`the packages are not installed. Run \`npm ci\` in ${here} first.`);
} else if (major >= 24) {
  if (process.argv[2] === "--check-node") process.exit(0);
  // A quarter of a second for each command. In the installation, where nobody else can put anything; where it cannot be written, without.
  module.enableCompileCache(join(here, "node_modules", ".cache", "compile"));
  // What is at work hears it as a signal; without a listener it ends at once.
  endWith(() => process.kill(process.pid, "SIGTERM"));
  await import("./src/cli/run.ts");
} else if (existsSync(bundled)) {
  if (process.argv[2] === "--check-node") process.exit(0);
  const child = spawn(bundled, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], { stdio: "inherit" });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  endWith(() => child.kill("SIGTERM"));
  child.on("error", (error) => refuse(`${bundled} does not start: ${error.message}`));
  // As a shell tells it: 128 and the number of the signal.
  child.on("exit", (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 0)));
} else {
  refuse(
    `needs Node 24, but this is Node ${process.versions.node}, and npm was not allowed to install the copy that comes with Purser. ` +
      "Run `npm install-scripts approve node && npm rebuild node --ignore-scripts=false`, or install Node 24 or newer; then try again.",
  );
}
