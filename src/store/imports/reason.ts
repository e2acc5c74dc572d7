import type { Text } from "../../domain/value.ts";

/** A reason as the store keeps it: both languages in one cell. */
export const reasonCell = ({ zh, en }: Text): string => JSON.stringify({ zh, en });

/** The reason of a cell; one that was kept before there were two languages is English, and not JSON. */
export function reasonOf(cell: string): Text {
  try {
    const kept: unknown = JSON.parse(cell);
    if (typeof kept === "object" && kept !== null && "zh" in kept && "en" in kept) return { zh: String(kept.zh), en: String(kept.en) };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  return { zh: cell, en: cell };
}
