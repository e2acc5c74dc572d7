/** How long Slack is waited for, in milliseconds. A fault harness scales them; a shop never needs to. */
export interface Timeouts {
  /** One request that posts, edits or reads. Far below a claim's lease. */
  readonly request: number;
  /** A request that a person waits for. `views.open` must arrive within 3 s of the click (docs.slack.dev/interactivity). */
  readonly interactive: number;
  /** How long `post` waits for its pictures before it puts the post back. Request and picture together stay below a claim's margin of 15 s. */
  readonly picture: number;
  /** After this a post goes out without its pictures. Metabase saw 1–2 s, some over 3 s, and caps at 20 s. */
  readonly pictureGivenUp: number;
  /** Pause between two looks at an uploaded file: from, and at most. */
  readonly poll: readonly [number, number];
  /** An answer that takes longer is announced. */
  readonly patience: number;
  /** Pause between two edits of a progress message. */
  readonly progress: number;
  /** How long `stop` waits for answers that are under way. */
  readonly drain: number;
  /** Pause before a lost connection is tried again: first, and at most. */
  readonly reconnect: readonly [number, number];
  /** A socket that ends sooner counts as a failure: the next one is not opened without a pause. */
  readonly steady: number;
  /** A socket that says no hello within this is given up. */
  readonly hello: number;
  /** Without an answer to a ping for this long a socket is dead. */
  readonly ping: number;
  /** How long it is remembered who can read a channel. */
  readonly audience: number;
  /** How long it is remembered who somebody is. */
  readonly profile: number;
  /** A file of 100 MB on a slow line. */
  readonly download: number;
}

export const TIMEOUTS: Timeouts = {
  request: 10_000,
  interactive: 2_500,
  picture: 4_000,
  pictureGivenUp: 20_000,
  poll: [250, 2_000],
  patience: 2_000,
  progress: 3_000,
  drain: 8_000,
  reconnect: [250, 30_000],
  steady: 5_000,
  hello: 15_000,
  ping: 5_000,
  audience: 60_000,
  profile: 600_000,
  download: 300_000,
};
