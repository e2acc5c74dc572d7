import { utf8 } from "../kit.ts";

const tables = new Map<string, ReadonlyMap<string, readonly number[]>>();

/** Every character of one or two bytes, by reading all of them. */
function tableOf(encoding: string): ReadonlyMap<string, readonly number[]> {
  const known = tables.get(encoding);
  if (known) return known;
  const decoder = new TextDecoder(encoding);
  const made = new Map<string, readonly number[]>();
  const see = (...bytes: number[]): void => {
    const text = decoder.decode(Uint8Array.from(bytes));
    if (Array.from(text).length === 1 && text !== "\uFFFD" && !made.has(text)) made.set(text, bytes);
  };
  for (let a = 0; a < 256; a++) see(a);
  if (encoding !== "windows-1252") for (let a = 0x81; a < 255; a++) for (let b = 0x40; b < 255; b++) see(a, b);
  tables.set(encoding, made);
  return made;
}

/** Text as an old program of that country writes it. */
export function encoded(text: string, encoding: string): Uint8Array {
  if (encoding === "utf-8") return utf8(text);
  return Uint8Array.from(
    Array.from(text).flatMap((c) => {
      const bytes = tableOf(encoding).get(c);
      if (!bytes) throw new Error(`${encoding} has no ${c}`);
      return bytes;
    }),
  );
}
