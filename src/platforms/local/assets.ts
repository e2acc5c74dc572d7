import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { stripTypeScriptTypes } from "node:module";
import { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { type Context, Hono } from "hono";
import { getCookie } from "hono/cookie";
import { pageOf, type Shell, THEME_COOKIE, themeOf } from "./shell.ts";

/** One module as the browser gets it. */
interface PageModule {
  readonly name: string;
  readonly code: string;
}

const ENTRY = new URL("./page/main.ts", import.meta.url);
const SOURCE = new URL("../../", import.meta.url);
const FONT = new URL(import.meta.resolve("@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf"));
// In this order: what is later in the list may overrule what is before it.
const STYLES = ["base", "frame", "sidebar", "entries", "working", "welcome", "card", "blocks", "composer", "dialogs", "narrow"];
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

async function styleSheet(): Promise<string> {
  const parts = STYLES.map((name) => readFile(new URL(`./page/style/${name}.css`, import.meta.url), "utf8"));
  return (await Promise.all(parts)).join("\n");
}

/** What the page is for whoever asks; the theme is the cookie's. */
type Greeting = (c: Context) => Promise<Omit<Shell, "theme">>;

/** The page, its style and its font. Names carry a hash of everything, so a browser asks once and never shows an old page. */
export async function assetRoutes(greeting: Greeting): Promise<Hono> {
  const modules = await pageModules();
  const style = await styleSheet();
  const shell = await readFile(new URL("./page/index.html", import.meta.url), "utf8");
  const icon = await readFile(new URL("./page/icon.svg", import.meta.url), "utf8");
  const hash = createHash("sha256");
  for (const text of [style, icon, ...modules.flatMap(({ name, code }) => [name, code])]) hash.update(text);
  const version = hash.digest("hex").slice(0, 16);
  const base = `/local/assets/${version}`;
  const template = shell
    .replaceAll("{{base}}", base)
    .replace("{{preload}}", modules.map(({ name }) => `<link rel="modulepreload" href="${base}/${name}" />`).join("\n    "));
  const font = await stat(FONT);

  const FOR_EVER = "public, max-age=31536000, immutable";
  const app = new Hono();
  app.get("/", async (c) => {
    c.header("cache-control", "no-cache");
    return c.html(pageOf(template, { ...(await greeting(c)), theme: themeOf(getCookie(c, THEME_COOKIE)) }));
  });
  const serve = (name: string, type: string, text: string): void => {
    const packed = new Uint8Array(gzipSync(text, { level: 9 }));
    const headers = { "content-type": `${type}; charset=utf-8`, "cache-control": FOR_EVER, vary: "accept-encoding" };
    app.get(`${base}/${name}`, (c) =>
      /\bgzip\b/.test(c.req.header("accept-encoding") ?? "")
        ? c.body(packed, 200, { ...headers, "content-encoding": "gzip" })
        : c.body(text, 200, headers),
    );
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
