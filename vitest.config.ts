import { join } from "node:path";
import { defineConfig } from "vitest/config";
import { LongFirst } from "./test/sequencer.ts";

// Of the programs that tests start, and of the tests themselves.
process.env["NODE_COMPILE_CACHE"] ??= join(import.meta.dirname, "node_modules/.cache/compile");

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    exclude: ["test/browser/**"],
    globalSetup: "test/global-setup.ts",
    env: { TZ: "UTC" },
    testTimeout: 60_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    sequence: { sequencer: LongFirst },
    // Files share what they import and the stores of test/store/harness.ts: each cleans up behind itself.
    isolate: false,
    // Node reads TypeScript itself, in tests as in earnest; what would put stand-ins for modules (vi.mock) is left out with it.
    experimental: { viteModuleRunner: false, nodeLoader: false },
  },
});
