import type { DemandBasis } from "../restock/types.ts";
import type { Levels } from "./levels.ts";
import { POOL_SETTINGS } from "./pool.ts";
import { windowsOf } from "./spread.ts";

/** Four weeks, as the field measures (M5). */
const SPAN = 28;
/** Fewer looks back say nothing. */
const LEAST = 4;

/** How forecasts of four weeks, made the same way at past origins, compare with what came; null: the history is too short. */
export function accuracyOf(levels: Levels): NonNullable<DemandBasis["accuracy"]> | null {
  const windows = windowsOf(levels, SPAN, POOL_SETTINGS);
  const came = windows.reduce((sum, w) => sum + w.came, 0);
  if (windows.length < LEAST || came <= 0) return null;
  return {
    days: SPAN,
    windows: windows.length,
    error: windows.reduce((sum, w) => sum + Math.abs(w.forecast - w.came), 0) / came,
    bias: windows.reduce((sum, w) => sum + w.forecast - w.came, 0) / came,
  };
}
