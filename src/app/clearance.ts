import type { Sensitivity } from "../domain/value.ts";
import { lower, maySee } from "../message/audience.ts";
import type { Audience } from "../ports/chat-platform.ts";
import type { Binding } from "../ports/company.ts";

/** What a channel of the team may see: bound to several purposes, only what each of them allows; bound to none, internal figures. */
export function channelClearance(bound: readonly Pick<Binding, "clearance">[]): Sensitivity {
  const [first, ...others] = bound.map((b) => b.clearance);
  return first === undefined ? "internal" : others.reduce<Sensitivity>(lower, first);
}

/**
 * What may be said in a channel now. Margins and personal data never reach a channel that people of other companies can read, whatever it
 * was bound to; internal figures do only where somebody bound it. Where it cannot be told who reads along, others do.
 */
export async function clearanceIn(
  bound: readonly Pick<Binding, "clearance">[],
  audience: (() => Promise<Audience>) | undefined,
  onTrouble: (error: unknown) => void,
): Promise<Sensitivity> {
  const allowed = channelClearance(bound);
  // Nothing would be cut, so nobody is asked.
  if (!audience || (bound.length > 0 && !maySee(allowed, "margin"))) return allowed;
  const readers = await audience().catch((error: unknown) => {
    onTrouble(error);
    return "outside" as const;
  });
  return readers === "team" ? allowed : lower(allowed, bound.length > 0 ? "internal" : "public");
}
