import type { Text } from "../value.ts";

/** A figure as it was said: what late data is told as a difference to. Decimal text; null: there was none. */
export interface SaidFigure {
  readonly kpi: string;
  readonly value: string | null;
}

/** Something exceptional that must be explained. */
export interface SaidEvent {
  /** The same for the same day or run whenever the figures are read. */
  readonly key: string;
  readonly text: Text;
  /** Short, for a choice in a form. */
  readonly label: Text;
}

/** What became of what an action was meant to bring. */
export interface SaidEffect {
  readonly action: number;
  /** In the unit of the KPI; null where nobody can tell. */
  readonly measured: number | null;
  readonly because: Text | null;
  readonly from: string;
  readonly to: string;
}
