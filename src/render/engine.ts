import { type Canvas, createCanvas, GlobalFonts } from "canvas";
import { fileURLToPath } from "node:url";
import { type Loader, parse, type Spec, View } from "vega";
import { compile, type TopLevelSpec } from "vega-lite";
import { listener } from "./listener.ts";
import { pngEncoder } from "./png.ts";
import { fill, type Row } from "./rows.ts";

const FAMILY = "Noto Sans SC";
const FILE = "@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf";
/** Compiled specs that are kept; a chart needs a handful (language, margins, with and without an area). */
const KEPT = 32;
/** Canvases that are kept, of different sizes. */
const PAPERS = 4;

export interface Drawn {
  readonly png: Uint8Array;
  readonly warnings: readonly string[];
}

export interface Engine {
  /** Draws a spec whose rows all lie in `datasets`. Never reads a file or an address. */
  draw(spec: TopLevelSpec, scale: number): Promise<Drawn>;
}

interface Prepared {
  readonly view: View;
  readonly tables: readonly string[];
}

/** What differs between two pictures of one form. */
interface Changing {
  readonly tables: Readonly<Record<string, Row[]>>;
  readonly params: readonly { readonly name: string; readonly value: unknown }[];
}

function split(spec: TopLevelSpec): { form: TopLevelSpec; changing: Changing } {
  const { datasets = {}, params = [], ...rest } = spec as TopLevelSpec & { datasets?: Record<string, Row[]> };
  const values = params.map((p) => ({ name: p.name, value: "value" in p ? p.value : undefined }));
  // A domain needs two numbers to compile; they are replaced before anything is drawn.
  const form = { ...rest, params: params.map((p) => ({ name: p.name, value: [0, 1] })) } as TopLevelSpec;
  return { form, changing: { tables: datasets, params: values } };
}

/** A loader that loads nothing. Vega only warns of a failed load and draws without the rows, so the refusal is an error of its own. */
function refusing(errors: string[]): Loader {
  const refuse = (uri: unknown): Promise<never> => {
    const error = new Error(`a chart may not load "${String(uri)}"`);
    errors.push(error.message);
    return Promise.reject(error);
  };
  return { load: refuse, sanitize: refuse, http: refuse, file: refuse };
}

function registerFont(): void {
  if (GlobalFonts.has(FAMILY)) return;
  const path = fileURLToPath(import.meta.resolve(FILE));
  if (!GlobalFonts.registerFromPath(path, FAMILY)) throw new Error(`the font ${path} cannot be read`);
}

/**
 * Vega on a canvas in memory. A spec without its rows is compiled once and its view kept: the next picture of the same form only
 * gets other rows, which takes a tenth of the time. That is sound because charts keep everything that depends on data in rows
 * (charts/define.ts), and a test draws A, B, A and compares.
 */
export function makeEngine(): Engine {
  registerFont();
  const prepared = new Map<string, Prepared>();
  const log = listener();
  const papers = new Map<string, Canvas>();
  const encode = pngEncoder();

  function prepare(key: string, spec: TopLevelSpec, tables: readonly string[]): Prepared {
    const kept = prepared.get(key);
    if (kept) {
      prepared.delete(key); // and set again below: the least recently drawn is the first in the map
      prepared.set(key, kept);
      return kept;
    }
    const empty = Object.fromEntries(tables.map((name) => [name, []]));
    const compiled: Spec = compile({ ...spec, datasets: empty } as TopLevelSpec, { logger: log }).spec;
    const used = new Set((compiled.data ?? []).map((d) => d.name));
    const view = new View(parse(compiled), { renderer: "none", loader: refusing(log.errors), logger: log });
    const made = { view, tables: tables.filter((name) => used.has(name)) };
    prepared.set(key, made);
    for (const [oldest, { view: old }] of prepared) {
      if (prepared.size <= KEPT) break;
      prepared.delete(oldest);
      old.finalize();
    }
    return made;
  }

  /** A canvas of that size, used again: four megabytes of fresh memory take longer to get than to draw on. */
  function paper(width: number, height: number): Canvas {
    const size = `${width} ${height}`;
    const canvas = papers.get(size) ?? createCanvas(width, height);
    papers.delete(size);
    papers.set(size, canvas);
    const [oldest] = papers.keys();
    if (papers.size > PAPERS && oldest !== undefined) papers.delete(oldest);
    const context = canvas.getContext("2d");
    // The host's language must not choose the form of a character.
    context.lang = "zh-Hans";
    context.setTransform(1, 0, 0, 1, 0, 0);
    return canvas;
  }

  async function render(key: string, form: TopLevelSpec, { tables: data, params }: Changing, scale: number): Promise<Uint8Array> {
    const { view, tables } = prepare(key, form, Object.keys(data));
    for (const { name, value } of params) view.signal(name, value as never);
    for (const name of tables) fill(view, name, data[name] ?? []);
    await view.runAsync();
    const pad = view.padding() as { left: number; right: number; top: number; bottom: number };
    const width = Math.ceil((view.width() + pad.left + pad.right) * scale);
    const height = Math.ceil((view.height() + pad.top + pad.bottom) * scale);
    const canvas = paper(width, height);
    await view.toCanvas(scale, { externalContext: canvas.getContext("2d") });
    const pixels = canvas.data();
    const png = encode(pixels, width, height);
    // Gives the memory back now and not when garbage is collected: the next picture gets it again, and fresh memory takes 6 ms to get.
    (pixels.buffer as ArrayBuffer).transfer(0);
    return png;
  }

  return {
    async draw(spec, scale) {
      const { form, changing } = split(spec);
      const key = JSON.stringify(form);
      log.warnings.length = 0;
      log.errors.length = 0;
      try {
        const png = await render(key, form, changing, scale);
        if (log.errors.length > 0) throw new Error(log.errors.join("; "));
        return { png, warnings: [...log.warnings] };
      } catch (error) {
        prepared.get(key)?.view.finalize(); // half drawn: the next picture must not start from it
        prepared.delete(key);
        throw error;
      }
    },
  };
}
