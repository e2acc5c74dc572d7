/** Answers that are kept; a failed one is not. */
export interface Kept {
  once<T>(key: string, read: () => Promise<T>): Promise<T>;
}

/** More than a question needs; whoever asks for hundreds of periods under one state of the facts starts anew. */
const MOST = 400;

export function makeKept(): Kept {
  const answers = new Map<string, Promise<unknown>>();
  return {
    once<T>(key: string, read: () => Promise<T>): Promise<T> {
      const kept = answers.get(key);
      if (kept !== undefined) return kept as Promise<T>;
      if (answers.size >= MOST) answers.clear();
      const made = read();
      answers.set(key, made);
      made.catch(() => answers.delete(key));
      return made;
    },
  };
}
