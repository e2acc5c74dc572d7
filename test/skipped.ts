/** Says what is not tested on this machine and why, where there is a reason; answers whether there is one. */
export function skipped(what: string, because: string | undefined): boolean {
  if (because === undefined) return false;
  process.stderr.write(`skipped: ${what}: ${because}\n`);
  return true;
}
