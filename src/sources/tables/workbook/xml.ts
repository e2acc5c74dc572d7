import { broken } from "./broken.ts";

/** What is told of a document, in its order. Names come without their prefix; attributes as they are written. */
export interface Listener {
  readonly open?: (name: string, attributes: string) => void;
  readonly close?: (name: string) => void;
  /** Text between tags, decoded; a long one comes in pieces. */
  readonly text?: (text: string) => void;
}

/** A tag of more characters is no tag. */
const LONGEST_TAG = 256 * 1024;
const LONGEST_ENTITY = 12;
const NAMED: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
const ENTITY = /&(?:#x([0-9a-fA-F]{1,6})|#([0-9]{1,7})|([a-zA-Z]{1,8}));?/g;

function decodedText(text: string, odd: (entity: string) => string): string {
  if (!text.includes("&")) return text;
  return text.replace(ENTITY, (whole, hex: string | undefined, decimal: string | undefined, named: string | undefined) => {
    if (!whole.endsWith(";")) return odd(whole);
    if (named !== undefined) return NAMED[named] ?? odd(whole);
    const point = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return point > 0x10ffff ? odd(whole) : String.fromCodePoint(point);
  });
}

const attributePatterns = new Map<string, RegExp>();
const patternOf = (name: string): RegExp => {
  const known = attributePatterns.get(name);
  if (known) return known;
  const made = new RegExp(`(?:^|\\s)(?:[\\w.-]+:)?${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`);
  attributePatterns.set(name, made);
  return made;
};

/** The value of an attribute, with any prefix or none. */
export function attribute(attributes: string, name: string): string | undefined {
  const m = patternOf(name).exec(attributes);
  const value = m?.[1] ?? m?.[2];
  return value === undefined || !value.includes("&") ? value : decodedText(value, (entity) => entity);
}

/** Where a tag ends: a `>` inside quotes is none. -1 where the end is still to come. */
function endOfTag(text: string, from: number): number {
  for (let at = from; at < text.length; at += 1) {
    const c = text.charCodeAt(at);
    if (c === 0x3e) return at;
    if (c === 0x22 || c === 0x27) {
      at = text.indexOf(c === 0x22 ? '"' : "'", at + 1);
      if (at < 0) return -1;
    }
  }
  return -1;
}

const localName = (name: string): string => {
  const colon = name.indexOf(":");
  return colon < 0 ? name : name.slice(colon + 1);
};

/**
 * Reads XML piece by piece and keeps nothing but what a piece cut in two. Document types are refused: entities that are declared in a
 * file are how small files become large ones.
 */
export class XmlReader {
  readonly #file: string;
  readonly #part: string;
  readonly #to: Listener;
  #rest = "";
  #depth = 0;
  #roots = 0;

  constructor(file: string, part: string, to: Listener) {
    this.#file = file;
    this.#part = part;
    this.#to = to;
  }

  readonly #fail = (why: string): never => {
    throw broken(this.#file, {
      zh: `${this.#part} 的 XML 有误：${why.slice(0, 40)}`,
      en: `the XML of ${this.#part} is wrong: ${why.slice(0, 40)}`,
    });
  };

  #say(text: string): void {
    if (text !== "" && this.#depth > 0) this.#to.text?.(decodedText(text, this.#fail));
  }

  push(piece: string): void {
    const text = this.#rest === "" ? piece : this.#rest + piece;
    let at = 0;
    for (;;) {
      const less = text.indexOf("<", at);
      if (less < 0) {
        // An entity may be cut in two.
        const amp = text.lastIndexOf("&");
        const until = amp >= at && amp > text.length - LONGEST_ENTITY ? amp : text.length;
        this.#say(text.slice(at, until));
        this.#rest = text.slice(until);
        return;
      }
      if (less > at) this.#say(text.slice(at, less));
      const after = this.#markup(text, less);
      if (after < 0) {
        this.#rest = text.slice(less);
        if (this.#rest.length > LONGEST_TAG) this.#fail(this.#rest);
        return;
      }
      at = after;
    }
  }

  /** Deals with what begins at `less` and says where it ends; -1 where it is not all there. */
  #markup(text: string, less: number): number {
    const next = text.charCodeAt(less + 1);
    if (Number.isNaN(next)) return -1;
    if (next === 0x21) return this.#declaration(text, less);
    if (next === 0x3f) {
      const end = text.indexOf("?>", less);
      return end < 0 ? -1 : end + 2;
    }
    const end = endOfTag(text, less + 1);
    if (end < 0) return -1;
    if (next === 0x2f) {
      this.#depth -= 1;
      if (this.#depth < 0) this.#fail(text.slice(less, end + 1));
      this.#to.close?.(localName(text.slice(less + 2, end).trimEnd()));
      return end + 1;
    }
    const single = text.charCodeAt(end - 1) === 0x2f;
    const last = single ? end - 1 : end;
    let nameEnd = less + 1;
    while (nameEnd < last && text.charCodeAt(nameEnd) > 0x20) nameEnd += 1;
    if (this.#depth === 0) this.#roots += 1;
    const name = localName(text.slice(less + 1, nameEnd));
    this.#depth += 1;
    this.#to.open?.(name, text.slice(nameEnd, last));
    if (single) {
      this.#depth -= 1;
      this.#to.close?.(name);
    }
    return end + 1;
  }

  #declaration(text: string, less: number): number {
    if (text.startsWith("<!--", less)) {
      const end = text.indexOf("-->", less + 4);
      return end < 0 ? -1 : end + 3;
    }
    if (text.startsWith("<![CDATA[", less)) {
      const end = text.indexOf("]]>", less);
      if (end < 0) return -1;
      if (this.#depth > 0) this.#to.text?.(text.slice(less + 9, end));
      return end + 3;
    }
    if (text.length - less < 9 && ("<![CDATA[".startsWith(text.slice(less)) || "<!--".startsWith(text.slice(less)))) return -1;
    return this.#fail(text.slice(less, less + 12));
  }

  end(): void {
    if (this.#rest.trim() !== "" || this.#depth !== 0 || this.#roots !== 1) this.#fail(this.#rest || "EOF");
  }
}

/** Reads a whole part. */
export async function readXml(file: string, part: string, text: AsyncIterable<string>, to: Listener): Promise<void> {
  const reader = new XmlReader(file, part, to);
  for await (const piece of text) reader.push(piece);
  reader.end();
}
