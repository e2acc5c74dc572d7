import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ChatPlatform, PostOutcome } from "../../../src/ports/chat-platform.ts";
import { FakeClock } from "../../fakes/clock.ts";
import { beingSent, chatBusy, dropped, type Fault, rateLimited, serverError, tokenExpired } from "../../fakes/feishu/faults.ts";
import { feishuBench } from "./bench.ts";
import { app, sealed } from "./say.ts";

const FAULTS: Readonly<Record<string, Fault>> = {
  "lost before": dropped("before"),
  "lost after": dropped("after"),
  "500 before": serverError("before"),
  "500 after": serverError("after"),
  "being sent": beingSent("after"),
  limit: rateLimited(3),
  "busy chat": chatBusy(),
  "old token": tokenExpired(),
};
const MINUTE = 60_000;
const ROUNDS = 12;

interface Step {
  readonly fault: string;
  /** Until the next attempt. */
  readonly minutes: number;
}

const step = fc.record({ fault: fc.constantFrom(...Object.keys(FAULTS)), minutes: fc.constantFrom(0, 1, 20, 59, 61, 180) });

/** As the outbox does: what may be there is asked for first, and only what is not there, or is known by its key, is sent again. */
async function deliver(
  platform: ChatPlatform,
  channel: string,
  key: string,
  clock: FakeClock,
  before: (round: number) => number,
): Promise<PostOutcome> {
  const from = clock.now();
  let to = from;
  let maybe = false;
  for (let round = 0; round < ROUNDS; round += 1) {
    const minutes = before(round);
    const fate = maybe ? await platform.fate?.({ channel }, key, { from, to }) : undefined;
    if (fate?.kind === "sent") return fate;
    if (fate?.kind === "unclear") {
      clock.pass(fate.askAgainAt.getTime() - clock.now().getTime());
      continue;
    }
    if (fate?.kind === "unknowable") return { kind: "unknown", reason: fate.reason };
    to = clock.now();
    const outcome = await platform.post({ channel }, sealed("Digest"), key);
    if (outcome.kind === "sent" || outcome.kind === "failed") return outcome;
    if (outcome.kind === "unknown") maybe = true;
    clock.pass(outcome.kind === "later" ? outcome.notBefore.getTime() - clock.now().getTime() : 0);
    clock.pass(minutes * MINUTE);
  }
  throw new Error("it never arrived");
}

describe("a post", () => {
  it("stands there once, whatever goes wrong, however late it is tried again, and however far its history lags", async () => {
    const clock = new FakeClock("2026-11-22T08:30:00Z");
    const b = await feishuBench(app(), { clock });
    b.fake.world.historyLagMs = MINUTE;
    let n = 0;
    try {
      await fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 5 }), async (steps: readonly Step[]) => {
          n += 1;
          const chat = b.fake.addChat(`群 ${n}`, { members: [b.user.openId] });
          const outcome = await deliver(b.platform, chat.chatId, `digest:${n}`, clock, (round) => {
            const now = steps[round];
            b.fake.faults.clear();
            if (now) b.fake.faults.add({ on: "POST /open-apis/im/v1/messages", fault: FAULTS[now.fault] ?? chatBusy() });
            return now?.minutes ?? 2;
          });
          const there = b.fake.ledger.entries(chat.chatId);
          expect(there).toHaveLength(1);
          expect(outcome).toMatchObject({ kind: "sent", ref: { messageId: there[0]?.messageId } });
        }),
        { numRuns: 150 },
      );
    } finally {
      await b.close();
    }
  });
});
