import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { ZodType } from "zod";
import { z } from "zod";
import { UserError } from "./domain/user-error.ts";

const text = z.object({ zh: z.string().min(1), en: z.string().min(1) });
/** Empty for a command that takes no words. */
const usage = z.object({ zh: z.string(), en: z.string() });
const allowed = z.union([z.literal("everyone"), z.array(z.string()).min(1)]);
const fn = z.custom<(...args: never[]) => unknown>((v) => typeof v === "function", "expected a function");

/** What a module of each kind must export, under which name. */
export const SHAPES = {
  command: z.looseObject({ summary: text, usage, examples: z.array(z.string()), roles: allowed, parse: fn, run: fn }),
  action: z.looseObject({
    args: z.custom((v) => typeof v === "object" && v !== null && "safeParse" in v, "expected a zod schema"),
    roles: allowed,
    repeatable: z.boolean(),
    run: fn,
  }),
  job: z.looseObject({ summary: text, purpose: z.string(), cron: z.string(), lateHours: z.number().positive(), period: fn, run: fn }),
  chart: z.looseObject({ spec: fn }),
  kpi: z.looseObject({ id: z.string(), name: text, numerator: z.array(z.unknown()).min(1), unit: z.string(), source: z.string().min(1) }),
} as const satisfies Record<string, ZodType>;
export type ModuleKind = keyof typeof SHAPES;

/** Helpers that live beside the modules and are none. */
const NOT_MODULES: Readonly<Record<ModuleKind, ReadonlySet<string>>> = {
  command: new Set(),
  action: new Set(),
  job: new Set(),
  chart: new Set(["define", "theme"]),
  kpi: new Set(),
};

/**
 * Loads every module of a folder; the file name is the id. A module that is malformed stops the start with its name.
 * `T` is what the folder's `define…` function made, which the compiler has checked.
 */
export async function discover<T>(kind: ModuleKind, folder: string): Promise<ReadonlyMap<string, T>> {
  const found = new Map<string, T>();
  const files = (await readdir(folder)).filter((f) => f.endsWith(".ts") && !f.endsWith(".test.ts")).toSorted();
  for (const file of files) {
    const id = file.slice(0, -3);
    if (NOT_MODULES[kind].has(id)) continue;
    const path = join(folder, file);
    const loaded = (await import(pathToFileURL(path).href)) as Record<string, unknown>;
    const checked = SHAPES[kind].safeParse(loaded[kind]);
    if (!checked.success) {
      const issue = checked.error.issues[0];
      const why = `${[kind, ...(issue?.path ?? [])].join(".")}: ${issue?.message ?? "malformed"}`;
      throw new UserError("malformed-module", {
        en: `${path} is not a ${kind}: ${why}. It must export \`${kind}\`.`,
        zh: `${path} 不是有效的 ${kind} 模块：${why}。它必须导出 \`${kind}\`。`,
      });
    }
    if (kind === "kpi" && (loaded[kind] as { id: string }).id !== id) {
      throw new UserError("malformed-module", {
        en: `${path}: kpi.id is "${(loaded[kind] as { id: string }).id}", expected "${id}", the name of the file`,
        zh: `${path}：kpi.id 应与文件名“${id}”一致`,
      });
    }
    found.set(id, loaded[kind] as T);
  }
  return found;
}

/** Report formats: every folder of src/sources but `tables` exports `sources` from its index. */
export async function discoverSources<T extends { readonly id: string }>(folder: string): Promise<readonly T[]> {
  const shape = z
    .array(
      z.looseObject({
        id: z.string().min(1),
        fact: z.string(),
        title: text,
        origin: text,
        recognise: fn,
        asks: z.looseObject({}),
        read: fn,
      }),
    )
    .min(1);
  const found: T[] = [];
  for (const entry of (await readdir(folder, { withFileTypes: true }))
    .filter((e) => e.isDirectory() && e.name !== "tables")
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name, "index.ts");
    const loaded = (await import(pathToFileURL(path).href)) as Record<string, unknown>;
    const checked = shape.safeParse(loaded["sources"]);
    if (!checked.success) {
      const issue = checked.error.issues[0];
      const why = `${["sources", ...(issue?.path ?? [])].join(".")}: ${issue?.message ?? "malformed"}`;
      throw new UserError("malformed-module", {
        en: `${path} is not a report format: ${why}`,
        zh: `${path} 不是有效的报表格式模块：${why}`,
      });
    }
    found.push(...(loaded["sources"] as T[]));
  }
  return found;
}
