import { closest as near } from "../domain/words/closest.ts";

/** The name that was probably meant; undefined when none is near. */
export function closest(word: string, names: Iterable<string>): string | undefined {
  return near(
    word,
    Array.from(names, (name) => [name, name] as const),
  );
}
