import { Decimal } from "decimal.js";
import type { Maybe } from "../value.ts";
import type { SaidFigure } from "./said.ts";

/** A figure that reads otherwise than it was said. */
export interface LateDifference {
  readonly kpi: string;
  readonly said: Maybe<Decimal>;
  readonly now: Maybe<Decimal>;
}

const NOT_SAID = { kind: "missing", because: { zh: "冻结时没有数据", en: "nothing was known when it was frozen" } } as const;
/** Below a tenth of a thousandth nobody reads a difference. */
const VISIBLE = 0.0001;

const differs = (a: Decimal, b: Decimal): boolean => a.minus(b).abs().gt(Decimal.max(a.abs(), b.abs()).times(VISIBLE));

/** What was said, against the same figures as they are now. A figure that is new or gone is a difference too. */
export function lateDifferences(said: readonly SaidFigure[], now: ReadonlyMap<string, Maybe<Decimal>>): LateDifference[] {
  return said.flatMap(({ kpi, value }): LateDifference[] => {
    const is = now.get(kpi);
    if (is === undefined) return [];
    const was: Maybe<Decimal> = value === null ? NOT_SAID : { kind: "value", value: new Decimal(value) };
    if (was.kind === "missing" || is.kind === "missing") return was.kind === is.kind ? [] : [{ kpi, said: was, now: is }];
    return differs(was.value, is.value) ? [{ kpi, said: was, now: is }] : [];
  });
}
