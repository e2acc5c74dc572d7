/** What one file may be at most. Guards for the machine, not rules of the trade. */
export interface Limits {
  /** Bytes after unpacking. */
  readonly bytes: number;
  /** Bytes of a JSON document: it has to lie in memory whole. */
  readonly jsonBytes: number;
  readonly jsonDepth: number;
  /** Bytes of a workbook as it comes, packed: it lies in memory while it is read. Each of its sheets may unpack to `bytes`. */
  readonly workbookBytes: number;
  /** Bytes of a workbook's texts, unpacked: they have to lie in memory whole. */
  readonly stringBytes: number;
  readonly columns: number;
  /** Characters of one cell. */
  readonly cell: number;
  /** Bytes of one record; past it a quote was never closed, or somebody is trying something. */
  readonly record: number;
  /** Records near the top among which the header is looked for. */
  readonly headerWithin: number;
}

export const LIMITS: Limits = {
  bytes: 200 * 1024 * 1024,
  jsonBytes: 64 * 1024 * 1024,
  jsonDepth: 32,
  workbookBytes: 64 * 1024 * 1024,
  stringBytes: 64 * 1024 * 1024,
  columns: 200,
  cell: 32 * 1024,
  record: 512 * 1024,
  headerWithin: 20,
};
