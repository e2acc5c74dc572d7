/** A process of its own that takes the lock of a directory and keeps it. */
import { fileLock, nameLock } from "../../../src/store/embedded/lock.ts";

const [, , kind = "", home = ""] = process.argv;
const lock = kind === "file" ? fileLock(home) : await nameLock(home);
process.stdout.write(`${lock === undefined ? "refused" : "holds"}\n`);
setInterval(() => undefined, 60_000);
