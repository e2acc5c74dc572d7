/**
 * How probable it is that so many of all returns fall into the recent days if nothing changed: the exact test of two Poisson rates. Given all
 * of them, each falls into the recent days with the recent days' part of the units sold. 1 where nothing was sold or came back.
 */
export function chanceOf(recent: { readonly returned: number; readonly sold: number }, past: typeof recent): number {
  const all = recent.returned + past.returned;
  const sold = recent.sold + past.sold;
  if (all === 0 || recent.sold <= 0 || past.sold <= 0) return 1;
  const part = recent.sold / sold;
  // From the top down the terms grow, so that small ones are added first; as logarithms, since the first of many returns is below any number.
  let log = all * Math.log(part);
  let sum = 0;
  for (let k = all; k >= recent.returned; k--) {
    sum += Math.exp(log);
    log += Math.log((k / (all - k + 1)) * ((1 - part) / part));
  }
  return Math.min(1, sum);
}
