import { afterEach } from "vitest";
import type { Handlers } from "../../../src/ports/chat-platform.ts";
import { localBench, type LocalBench } from "./bench.ts";

const none = async () => undefined;
/** An app that has nothing to say. */
export const silent: Handlers = { text: none, press: none, file: none, form: none, home: none };

/** Opens workspaces that are closed after each test of the suite in which it is called. */
export function benches(): typeof localBench {
  const open: LocalBench[] = [];
  afterEach(async () => {
    await Promise.all(open.splice(0).map((b) => b.close()));
  });
  return async (...args) => {
    const made = await localBench(...args);
    open.push(made);
    return made;
  };
}
