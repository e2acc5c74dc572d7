import type { Fields } from "./json.ts";
import { ACK_WITHIN_MS, PUSH_AGAIN_AFTER_MS } from "./limits.ts";
import type { Attempt, Transport } from "./push.ts";
import type { World } from "./state.ts";

export interface Delivery {
  readonly eventId: string;
  readonly type: string;
  /** A callback waits for an answer and is never pushed again. */
  readonly callback: boolean;
  readonly envelope: Fields;
  readonly attempts: Attempt[];
  state: "waiting" | "acked" | "given up";
  /** On the clock; absent: not again. */
  dueAt?: number;
}

export interface DeliveryManner {
  /** Pieces of each push, cut inside of multi-byte characters where there are some. */
  parts: number;
  /** Of acknowledged events, how many come a second time nevertheless. */
  duplicates: number;
  /** Of acknowledgements, how many the platform never sees: the event comes again, a click fails. */
  lostAcks: number;
  /** Real milliseconds. */
  ackWithinMs: number;
}

/** What the app is owed: each event until it is acknowledged, each callback once. */
export class Deliveries {
  readonly all: Delivery[] = [];
  readonly manner: DeliveryManner = { parts: 1, duplicates: 0, lostAcks: 0, ackWithinMs: ACK_WITHIN_MS };
  readonly #world: World;
  readonly #transport: () => Transport;
  #pumping: Promise<void> | undefined;
  #owed: Delivery[] = [];

  constructor(world: World, transport: () => Transport) {
    this.#world = world;
    this.#transport = transport;
  }

  envelope(type: string, event: Fields): Fields {
    const { identity, random, now } = this.#world;
    const header = {
      event_id: random.hex(32),
      event_type: type,
      create_time: String(now()),
      token: identity.verificationToken,
      app_id: identity.appId,
      tenant_key: identity.tenantKey,
    };
    return { schema: "2.0", header, event };
  }

  /** Answers with the first push; later ones come by the clock. */
  async deliver(type: string, event: Fields, callback = false): Promise<{ readonly delivery: Delivery; readonly first: Attempt }> {
    const envelope = this.envelope(type, event);
    const header = envelope["header"] as { readonly event_id: string };
    const delivery: Delivery = { eventId: header.event_id, type, callback, envelope, attempts: [], state: "waiting" };
    this.all.push(delivery);
    const first = await this.#attempt(delivery);
    // At least once: an event may come again although it was acknowledged.
    if (!callback && first.outcome === "acked" && this.#world.random.chance(this.manner.duplicates)) await this.#attempt(delivery);
    return { delivery, first };
  }

  /** The same event once more, now, whatever became of it. */
  again(eventId: string): Promise<Attempt> {
    const delivery = this.all.find((d) => d.eventId === eventId);
    if (delivery === undefined) throw new Error(`fake feishu: no event ${eventId} was pushed`);
    return this.#attempt(delivery);
  }

  async #attempt(delivery: Delivery): Promise<Attempt> {
    delete delivery.dueAt;
    const { parts, ackWithinMs } = this.manner;
    const pushed = await this.#transport().push(delivery.envelope, { eventId: delivery.eventId, parts, deadlineMs: ackWithinMs });
    const attempt: Attempt =
      pushed.outcome === "acked" && this.#world.random.chance(this.manner.lostAcks) ? { ...pushed, outcome: "lost" } : pushed;
    delivery.attempts.push(attempt);
    if (attempt.outcome === "acked") delivery.state = "acked";
    if (delivery.state === "acked") return attempt;
    const pause = delivery.callback ? undefined : PUSH_AGAIN_AFTER_MS[delivery.attempts.length - 1];
    if (pause === undefined) {
      delivery.state = "given up";
    } else {
      delivery.dueAt = attempt.at + pause;
      this.#owed.push(delivery);
    }
    return attempt;
  }

  /** Pushes what the clock has made due. Resolves when these pushes are answered. */
  async pump(): Promise<void> {
    this.#pumping ??= this.#pushDue().finally(() => {
      this.#pumping = undefined;
    });
    await this.#pumping;
  }

  async #pushDue(): Promise<void> {
    const now = this.#world.now();
    const due = this.#owed.filter((d) => d.dueAt !== undefined && d.dueAt <= now);
    this.#owed = this.#owed.filter((d) => d.dueAt !== undefined && d.dueAt > now);
    await Promise.all(due.map((d) => this.#attempt(d)));
  }
}
