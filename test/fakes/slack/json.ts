/** A JSON object as it comes over the wire: nothing about it is known yet. */
export type Obj = Record<string, unknown>;

export const isObj = (v: unknown): v is Obj => typeof v === "object" && v !== null && !Array.isArray(v);

/** The text under `key`; "" where there is none. */
export const str = (o: Obj | undefined, key: string): string => {
  const v = o?.[key];
  return typeof v === "string" ? v : "";
};

export const obj = (o: Obj | undefined, key: string): Obj | undefined => {
  const v = o?.[key];
  return isObj(v) ? v : undefined;
};

/** The objects in the list under `key`; what is no object is left out. */
export const objs = (o: Obj | undefined, key: string): Obj[] => {
  const v = o?.[key];
  return Array.isArray(v) ? v.filter(isObj) : [];
};

/** Length as a person counts it: code points, so that an emoji beyond the BMP is one. */
export function codePoints(text: string): number {
  let n = 0;
  for (const _ of text) n += 1;
  return n;
}
