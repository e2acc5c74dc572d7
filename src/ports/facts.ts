import type { MeasureAnswer, MeasureQuery } from "../domain/kpi/measure.ts";

/** Reads what can be added up. A measure that cannot be told is missing with its reason, never 0. */
export interface Facts {
  read(query: MeasureQuery): Promise<MeasureAnswer>;
}
