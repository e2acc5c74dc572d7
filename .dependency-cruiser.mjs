/** Who may import whom. ARCHITECTURE.md explains the table; test/architecture.test.ts proves that it bites. */
const LOOSE = ["node_modules"];

const only = (folder, local, packages = [], node = []) => ({
  name: folder.replaceAll("/", "-"),
  severity: "error",
  comment: `${folder} may import only ${[...local, ...packages, ...node].join(", ") || "itself"}`,
  from: { path: `^${folder}/` },
  to: {
    pathNot: [
      `^${folder}/`,
      ...local.map((f) => (f.endsWith(".ts") ? `^${f.replaceAll(".", "\\.")}$` : `^${f}/`)),
      ...packages.map((p) => `(^|/)node_modules/${p}/`),
      ...packages.map((p) => `^${p}$`),
      ...node.map((n) => `^(node:)?${n}$`),
    ],
  },
});

const ADAPTER = ["src/ports", "src/domain", "src/message", "src/app/types.ts"];
const ANY_NODE = [".+"];

export default {
  forbidden: [
    only("src/domain", [], ["decimal\\.js"]),
    only("src/message", ["src/domain"]),
    only("src/ports", ["src/domain", "src/message"]),
    only("src/app", ["src/domain", "src/message", "src/ports"], ["zod"]),
    only("charts", ["src/domain", "src/message"], ["vega-lite"]),
    only("src/views", ["src/app", "src/domain", "src/message", "src/ports", "charts"]),
    ...["commands", "src/actions", "src/jobs"].map((f) =>
      only(f, ["src/app", "src/views", "src/domain", "src/message", "src/ports"], ["zod"]),
    ),
    only("src/delivery", ["src/ports", "src/domain", "src/message"]),
    only("src/schedule", ["src/ports", "src/domain", "src/message"], ["croner", "node-cron"]),
    only("src/sources", ADAPTER, ["zod", "csv-parse"], ["stream.*", "zlib", "buffer", "util", "crypto"]),
    only(
      "src/store",
      ADAPTER,
      ["@prisma/client", "@prisma/adapter-pg", "pg", "@types/pg", "@electric-sql/pglite", "@electric-sql/pglite-socket", "decimal\\.js"],
      ANY_NODE,
    ),
    only("src/platforms", [...ADAPTER, "src/platforms/shared"], ["zod", "hono", "preact", "htm"], ANY_NODE),
    only(
      "src/render",
      [...ADAPTER, "charts"],
      ["vega", "vega-lite", "vega-.+", "canvas", "@napi-rs/canvas", "@expo-google-fonts/noto-sans-sc"],
      ANY_NODE,
    ),
    only("src/http", ADAPTER, ["hono", "@hono/node-server"], ANY_NODE),
    {
      name: "config",
      severity: "error",
      from: { path: "^src/(config|discover)\\.ts$" },
      to: { pathNot: ["(^|/)node_modules/zod/", "^src/(domain|message|ports|app)/", "^(node:)?.+$"], dependencyTypesNot: ["core"] },
    },
    {
      name: "one-platform-knows-no-other",
      severity: "error",
      from: { path: "^src/platforms/([^/]+)/" },
      to: { path: "^src/platforms/", pathNot: ["^src/platforms/$1/", "^src/platforms/shared/"] },
    },
    {
      name: "one-format-knows-no-other",
      severity: "error",
      from: { path: "^src/sources/([^/]+)/" },
      to: { path: "^src/sources/[^/]+/", pathNot: ["^src/sources/$1/", "^src/sources/tables/"] },
    },
    { name: "no-cycles", severity: "error", from: { pathNot: "^src/store/client/" }, to: { circular: true, pathNot: LOOSE } },
    { name: "not-resolved", severity: "error", from: { pathNot: "^src/store/client/" }, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "node", "default", "types"] },
  },
};
