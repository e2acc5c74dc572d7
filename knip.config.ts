import type { KnipConfig } from "knip";

// Folders that are discovered by name have no importer, so they are entries.
const config: KnipConfig = {
  entry: [
    "purser.mjs", "src/cli/*.ts", "commands/*.ts", "charts/*.ts", "src/jobs/*.ts", "src/actions/*.ts", "src/domain/kpi/definitions/*.ts",
    "bench/*.ts", "test/**/*.test.ts", "prisma/*.ts", "examples/**/*.ts", "src/platforms/local/page/*.ts", "src/**/*worker*.ts",
  ],
  project: ["src/**/*.ts", "commands/**/*.ts", "charts/**/*.ts", "bench/**/*.ts", "test/**/*.ts", "examples/**/*.ts", "!src/store/client/**"],
  ignore: ["src/store/client/**"],
  ignoreDependencies: ["node", "@swc/core", "oxlint-tsgolint"],
};
export default config;
