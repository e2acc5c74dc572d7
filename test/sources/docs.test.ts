import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { FACT_KINDS } from "../../src/domain/facts/facts.ts";
import { allSources, NOTHING, readAs, US } from "./kit.ts";

const sources = await allSources();

/** Rows of the table under a heading, with its example line. */
function documented(text: string, id: string): { readonly name: string; readonly required: boolean; readonly example: string }[] {
  const section = text.split(`### \`${id}\`\n`)[1]?.split("\n### ")[0] ?? "";
  return [...section.matchAll(/^\| (\*\*)?([a-z_]+)(?:\*\*)? \|.*\| *(?:`([^`]*)`)? *\|$/gm)].map((m) => ({
    required: m[1] !== undefined,
    name: m[2] ?? "",
    example: m[3] ?? "",
  }));
}

it("there is a canonical CSV for every fact", () => {
  expect(FACT_KINDS.filter((k) => !sources.some((s) => s.id === k && s.fact === k))).toEqual([]);
});

describe.each(["docs/formats.md", "docs/formats.zh-CN.md"])("%s", async (path) => {
  const text = await readFile(new URL(`../../${path}`, import.meta.url), "utf8");

  it("has every format that is there, by its id", () => {
    for (const { id } of sources) expect(text).toContain(`\`${id}\``);
  });

  it.each(FACT_KINDS)("lists the columns of %s, and which of them are required", (id) => {
    const source = sources.find((s) => s.id === id);
    expect(documented(text, id).map((c) => `${c.name}${c.required ? "!" : ""}`)).toEqual(
      source?.columns?.map((c) => `${c.name}${c.required ? "!" : ""}`),
    );
  });

  it.each(FACT_KINDS)("gives examples for %s that are read as they stand", async (id) => {
    const source = sources.find((s) => s.id === id);
    if (!source) throw new Error(id);
    const columns = documented(text, id).map((c) => (c.name === "flag" ? { ...c, example: "" } : c));
    const csv = `${columns.map((c) => c.name).join(",")}\n${columns.map((c) => `"${c.example}"`).join(",")}\n`;
    const { facts, rejects } = await readAs(source, csv, { ...NOTHING, store: US });
    expect(rejects).toEqual([]);
    expect(facts).toHaveLength(1);
  });
});
