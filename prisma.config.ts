import { defineConfig } from "prisma/config";

// `generate` and `validate` ask for an engine that they do not use; any program will do. (`migrate` would silently do nothing with it.)
process.env["PRISMA_SCHEMA_ENGINE_BINARY"] ??= process.execPath;

export default defineConfig({ schema: "prisma/schema.prisma" });
