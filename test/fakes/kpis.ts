import { readdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Kpi } from "../../src/domain/kpi/kpi.ts";

const folder = new URL("../../src/domain/kpi/definitions/", import.meta.url);

/** The KPIs as they are declared, by file name. */
export async function declaredKpis(): Promise<ReadonlyMap<string, Kpi>> {
  const files = (await readdir(fileURLToPath(folder))).filter((f) => f.endsWith(".ts")).toSorted();
  const loaded = await Promise.all(
    files.map(async (f) => {
      const module = (await import(new URL(f, folder).href)) as { kpi: Kpi };
      return [f.slice(0, -3), module.kpi] as const;
    }),
  );
  return new Map(loaded);
}
