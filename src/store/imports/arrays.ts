/** What a cell of a fact table may hold on its way there, as text that PostgreSQL reads. */
export type Cell = string | number | boolean | null;

// PostgreSQL's text cannot hold NUL; a file that has one lost nothing by it.
// oxlint-disable-next-line no-control-regex -- that very character
const SPECIAL = /["\\\0]/g;
const escaped = (c: string) => (c === "\0" ? "" : `\\${c}`);

/**
 * One column as a PostgreSQL array literal. Written here and not by the driver, which takes several times as long over the columns of
 * 250,000 rows.
 */
export function arrayLiteral(cells: readonly Cell[]): string {
  let text = "{";
  for (let i = 0; i < cells.length; i++) {
    const cell = cells[i] ?? null;
    if (i > 0) text += ",";
    if (cell === null) text += "NULL";
    else if (typeof cell === "string") text += `"${cell.replace(SPECIAL, escaped)}"`;
    else text += String(cell);
  }
  return `${text}}`;
}
