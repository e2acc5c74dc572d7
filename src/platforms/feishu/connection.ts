import { type EventDispatcher, WSClient } from "@larksuiteoapi/node-sdk";
import type { Log } from "../../ports/system.ts";
import { type Credentials, domainOf, httpWith } from "./client.ts";
import { redact, sdkLogger } from "./logger.ts";
import type { Times } from "./times.ts";

/** The long connection: Feishu pushes events through it, no public address is needed. */
export interface Connection {
  /** Resolves true when it stands, false when it does not within the time; it goes on trying. */
  open(dispatcher: EventDispatcher): Promise<boolean>;
  /** `connected`, `reconnecting` …: for health and doctor. */
  state(): string;
  close(): void;
}

export function longConnection(credentials: Credentials, needs: { readonly times: Times; readonly log: Log }): Connection {
  const { times, log } = needs;
  const secrets = [credentials.appSecret];
  let client: WSClient | undefined;
  let again: NodeJS.Timeout | undefined;
  let closed = false;
  let ready: (() => void) | undefined;

  function connect(dispatcher: EventDispatcher): void {
    const made = new WSClient({
      ...credentials,
      domain: domainOf(credentials.domain),
      httpInstance: httpWith(times),
      logger: sdkLogger(log, secrets),
      handshakeTimeoutMs: times.handshakeMs,
      // Off unless set: a link that died silently would be noticed after a quarter of an hour.
      wsConfig: { pingTimeout: times.pongMs / 1_000 },
      onReady: () => {
        log.info("feishu.connected");
        ready?.();
      },
      onReconnecting: () => log.warn("feishu.reconnecting"),
      onReconnected: () => log.info("feishu.reconnected"),
      onError: (error) => {
        // The SDK gave up for good. A secret can be put right in the console, and the 51st connection finds room.
        log.error("feishu.not-connected", redact(error.message, secrets), { againInMs: times.reconnectMs });
        made.close({ force: true });
        if (!closed) again = setTimeout(() => connect(dispatcher), times.reconnectMs);
      },
    });
    client = made;
    // Resolves before anything is connected; what fails then is told by onError.
    made.start({ eventDispatcher: dispatcher }).catch((error: unknown) => log.error("feishu.not-connected", error));
  }

  return {
    async open(dispatcher) {
      closed = false;
      const { promise, resolve } = Promise.withResolvers<boolean>();
      ready = () => resolve(true);
      const timer = setTimeout(() => resolve(false), times.readyMs);
      connect(dispatcher);
      try {
        return await promise;
      } finally {
        clearTimeout(timer);
      }
    },
    state: () => client?.getConnectionStatus().state ?? "idle",
    close() {
      closed = true;
      clearTimeout(again);
      // A dead peer would not answer the close frame and keep the process for half a minute.
      client?.close({ force: client.getConnectionStatus().state !== "connected" });
    },
  };
}
