import { figure } from "../domain/restock/figures.ts";
import { lateForEvent } from "../domain/restock/late-for-event.ts";
import type { PlanLine, PlannedEvent } from "../domain/restock/types.ts";
import type { Text } from "../domain/value.ts";

/** When each part of an order arrives, and which of them is too late for an event's warehouse. */
export function arrivalsText(line: Pick<PlanLine, "legs" | "demand">): Text {
  const arrives = line.legs.map((l) => `${l.route ?? "—"} → ${l.arrivesOn}`).join(", ");
  const late = lateForEvent(line).map(({ leg, event: { name, inboundBy = leg.arrivesOn } }): Text => {
    const [all, n, by] = [line.legs.length === 1, figure(leg.units), inboundBy.slice(5)];
    return {
      zh: `${all ? "" : `其中 ${n} 件`}晚于“${name.zh}”的入仓截止（${by}）`,
      en: `${all ? "arrives" : `${n} of it arrive`} after the inbound deadline of ${name.en} (${by})`,
    };
  });
  return { zh: [arrives, ...late.map((l) => l.zh)].join("；"), en: [arrives, ...late.map((l) => l.en)].join("; ") };
}

/** `×1.5 (with the season; +18% by the event itself)`: what a promotion's own card says, where the season makes another factor of it. */
export function factorText({ uplift, alone }: Pick<PlannedEvent, "uplift" | "alone">): Text {
  const factor = `×${figure(1 + uplift, 1)}`;
  if (alone === undefined || Math.abs(alone - uplift) < 0.05) return { zh: factor, en: factor };
  const share = `${alone < 0 ? "−" : "+"}${figure(100 * Math.abs(alone))}%`;
  return { zh: `${factor}（含季节，大促本身 ${share}）`, en: `${factor} (with the season; ${share} by the event itself)` };
}
