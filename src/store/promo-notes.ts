import { type Day, parseDay } from "../domain/calendar/day.ts";
import { ASSUMPTION_TOPICS, type LearntLine, type PlannedQuantity, type PromoNote } from "../domain/promo/types.ts";

type Kept = Readonly<Record<string, unknown>>;

const isKept = (data: unknown): data is Kept => typeof data === "object" && data !== null && !Array.isArray(data);

/** Reads what was kept of an entry; throws, naming the place, where it is none of this version. */
export function keptNote(kind: string, kept: unknown, where: string): PromoNote {
  const wrong = (what: string): Error => new Error(`${where} (${kind}) has no ${what}: ${JSON.stringify(kept)?.slice(0, 200)}`);
  if (!isKept(kept)) throw wrong("content");
  const text = (of: Kept, name: string): string => {
    const v = of[name];
    if (typeof v !== "string") throw wrong(name);
    return v;
  };
  const number = (of: Kept, name: string): number => {
    const v = of[name];
    if (typeof v !== "number") throw wrong(name);
    return v;
  };
  const dayIn = (of: Kept, name: string): Day => {
    const v = parseDay(text(of, name));
    if (v === undefined) throw wrong(name);
    return v;
  };
  const nullable = (of: Kept, name: string): string | null => (of[name] === null ? null : text(of, name));
  const lines = (of: Kept): readonly Kept[] => {
    const v = of["lines"];
    if (!Array.isArray(v) || !v.every(isKept)) throw wrong("lines");
    return v;
  };
  switch (kind) {
    case "assumption": {
      const topic = ASSUMPTION_TOPICS.find((t) => t === kept["topic"]);
      if (topic === undefined) throw wrong("topic");
      return { kind, sku: nullable(kept, "sku"), topic, share: number(kept, "share"), why: text(kept, "why") };
    }
    case "commitment":
      return {
        kind,
        creator: text(kept, "creator"),
        ...(kept["code"] !== undefined && { code: text(kept, "code") }),
        sku: text(kept, "sku"),
        units: number(kept, "units"),
        from: dayIn(kept, "from"),
        to: dayIn(kept, "to"),
      };
    case "quantities": {
      const cost = kept["cost"];
      return {
        kind,
        cost: isKept(cost) ? { amount: number(cost, "amount"), currency: text(cost, "currency") } : null,
        lines: lines(kept).map((l): PlannedQuantity => ({
          sku: text(l, "sku"),
          warehouse: text(l, "warehouse"),
          units: number(l, "units"),
          uplift: number(l, "uplift"),
          expected: number(l, "expected"),
          low: number(l, "low"),
          high: number(l, "high"),
          ...(l["alone"] !== undefined && { alone: number(l, "alone") }),
          ...(l["base"] !== undefined && { base: number(l, "base") }),
        })),
      };
    }
    case "spend":
      return { kind, what: text(kept, "what"), amount: number(kept, "amount"), currency: text(kept, "currency") };
    case "tick":
      return { kind, item: text(kept, "item"), done: kept["done"] === true };
    case "withdrawal":
      return { kind, entry: number(kept, "entry") };
    case "outcome":
      return {
        kind,
        lines: lines(kept).map((l): LearntLine => ({
          sku: text(l, "sku"),
          category: nullable(l, "category"),
          units: number(l, "units"),
          base: number(l, "base"),
        })),
      };
    default:
      throw wrong("known kind");
  }
}
