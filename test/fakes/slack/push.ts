import type { Obj } from "./json.ts";
import { str } from "./json.ts";
import type { Delivery } from "./ledger.ts";
import { ACK_TIMEOUT_MS, RETRY_PAUSES_MS } from "./options.ts";
import type { World } from "./state.ts";

/** What the app answered to one delivery. */
export interface Ack {
  readonly ok: boolean;
  readonly payload: Obj | null;
  /** As Slack names it: http_timeout, http_error, connection_failed, no_socket … */
  readonly failure: string | null;
  /** The app asked not to be told again. */
  readonly noRetry: boolean;
}

export interface Parcel {
  readonly kind: Delivery["kind"];
  readonly body: Obj;
  readonly retryNum: number;
  readonly retryReason: string;
}

/** Hands one parcel to the app: over a socket or by HTTP. */
export type Transport = (parcel: Parcel, timeoutMs: number) => Promise<Ack>;

/** What a person's deed brought about. */
export interface Answer {
  readonly acked: boolean;
  /** Real milliseconds until the acknowledgement, or until it was given up. */
  readonly ms: number;
  /** What came with the acknowledgement: a text, `{response_action: "errors"}` … */
  readonly payload: Obj | null;
  /** What Slack shows the person when the app did not answer, operation_timeout or dispatch_failed; for an event the reason of its retry. */
  readonly failure: string | null;
}

export interface Push {
  send(
    kind: Delivery["kind"],
    type: string,
    body: Obj,
    attempt?: { readonly num: number; readonly reason: string },
  ): Promise<Answer & { readonly noRetry: boolean }>;
  /** An event, again and again as Slack does until it is acknowledged. The promise is for the first delivery. */
  event(event: Obj): Promise<Answer>;
  /** This share of the events is delivered twice although acknowledged. */
  duplicate(share: number): void;
  /** When nothing is on its way any more, retries that wait for their time aside. */
  idle(): Promise<void>;
  /** Delivers at once whatever waits for its next attempt. */
  redeliver(): Promise<void>;
  stop(): void;
}

export function push(world: World, transport: Transport): Push {
  const timeout = world.options.ackTimeoutMs ?? ACK_TIMEOUT_MS;
  const pauses = world.options.retryPausesMs ?? RETRY_PAUSES_MS;
  const under = new Set<Promise<unknown>>();
  const due = new Map<NodeJS.Timeout, () => Promise<void>>();
  let twice = 0;
  let stopped = false;

  const send: Push["send"] = async (kind, type, body, attempt = { num: 0, reason: "" }) => {
    const began = performance.now();
    const delivery: Delivery = {
      id: str(body, "event_id") === "" ? str(body, "trigger_id") : str(body, "event_id"),
      kind,
      type,
      at: world.now(),
      attempt: attempt.num,
      body,
      acked: false,
      ms: 0,
      failure: null,
    };
    world.ledger.deliveries.push(delivery);
    const ack = await transport({ kind, body, retryNum: attempt.num, retryReason: attempt.reason }, timeout);
    delivery.acked = ack.ok;
    delivery.ms = performance.now() - began;
    delivery.failure = ack.failure;
    world.ledger.changed();
    return {
      acked: ack.ok,
      ms: delivery.ms,
      payload: ack.payload,
      failure: kind === "event" ? ack.failure : asShown(ack.failure),
      noRetry: ack.noRetry,
    };
  };

  const track = <T>(work: Promise<T>): Promise<T> => {
    under.add(work);
    const gone = (): void => void under.delete(work);
    work.then(gone, gone);
    return work;
  };

  const again = (body: Obj, type: string, num: number, reason: string): void => {
    const pause = pauses[num - 1];
    if (pause === undefined || stopped) return;
    const deliver = async (): Promise<void> => {
      clearTimeout(timer);
      due.delete(timer);
      if (stopped) return;
      const a = await track(send("event", type, body, { num, reason }));
      if (!a.acked && !a.noRetry) again(body, type, num + 1, a.failure ?? "http_error");
    };
    const timer = setTimeout(() => void deliver(), pause);
    due.set(timer, deliver);
  };

  const event: Push["event"] = (inner) => {
    const type = str(inner, "type");
    const body = envelope(world, inner);
    return track(
      send("event", type, body).then((a) => {
        if (!a.acked && !a.noRetry) again(body, type, 1, a.failure ?? "http_error");
        else if (world.random.hits(twice)) void track(send("event", type, body, { num: 1, reason: "http_timeout" }));
        return a;
      }),
    );
  };

  return {
    send: (kind, type, body, attempt) => track(send(kind, type, body, attempt)),
    event,
    duplicate: (share) => {
      twice = share;
    },
    idle: async () => {
      while (under.size > 0) await Promise.allSettled(under);
    },
    redeliver: async () => {
      await Promise.all([...due.values()].map((deliver) => deliver()));
    },
    stop: () => {
      stopped = true;
      for (const timer of due.keys()) clearTimeout(timer);
    },
  };
}

/** What a person reads under a command or click that failed. */
function asShown(failure: string | null): string | null {
  if (failure === null) return null;
  return failure === "connection_failed" || failure === "no_request_url" ? "dispatch_failed" : "operation_timeout";
}

/** An event as the Events API wraps it; a redelivery has the same event_id. */
function envelope(world: World, event: Obj): Obj {
  const channel = world.channels.get(str(event, "channel"));
  return {
    token: "verification-token-that-nobody-should-trust",
    team_id: world.ids.team,
    context_team_id: world.ids.team,
    context_enterprise_id: null,
    api_app_id: world.ids.app,
    event,
    type: "event_callback",
    event_id: world.id("Ev"),
    event_time: Math.floor(world.now() / 1000),
    authorizations: [
      { enterprise_id: null, team_id: world.ids.team, user_id: world.ids.botUser, is_bot: true, is_enterprise_install: false },
    ],
    is_ext_shared_channel: channel?.isExtShared ?? false,
    event_context: `4-${world.random.code(20)}`,
  };
}
