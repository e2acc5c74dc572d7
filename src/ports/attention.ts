import type { Assignment, Snooze, SnoozeEnd } from "../domain/alerts/attention.ts";
import type { AuditEntry } from "./delivery.ts";

/** Who looks after a line of the plan, and who wants to hear nothing of it for a while. At most one of each stands for a line. */
export interface Attention {
  /** Those that stand, by when they end. */
  snoozes(): Promise<readonly Snooze[]>;
  /** In place of one that stands. Throws for a SKU that does not exist. */
  snooze(snooze: Omit<Snooze, "id">, entry: AuditEntry): Promise<Snooze>;
  /** False when it had ended before: nothing is written then. */
  end(id: number, why: SnoozeEnd, by: string | null, at: Date, entry: AuditEntry): Promise<boolean>;
  /** Those that ended by themselves since: what they kept back may be told again. */
  endedSince(at: Date): Promise<readonly (Snooze & { readonly because: SnoozeEnd; readonly endedAt: Date })[]>;
  /** Those that stand, longest first. */
  assignments(): Promise<readonly Assignment[]>;
  /** In place of who was on it; the same member again changes nothing. Throws for a SKU that does not exist. */
  assign(assignment: Omit<Assignment, "id">, entry: AuditEntry): Promise<Assignment>;
  /** False when it had ended before. */
  release(id: number, by: string, at: Date, entry: AuditEntry): Promise<boolean>;
}
