/** Edits (insert, delete, replace, swap of neighbours) that make `b` out of `a`: Damerau–Levenshtein, restricted to adjacent swaps. */
export function distance(a: string, b: string): number {
  const s = Array.from(a);
  const t = Array.from(b);
  let beforeLast: number[] = [];
  let last = Array.from({ length: t.length + 1 }, (_, j) => j);
  for (let i = 1; i <= s.length; i++) {
    const row = [i];
    for (let j = 1; j <= t.length; j++) {
      const same = s[i - 1] === t[j - 1] ? 0 : 1;
      let best = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + same);
      if (i > 1 && j > 1 && s[i - 1] === t[j - 2] && s[i - 2] === t[j - 1]) best = Math.min(best, (beforeLast[j - 2] ?? 0) + 1);
      row.push(best);
    }
    beforeLast = last;
    last = row;
  }
  return last[t.length] ?? 0;
}

/** Spellings that mean the same to a reader are the same here: case, spaces, hyphens, underscores. */
export function fold(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll(/[\s_-]+/gu, "-");
}

/** The nearest of the candidates, if it is near enough to be what was meant: a third of its letters may differ, at least one. */
export function closest<T>(word: string, candidates: Iterable<readonly [spelling: string, meaning: T]>): T | undefined {
  const wanted = fold(word);
  let best: T | undefined;
  let bestDistance = Infinity;
  for (const [spelling, meaning] of candidates) {
    const folded = fold(spelling);
    // One letter is near everything of two letters.
    if (folded.length < 2 || wanted.length < 2) continue;
    const d = distance(wanted, folded);
    if (d < bestDistance && d <= Math.max(1, Math.floor(folded.length / 3)) && d < wanted.length) {
      best = meaning;
      bestDistance = d;
    }
  }
  return best;
}

/** The nearest of plain names; undefined when none is near. */
export function closestName(word: string, names: Iterable<string>): string | undefined {
  return closest(
    word,
    Array.from(names, (name) => [name, name] as const),
  );
}
