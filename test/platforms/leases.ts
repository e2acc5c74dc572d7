/** Leases that are over at once: to the other process this one is dead as soon as it says nothing. */
export const DEAD = { leaseMs: 0, beatMs: 60_000 };
export const ALIVE = { leaseMs: 60_000, beatMs: 20 };
/** What a stuck process waits for. */
export const never = new Promise<never>(() => undefined);
