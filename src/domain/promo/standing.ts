import type { Assumption, Commitment, Outcome, PromoEntry, PromoNote, Quantities, Spend, Tick } from "./types.ts";

/** What stands of all that was entered. */
export interface Standing {
  readonly assumptions: readonly PromoEntry<Assumption>[];
  readonly commitments: readonly PromoEntry<Commitment>[];
  /** The newest confirmation. */
  readonly quantities: PromoEntry<Quantities> | null;
  readonly spends: readonly PromoEntry<Spend>[];
  readonly done: ReadonlyMap<string, PromoEntry<Tick>>;
  readonly outcome: PromoEntry<Outcome> | null;
}

const isOf =
  <K extends PromoNote["kind"]>(kind: K) =>
  (entry: PromoEntry): entry is PromoEntry<Extract<PromoNote, { kind: K }>> =>
    entry.note.kind === kind;

/** Later words on one thing replace earlier ones: an assumption of the same SKU and topic, a confirmation, a tick. */
export function standingOf(entries: readonly PromoEntry[]): Standing {
  const withdrawn = new Set(entries.filter(isOf("withdrawal")).map((e) => e.note.entry));
  const stands = entries.filter((e) => !withdrawn.has(e.id)).toSorted((a, b) => a.id - b.id);
  const assumptions = new Map<string, PromoEntry<Assumption>>();
  // Set anew, so that the order is that of the newest words.
  for (const e of stands.filter(isOf("assumption"))) {
    const key = `${e.note.topic} ${e.note.sku ?? ""}`;
    assumptions.delete(key);
    assumptions.set(key, e);
  }
  const ticks = new Map(stands.filter(isOf("tick")).map((e) => [e.note.item, e]));
  return {
    assumptions: [...assumptions.values()],
    commitments: stands.filter(isOf("commitment")),
    quantities: stands.filter(isOf("quantities")).at(-1) ?? null,
    spends: stands.filter(isOf("spend")),
    done: new Map([...ticks].filter(([, e]) => e.note.done)),
    outcome: stands.filter(isOf("outcome")).at(-1) ?? null,
  };
}
