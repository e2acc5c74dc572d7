import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import { assetRoutes, pageModules } from "../../../src/platforms/local/assets.ts";

const greeting = async () => ({ lang: "en" as const, first: null });

describe("the page's own files", () => {
  it("are everything that the page imports, under names that it finds them by", async () => {
    const modules = await pageModules();
    const names = new Set(modules.map(({ name }) => name));
    const wanted = modules.flatMap(({ code }) =>
      [...code.matchAll(/^(?:import|export)\b[^"'`;]*?from\s*"([^"]+)"/gm)].map((m) => m[1] ?? ""),
    );

    expect(names).toContain("platforms.local.page.main.js");
    expect(names).toContain("message.format.js");
    expect(names.size).toBe(modules.length);
    expect(wanted.filter((name) => !names.has(name.replace(/^\.\//, "")))).toEqual([]);
  });

  it("have no types left and no package by its bare name", async () => {
    for (const { code } of await pageModules()) {
      expect(code).not.toMatch(/^import type|^export interface/m);
      expect(code).not.toMatch(/from\s*"(?!\.\/)/);
    }
  });

  it("stop the start when they import what a browser cannot have", async () => {
    const home = await mkdtemp(join(tmpdir(), "purser-page-"));
    try {
      const folder = join(home, "platforms/local/page");
      await mkdir(folder, { recursive: true });
      const entry = join(folder, "main.ts");
      const modules = () => pageModules(pathToFileURL(entry), pathToFileURL(`${home}/`));
      await writeFile(entry, 'import { readFile } from "node:fs/promises";\nexport const x = readFile;\n');
      await expect(modules()).rejects.toThrow(/main\.ts imports "node:fs\/promises"/);
      await writeFile(entry, 'import { x } from "../../../../store/workspace.ts";\nexport const y = x;\n');
      await expect(modules()).rejects.toThrow(/which the page cannot have/);
      await writeFile(entry, '// a comment that speaks of an import from "nowhere"\nexport const text = \'x from "y"\';\n');
      expect((await modules())[0]?.code).toContain('from "nowhere"');
    } finally {
      await rm(home, { recursive: true });
    }
  });

  it("are kept by the browser for ever under a name of their contents, and the page itself never", async () => {
    const app = await assetRoutes(greeting);
    const page = await app.request("/");
    const html = await page.text();
    const script = /<script type="module" src="([^"]+)"/.exec(html)?.[1] ?? "";
    const style = /rel="stylesheet" href="([^"]+)"/.exec(html)?.[1] ?? "";

    expect(page.headers.get("cache-control")).toBe("no-cache");
    expect(html).not.toMatch(/\{\{|<script(?![^>]*(?:src=|type="application\/json"))/);
    for (const [path, type] of [
      [script, "text/javascript"],
      [style, "text/css"],
    ] as const) {
      const file = await app.request(path);
      expect([file.status, file.headers.get("content-type"), file.headers.get("cache-control")]).toEqual([
        200,
        `${type}; charset=utf-8`,
        "public, max-age=31536000, immutable",
      ]);
    }
  });

  it("include a Chinese font for machines that have none", async () => {
    const font = await (await assetRoutes(greeting)).request("/local/assets/font.ttf");
    const bytes = new Uint8Array(await font.arrayBuffer());
    expect(bytes.length).toBe(Number(font.headers.get("content-length")));
    expect(bytes.slice(0, 4)).toEqual(Uint8Array.of(0, 1, 0, 0));
  });
});
