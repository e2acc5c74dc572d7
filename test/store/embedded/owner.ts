/** A process of its own that owns a store, for tests that kill it: writes numbered gestures and says which were acknowledged. */
import { openStore } from "../../../src/store/open.ts";

const [, , home = "", from = "0"] = process.argv;
const store = await openStore({ home, databaseUrl: null });
process.stdout.write(`${store.kind}\n`);
let stopping = false;
const stopped = new Promise<void>((resolve) => {
  process.once("SIGTERM", () => {
    stopping = true;
    resolve();
  });
});
const now = new Date("2026-11-22T09:00:00Z");
for (let n = Number(from); from !== "idle" && !stopping; n++) {
  await store.ports.inbox.first("test", String(n), now);
  process.stdout.write(`${n}\n`);
}
// A promise alone keeps no process alive.
const alive = setInterval(() => undefined, 60_000);
await stopped;
clearInterval(alive);
await store.close();
