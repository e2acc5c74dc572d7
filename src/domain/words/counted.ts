/** `1 row`, `0 rows`, `2 rows`; `many` where the plural is more than an s. */
export function counted(n: number, one: string, many = `${one}s`): string {
  return `${n} ${n === 1 ? one : many}`;
}
