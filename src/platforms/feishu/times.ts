/** Every time that this platform waits or remembers, in ms. A harness may scale them; each has its source in `TIMES`. */
export interface Times {
  readonly requestMs: number;
  readonly uploadMs: number;
  readonly filesMs: number;
  readonly downloadMs: number;
  readonly handshakeMs: number;
  readonly pongMs: number;
  readonly readyMs: number;
  readonly reconnectMs: number;
  readonly answerMs: number;
  readonly afterAckMs: number;
  readonly progressFirstMs: number;
  readonly progressMs: number;
  readonly briefMs: number;
  readonly stopMs: number;
  readonly uuidMs: number;
  readonly uuidMarginMs: number;
  readonly historyLagMs: number;
  readonly signatureMs: number;
  readonly roomMs: number;
  readonly tokenMarginMs: number;
}

export const TIMES: Times = {
  // The SDK has no timeout of its own; an outbox claim (90 s) must outlive the pictures and the request together.
  requestMs: 10_000,
  uploadMs: 20_000,
  // All files below one post: its claim runs meanwhile.
  filesMs: 25_000,
  downloadMs: 300_000,
  handshakeMs: 10_000,
  // Without a watchdog a dead link is noticed by TCP only, after a quarter of an hour.
  pongMs: 20_000,
  readyMs: 15_000,
  // After the SDK gave up (bad credentials, more than 50 connections): somebody may have put it right.
  reconnectMs: 30_000,
  // A card callback must be answered in 3 s, else the client shows 200341; it is never pushed again.
  answerMs: 2_500,
  // "Respond first, then update": an update that overtakes the answer is undone by it.
  afterAckMs: 300,
  progressFirstMs: 1_500,
  // 5 edits a second of one message are allowed; nobody reads that fast.
  progressMs: 2_000,
  // What only tells how far something is, or is tried once more later: the answer does not wait for it longer.
  briefMs: 10_000,
  stopMs: 8_000,
  // "Requests with the same uuid send at most one message within 1 hour" (im/v1/messages).
  uuidMs: 3_600_000,
  // The hour runs on their clock and begins when they see the request.
  uuidMarginMs: 300_000,
  // How late a message may show in the history of its chat.
  historyLagMs: 60_000,
  signatureMs: 300_000,
  // A chat that becomes external must not be read as internal for long.
  roomMs: 60_000,
  tokenMarginMs: 180_000,
};
