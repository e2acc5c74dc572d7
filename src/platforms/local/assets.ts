import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { stripTypeScriptTypes } from "node:module";
import { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { Hono } from "hono";

/** One module as the browser gets it. */
interface PageModule {
  readonly name: string;
  readonly code: string;
}

const ENTRY = new URL("./page/main.ts", import.meta.url);
const SOURCE = new URL("../../", import.meta.url);
const FONT = new URL(import.meta.resolve("@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf"));
// Everything else that page code might import by mistake stops the start with its name instead of reaching a browser.
const PACKAGES = new Set(["preact", "preact/hooks", "htm", "htm/preact"]);
const FOLDERS = ["platforms/local/", "message/", "domain/"];
// Our own modules are formatted: an import begins a line, which a word in a comment does not. The packages' files are minified.
const OWN_IMPORT = /^((?:import|export)\b[^"'`;]*?\bfrom\s*|import\s*)"([^"]+)"/gm;
const PACKED_IMPORT = /(\bfrom\s*|\bimport\s*)"([^"]+)"/g;

/** Node marks its own type stripping as experimental; the person at the terminal can do nothing about it. */
function strip(text: string): string {
  const original = process.emitWarning.bind(process);
  process.emitWarning = () => {};
  try {
    return stripTypeScriptTypes(text);
  } finally {
    process.emitWarning = original;
  }
}

function target(specifier: string, from: URL, source: URL): URL {
  if (specifier.startsWith(".")) {
    const url = new URL(specifier, from);
    if (FOLDERS.some((folder) => url.href.startsWith(new URL(folder, source).href))) return url;
  } else if (PACKAGES.has(specifier)) return new URL(import.meta.resolve(specifier));
  throw new Error(`${fileURLToPath(from)} imports "${specifier}", which the page cannot have`);
}

const nameOf = (url: URL, source: URL): string => {
  const inside = url.href.startsWith(source.href) ? url.href.slice(source.href.length) : url.href.split("/node_modules/").at(-1);
  return (inside ?? "").replaceAll("/", ".").replace(/\.(?:ts|mjs)$/, ".js");
};

/** The page's modules: everything that main.ts reaches, without types, imports turned into neighbours' names. */
export async function pageModules(entry: URL = ENTRY, source: URL = SOURCE): Promise<readonly PageModule[]> {
  const modules = new Map<string, PageModule>();
  const visit = async (url: URL): Promise<void> => {
    if (modules.has(url.href)) return;
    const text = await readFile(url, "utf8");
    const found: URL[] = [];
    const own = url.pathname.endsWith(".ts");
    const code = (own ? strip(text) : text).replaceAll(own ? OWN_IMPORT : PACKED_IMPORT, (_, before: string, specifier: string) => {
      const to = target(specifier, url, source);
      found.push(to);
      return `${before}"./${nameOf(to, source)}"`;
    });
    modules.set(url.href, { name: nameOf(url, source), code: code.replace(/^\/\/# sourceMappingURL=.*$/m, "") });
    for (const to of found) await visit(to);
  };
  await visit(entry);
  return [...modules.values()];
}

/** The page, its style and its font. Names carry a hash of everything, so a browser asks once and never shows an old page. */
export async function assetRoutes(): Promise<Hono> {
  const modules = await pageModules();
  const style = await readFile(new URL("./page/style.css", import.meta.url), "utf8");
  const shell = await readFile(new URL("./page/index.html", import.meta.url), "utf8");
  const icon = await readFile(new URL("./page/icon.svg", import.meta.url), "utf8");
  const hash = createHash("sha256");
  for (const text of [style, icon, ...modules.flatMap(({ name, code }) => [name, code])]) hash.update(text);
  const version = hash.digest("hex").slice(0, 16);
  const base = `/local/assets/${version}`;
  const page = shell
    .replaceAll("{{base}}", base)
    .replace("{{preload}}", modules.map(({ name }) => `<link rel="modulepreload" href="${base}/${name}" />`).join("\n    "));
  const font = await stat(FONT);

  const FOR_EVER = "public, max-age=31536000, immutable";
  const app = new Hono();
  app.get("/", (c) => {
    c.header("cache-control", "no-cache");
    return c.html(page);
  });
  const serve = (name: string, type: string, text: string): void => {
    app.get(`${base}/${name}`, (c) => c.body(text, 200, { "content-type": `${type}; charset=utf-8`, "cache-control": FOR_EVER }));
  };
  for (const { name, code } of modules) serve(name, "text/javascript", code);
  serve("style.css", "text/css", style);
  serve("icon.svg", "image/svg+xml", icon);
  // Only fetched by a browser whose machine has no Chinese font.
  app.get("/local/assets/font.ttf", (c) =>
    c.body(Readable.toWeb(createReadStream(FONT)) as ReadableStream, 200, {
      "content-type": "font/ttf",
      "content-length": String(font.size),
      "cache-control": "public, max-age=2592000",
    }),
  );
  return app;
}
