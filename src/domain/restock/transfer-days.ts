import { daysBetween } from "../calendar/day.ts";
import { lateShare, leastShipments, transferDays } from "../policy/declared/lead-time.ts";
import type { PolicyReader } from "../policy/reader.ts";
import { durationOf, durationQuantile } from "./duration.ts";
import type { MoveDays, PastMove, PastShipment } from "./past-shipment.ts";
import type { PlanInput } from "./types.ts";

const samplesOf = (moves: readonly PastMove[], of: (m: PastMove) => boolean): readonly number[] =>
  moves.flatMap((m) => {
    const days = daysBetween(m.leftOn, m.receivedOn);
    return of(m) && days >= 0 ? [days] : [];
  });

/**
 * Files name no warehouse that goods leave. Where other shipments of theirs say how they travel, one that does not only goes from next door; where none
 * says, nothing is known of any.
 */
const fromFiles = (past: readonly PastShipment[]): readonly PastMove[] =>
  past.some((s) => s.mode !== null)
    ? past.flatMap(({ mode, lane, leftOn, receivedOn }) =>
        mode === null && (lane ?? null) === null && leftOn !== null && receivedOn !== null
          ? [{ from: null, nextDoor: true, leftOn, receivedOn }]
          : [],
      )
    : [];

interface Known {
  /** Of a lane: those by another are left out. */
  readonly from: (giver: string, lane: string | undefined) => readonly number[];
  /** Of moves from any warehouse of the same country. */
  readonly nextDoor: readonly number[];
}

const NO_MOVES: readonly PastMove[] = [];
const NO_SHIPMENTS: readonly PastShipment[] = [];
const known = new WeakMap<readonly PastMove[], WeakMap<readonly PastShipment[], Known>>();

/** What past moves to a warehouse tell: worked out once for all its SKUs. */
function knownOf(moves: readonly PastMove[], past: readonly PastShipment[]): Known {
  const byPast = known.get(moves) ?? new WeakMap<readonly PastShipment[], Known>();
  known.set(moves, byPast);
  let found = byPast.get(past);
  if (found === undefined) {
    const all = [...moves, ...fromFiles(past)];
    const givers = new Map<string, readonly number[]>();
    const from: Known["from"] = (giver, lane) => {
      const key = `${lane ?? ""}/${giver}`;
      const same = (m: PastMove): boolean => m.from === giver && (lane === undefined || (m.lane ?? lane) === lane);
      const samples = givers.get(key) ?? samplesOf(all, same);
      givers.set(key, samples);
      return samples;
    };
    found = { from, nextDoor: samplesOf(all, (m) => m.nextDoor) };
    byPast.set(past, found);
  }
  return found;
}

/**
 * Days from leaving one warehouse until the goods can be sold in another: as past moves of these two took them where there are enough; else as those from
 * any warehouse next door did; else the policy's. null where the two are not next door and too few moves tell: the goods then travel as an order does,
 * by `lane`; of moves by another lane nothing is taken for it.
 */
export function moveDays(
  from: string,
  nextDoor: boolean,
  to: Pick<PlanInput, "moves" | "past">,
  read: PolicyReader,
  lane?: string,
): MoveDays | null {
  const { from: byGiver, nextDoor: any } = knownOf(to.moves ?? NO_MOVES, to.past ?? NO_SHIPMENTS);
  const least = read(leastShipments);
  const samples = [byGiver(from, lane), ...(nextDoor ? [any] : [])].find((s) => s.length >= least);
  if (samples) {
    const days = durationOf(samples);
    return { p50: durationQuantile(days, 0.5), p90: durationQuantile(days, 0.9), source: "learned", n: samples.length };
  }
  if (!nextDoor) return null;
  const p50 = Math.ceil(read(transferDays));
  return { p50, p90: Math.ceil(read(transferDays) * (1 + read(lateShare))), source: "assumed", n: 0 };
}
