import { type Fields, fields, isFields, list, parsed, text } from "./json.ts";

/** A form and what is in it, or a card and what is in it. */
export function* elementsOf(node: Fields): Generator<Fields> {
  for (const key of ["columns", "elements"]) {
    // Of a table, `columns` are no elements.
    if (node["tag"] === "table") continue;
    for (const child of list(node[key])) {
      if (!isFields(child)) continue;
      yield child;
      yield* elementsOf(child);
    }
  }
}

export const cardElements = (content: string): readonly Fields[] => [...elementsOf(fields(fields(parsed(content))["body"]))];

export const labelOf = (element: Fields): string => text(fields(element["text"])["content"]);

/** What a click sends back; undefined: the element calls nobody. */
export function callbackValue(element: Fields): Fields | undefined {
  const behavior = list(element["behaviors"])
    .map(fields)
    .find((b) => b["type"] === "callback");
  return behavior === undefined ? undefined : fields(behavior["value"]);
}

/** Every property of the wish is there with the same value. */
export function includes(value: unknown, wish: unknown): boolean {
  if (isFields(wish)) return isFields(value) && Object.entries(wish).every(([key, part]) => includes(value[key], part));
  if (Array.isArray(wish))
    return Array.isArray(value) && wish.length === value.length && list(wish).every((part, i) => includes(list(value)[i], part));
  return Object.is(value, wish);
}
