import { parse, type Spec, View } from "vega";
import { compile, type TopLevelSpec } from "vega-lite";
import type { ChartModule } from "../../charts/define.ts";
import { discover } from "../../src/discover.ts";
import { listener } from "../../src/render/listener.ts";

const charts = await discover<ChartModule>("chart", new URL("../../charts", import.meta.url).pathname);

export function spec(chart: string, data: unknown, lang: "zh" | "en" = "en"): TopLevelSpec {
  const module = charts.get(chart);
  if (!module) throw new Error(`no chart ${chart}`);
  return module.spec(data as never, lang);
}

/** Vega-Lite only warns of a misspelt channel and draws something else, so a warning is a failure. */
export function compiled(of: TopLevelSpec): { spec: Spec; warnings: string[] } {
  const heard = listener();
  const { spec: made } = compile(of, { logger: heard });
  return { spec: made, warnings: [...heard.warnings, ...heard.errors] };
}

interface Item {
  readonly marktype?: string;
  readonly items?: readonly Item[];
  readonly text?: string;
}

/** Every word in the picture. */
export async function wordsIn(of: TopLevelSpec): Promise<string[]> {
  const view = await new View(parse(compiled(of).spec), { renderer: "none" }).runAsync();
  const words: string[] = [];
  const walk = (item: Item): void => {
    if (item.text !== undefined && item.text !== "") words.push(item.text);
    for (const inner of item.items ?? []) walk(inner);
  };
  const graph: object = view.scenegraph();
  // Vega's types describe the root itself.
  if (!("root" in graph)) throw new Error("a scene without a root");
  walk(graph.root as Item);
  view.finalize();
  return words;
}

export const rowsOf = (of: TopLevelSpec, table: string): readonly Record<string, unknown>[] =>
  (of.datasets as Record<string, Record<string, unknown>[]>)[table] ?? [];
