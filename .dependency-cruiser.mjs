/** Who may import whom. ARCHITECTURE.md explains the table; test/architecture.test.ts proves that it bites. */
/** `node`: names of Node's own modules that the folder may use; "any" for all of them. */
const only = (folder, local, packages = [], node = []) => ({
  name: folder.replaceAll("/", "-"),
  severity: "error",
  comment: `${folder} may import only ${[...local, ...packages, ...node].join(", ") || "itself"}`,
  // What Prisma generates follows its own rules.
  from: { path: `^${folder}/`, pathNot: "^src/store/client/" },
  to: {
    ...(node === "any" ? { dependencyTypesNot: ["core"] } : {}),
    pathNot: [
      `^${folder}/`,
      ...local.map((f) => (f.endsWith(".ts") ? `^${f.replaceAll(".", "\\.")}$` : `^${f}/`)),
      ...packages.flatMap((p) => [`(^|/)node_modules/${p}/`, `^${p}$`]),
      ...(node === "any" ? [] : node.map((n) => `^(node:)?${n}$`)),
    ],
  },
});

const ADAPTER = ["src/ports", "src/domain", "src/message", "src/app/types.ts"];
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
      "any",
    ),
    only(
      "src/platforms",
      [...ADAPTER, "src/platforms/common"],
      ["zod", "hono", "preact", "htm", "@slack/.+", "@larksuiteoapi/node-sdk", "undici", "write-excel-file"],
      "any",
    ),
    only(
      "src/render",
      [...ADAPTER, "charts"],
      ["vega", "vega-lite", "vega-.+", "canvas", "@napi-rs/canvas", "@expo-google-fonts/noto-sans-sc"],
      "any",
    ),
    only("src/http", ADAPTER, ["hono", "@hono/node-server"], "any"),
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
      to: { path: "^src/platforms/", pathNot: ["^src/platforms/$1/", "^src/platforms/common/"] },
    },
    {
      name: "only-slack-speaks-to-slack",
      severity: "error",
      from: { pathNot: "^src/platforms/slack/" },
      to: { path: "(^|/)node_modules/@slack/" },
    },
    {
      name: "only-feishu-speaks-to-feishu",
      severity: "error",
      from: { pathNot: "^src/platforms/feishu/" },
      to: { path: "(^|/)node_modules/@larksuiteoapi/" },
    },
    {
      name: "one-format-knows-no-other",
      severity: "error",
      from: { path: "^src/sources/([^/]+)/" },
      to: { path: "^src/sources/[^/]+/", pathNot: ["^src/sources/$1/", "^src/sources/tables/"] },
    },
    { name: "no-cycles", severity: "error", from: { pathNot: "^src/store/client/" }, to: { circular: true } },
    { name: "not-resolved", severity: "error", from: { pathNot: "^src/store/client/" }, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "node", "default", "types"] },
  },
};
