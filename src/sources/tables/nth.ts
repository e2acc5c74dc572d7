/**
 * Numbers identical keys in the order in which they come: 1 for the first. Lines of an order follow each other in nearly every
 * file, so orders are kept apart and only the one at hand is looked into.
 */
export function nthOf(): (group: string, key: string) => number {
  const groups = new Map<string, Map<string, number> | string>();
  return (group, key) => {
    const known = groups.get(group);
    // Most orders have one line: a string is a quarter of a map.
    if (known === undefined) {
      groups.set(group, key);
      return 1;
    }
    const counts = typeof known === "string" ? new Map([[known, 1]]) : known;
    if (counts !== known) groups.set(group, counts);
    const nth = (counts.get(key) ?? 0) + 1;
    counts.set(key, nth);
    return nth;
  };
}
