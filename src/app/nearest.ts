import { closest } from "../domain/words/closest.ts";

/** The name that was probably meant; undefined when none is near. */
export function nearest(word: string, names: Iterable<string>): string | undefined {
  return closest(
    word,
    Array.from(names, (name) => [name, name] as const),
  );
}
