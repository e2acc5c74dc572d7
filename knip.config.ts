import type { KnipConfig } from "knip";

// Folders that are discovered by name have no importer, so what lies in them is an entry.
const config: KnipConfig = {
  entry: [
    "src/cli/*.ts",
    "commands/*.ts",
    "charts/*.ts",
    "src/jobs/*.ts",
    "src/actions/*.ts",
    "src/sources/*/index.ts",
    "src/domain/kpi/definitions/*.ts",
    // The page is served, not imported; threads are started by their path.
    "src/platforms/local/page/main.ts",
    "src/**/*worker.ts",
    "bench/*.ts",
    "fault/{run,poster,ticker}.ts",
    "test/**/*.test.ts",
    "test/render/broken-worker.ts",
    // Started as processes of their own.
    "test/store/embedded/{holder,owner}.ts",
  ],
  project: ["{src,commands,charts,bench,fault,test,examples,prisma}/**/*.ts", "prisma/*.prisma", "!src/store/client/**"],
  // Types that name a part of an exported one are exported with it.
  ignoreExportsUsedInFile: true,
  // dependency-cruiser needs it to read TypeScript, and only says so by seeing nothing.
  ignoreDependencies: ["@swc/core"],
};
export default config;
