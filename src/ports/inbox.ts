/** A gesture that its platform was told was heard, and that nobody has answered yet. */
export interface Owed {
  readonly eventId: string;
  /** When it was heard. */
  readonly at: Date;
  /** What was asked, as its platform wrote it down. */
  readonly asked: unknown;
  /** Where the answer was begun to be said; null when nothing was. */
  readonly trail: unknown;
  /** How many processes have begun on it, this one included. */
  readonly tries: number;
}

/**
 * Gestures that were taken in, so that the same one delivered twice does one thing, and one that was acknowledged is answered although
 * the process dies. A gesture that was noted belongs to the process that holds it. Leases run on the store's clock: replicas may differ.
 */
export interface Inbox {
  /**
   * True when this process may answer: the first time for a gesture that was not noted, and for one that was noted as long as it holds it
   * and has not answered.
   */
  first(platform: string, eventId: string, now: Date): Promise<boolean>;
  /** Forgets gestures of before: no platform delivers them again. Returns how many. */
  forget(before: Date): Promise<number>;
  /** Writes down what is going to be acknowledged, and holds it for `leaseMs`. False when the gesture is known: another delivery of it was first. */
  note(platform: string, eventId: string, asked: unknown, now: Date, leaseMs: number): Promise<boolean>;
  /** Still at work on these: holds them for another `leaseMs`. */
  keep(platform: string, eventIds: readonly string[], leaseMs: number): Promise<void>;
  /** Writes down where the answer is about to be said. False when it is not this process's to say any more. */
  mark(platform: string, eventId: string, trail: unknown): Promise<boolean>;
  /** Answered, or there is nothing to say: what was asked is forgotten, that it was is not. Nothing where another process holds it. */
  done(platform: string, eventId: string): Promise<void>;
  /** Gives back what this process will not finish, so that another goes on at once. Such a try does not count. */
  release(platform: string, eventIds: readonly string[]): Promise<void>;
  /** Takes over, the oldest first, what was noted by processes that hold it no longer. Each goes to one caller. */
  takeOver(platform: string, leaseMs: number, limit: number): Promise<readonly Owed[]>;
}
