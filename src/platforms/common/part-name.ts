import { createHash } from "node:crypto";

/**
 * The opaque sign of a part in the name of its file. A file carries nothing else by which it could be found in a history; and two files of one
 * name would be one to whoever downloads both.
 */
export const signOf = (key: string): string => createHash("sha256").update(key).digest("hex").slice(0, 12);

/** `restock.csv` of the part `key` -> `restock-4f1d….csv` */
export function signed(name: string, key: string): string {
  const dot = name.lastIndexOf(".");
  return `${name.slice(0, dot)}-${signOf(key)}${name.slice(dot)}`;
}

/** Whether a file with this name is the part `key`. */
export const hasSign = (name: string, key: string): boolean => name.includes(`-${signOf(key)}.`);
