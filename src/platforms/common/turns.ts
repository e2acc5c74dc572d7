/**
 * Files that are fetched or read at the same time. Each may have 100 MB, and lies on the disk until it is read: what people drop at once must
 * not fill it. The store takes one import at a time anyway.
 */
export const FILES_AT_ONCE = 3;

/** Lets so many in at once; the others wait in the order in which they came. */
export function turns(limit: number): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let inside = 0;
  return async (work) => {
    // Whoever leaves hands the place on, so that nobody who comes just then slips in before the first in the row.
    if (inside < limit) inside += 1;
    else await new Promise<void>((next) => void waiting.push(next));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next === undefined) inside -= 1;
      else next();
    }
  };
}
