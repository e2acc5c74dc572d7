/** What stands in a document, as far as tests ask for it. */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

export const ROOT = join(import.meta.dirname, "../..");

/** Everything that a stranger reads, English and Chinese. */
export const DOCS: readonly string[] = [
  ...(await readdir(ROOT)).filter((f) => f.endsWith(".md")),
  ...(await readdir(join(ROOT, "docs"))).filter((f) => f.endsWith(".md")).map((f) => `docs/${f}`),
].toSorted();

const CHINESE = /\.zh-CN\.md$/;
export const isChinese = (path: string): boolean => CHINESE.test(path);
/** English documents that have a Chinese twin. */
export const TWINNED = DOCS.filter((d) => DOCS.includes(twinOf(d)));
export function twinOf(path: string): string {
  return path.replace(/\.md$/, ".zh-CN.md");
}

export interface Doc {
  readonly path: string;
  readonly text: string;
  /** Fenced blocks as they stand. */
  readonly raw: readonly { readonly info: string; readonly text: string }[];
  /** The same, lines without indentation. */
  readonly blocks: readonly { readonly info: string; readonly lines: readonly string[] }[];
  /** Rows of every table, cells trimmed, with the header they stand below. */
  readonly rows: readonly { readonly header: string; readonly cells: readonly string[] }[];
  /** Ids that a link may name after `#`. */
  readonly anchors: readonly string[];
}

const FENCE = /^( *)```(.*)\n([\s\S]*?)^ *```$/gm;

/** As GitHub makes them: small letters, spaces to hyphens, everything but letters, digits and hyphens left out. */
const anchorOf = (heading: string): string =>
  heading
    .trim()
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s-]/gu, "")
    .replaceAll(/\s/gu, "-");

function tables(text: string): Doc["rows"] {
  const found: { header: string; cells: string[] }[] = [];
  let header: string | undefined;
  for (const line of text.split("\n")) {
    const row = /^\|(.*)\|$/.exec(line.trim())?.[1];
    if (row === undefined) {
      header = undefined;
      continue;
    }
    const cells = row.split("|").map((c) => c.trim());
    if (header === undefined) header = cells[0] ?? "";
    else if (!/^[-:]+$/.test(cells[0] ?? "")) found.push({ header, cells });
  }
  return found;
}

export function docOf(path: string, text: string): Doc {
  const raw = [...text.matchAll(FENCE)].map((m) => ({ info: (m[2] ?? "").trim(), text: m[3] ?? "" }));
  const blocks = raw.map((b) => ({ info: b.info, lines: b.text.split("\n").map((l) => l.trim()) }));
  const prose = text.replaceAll(FENCE, "");
  return { path, text, raw, blocks, rows: tables(prose), anchors: [...prose.matchAll(/^#+ (.*)$/gm)].map((m) => anchorOf(m[1] ?? "")) };
}

export const readDoc = async (path: string): Promise<Doc> => docOf(path, await readFile(join(ROOT, path), "utf8"));

/** `code` in a text, fenced blocks left out. */
export const spans = (text: string): string[] => [...text.replaceAll(FENCE, "").matchAll(/`([^`\n]+)`/g)].map((m) => m[1] ?? "");

/** A command line of Purser's, as documents write it. */
export const COMMAND = /^(?:[A-Z_]+=\S+ )*(?:npm run (?:-s )?purser -- |purser )(.*)$/;

/** A line as a shell reads it. */
export const uncommented = (line: string): string => line.replace(/(?:^|\s+)#.*$/, "");

/** What only shows where something goes: `FILE`, `…`, `YOU@COMPANY`. */
export const isPattern = (line: string): boolean =>
  /…|\b(?:FILE|NUMBER|NAME|KEY)\b|YOU@|\[|(?:lane|store|warehouse|supplier) add$/.test(line);
