import { type App, type Logger, type Receiver, SocketModeReceiver } from "@slack/bolt";
import { UserError } from "../../domain/user-error.ts";
import type { Log, Random } from "../../ports/system.ts";
import { acknowledgedAfter } from "./acknowledge.ts";
import { clientOptions } from "./client.ts";
import { slackCode, TOKEN_AT_FAULT } from "./errors.ts";
import type { Timeouts } from "./timeouts.ts";

export interface SocketNeeds {
  readonly appToken: string;
  readonly apiUrl: string | null;
  readonly logger: Logger;
  readonly log: Log;
  readonly random: Random;
  readonly timeouts: Timeouts;
}

export interface SocketReceiver extends Receiver {
  /** True while Slack can reach us. */
  connected(): boolean;
}

/**
 * Slack over sockets that we open. One SDK receiver is one socket; its own reconnecting is off, because it waits 5 s where Slack
 * only renews the connection, and an error while it reconnects ends the process (socket-mode 3.1, mended in 3.2). Here the
 * next socket is opened as soon as Slack announces that it will close this one, and failures are tried again with a growing pause.
 */
export function socketReceiver(needs: SocketNeeds): SocketReceiver {
  const { log, random, timeouts } = needs;
  const live = new Set<SocketModeReceiver>();
  let app: App | undefined;
  let running = false;
  let failures = 0;
  let timer: NodeJS.Timeout | undefined;

  function make(): SocketModeReceiver {
    const one = new SocketModeReceiver({
      appToken: needs.appToken,
      autoReconnectEnabled: false,
      clientPingTimeout: timeouts.ping,
      logger: needs.logger,
      installerOptions: { clientOptions: clientOptions(needs.apiUrl, needs.logger, timeouts.request) },
      processEventErrorHandler: async ({ error }) => {
        // The socket went away under an acknowledgement: Slack delivers the event again.
        log.warn("slack.event-not-acknowledged", { note: error.message });
        return false;
      },
    });
    if (app !== undefined) one.init(app);
    // Without a listener of its own an emitter's error would be thrown.
    one.client.on("error", (error: unknown) => log.warn("slack.socket-error", { note: error instanceof Error ? error.message : "" }));
    return one;
  }

  async function connect(): Promise<void> {
    const one = make();
    let helloAt: number | undefined;
    let ended: string | undefined;
    let replaced = false;
    const replace = (because: string): void => {
      ended ??= because;
      if (replaced || helloAt === undefined) return;
      replaced = true;
      live.delete(one);
      if (!running) return;
      log.info("slack.socket-replaced", { because });
      if (performance.now() - helloAt < timeouts.steady) return later(`ended at once: ${because}`);
      failures = 0;
      void keep();
    };
    one.client.on("ws_message", (data: unknown) => {
      const reason = announcedEnd(data);
      if (reason !== undefined) replace(reason);
    });
    one.client.on("disconnected", () => replace("closed"));
    const { promise, reject } = Promise.withResolvers<never>();
    const late = setTimeout(() => reject(new Error(`no hello within ${timeouts.hello} ms`)), timeouts.hello);
    try {
      await Promise.race([
        one.start().catch((error: unknown) => Promise.reject(error ?? new Error("closed before it said hello"))),
        promise,
      ]);
    } catch (error) {
      void one.client.disconnect();
      throw error;
    } finally {
      clearTimeout(late);
    }
    helloAt = performance.now();
    if (!running) return void one.client.disconnect();
    live.add(one);
    // Announced in one breath with the hello.
    if (ended !== undefined) replace(ended);
  }

  /** Each failure in a row doubles the pause; replicas do not come back all at once. */
  function later(note: string): void {
    failures += 1;
    const [first, most] = timeouts.reconnect;
    const pause = Math.min(most, first * 2 ** Math.min(failures, 16)) * (0.5 + random.fraction() / 2);
    log.warn("slack.socket-failed", { note, failures, pauseMs: Math.round(pause) });
    clearTimeout(timer);
    timer = setTimeout(() => void keep(), pause);
  }

  /** Tries until a socket is open again or nobody wants one. */
  async function keep(): Promise<void> {
    try {
      await connect();
    } catch (error) {
      if (running) later(error instanceof Error ? error.message : String(error));
    }
  }

  return {
    connected: () => live.size > 0,
    init(to) {
      app = acknowledgedAfter(to);
    },
    /** Throws when Slack refuses the token, which waiting does not mend; where Slack is away it goes on trying. */
    async start() {
      running = true;
      try {
        await connect();
      } catch (error) {
        const code = slackCode(error);
        if (code !== undefined && TOKEN_AT_FAULT.has(code)) {
          running = false;
          throw refused(code);
        }
        failures += 1;
        log.warn("slack.socket-failed", { note: error instanceof Error ? error.message : String(error), failures });
        timer = setTimeout(() => void keep(), timeouts.reconnect[0]);
      }
    },
    async stop() {
      running = false;
      clearTimeout(timer);
      const open = [...live];
      live.clear();
      await Promise.all(open.map((one) => one.client.disconnect()));
    },
  };
}

const refused = (code: string): UserError =>
  new UserError(
    "slack-refused",
    { zh: `Slack 不接受 SLACK_APP_TOKEN（${code}）。`, en: `Slack refuses SLACK_APP_TOKEN (${code}).` },
    {
      zh: "在 Basic Information 的 App-Level Tokens 里生成带 connections:write 的令牌。",
      en: "Generate a token with connections:write under Basic Information, App-Level Tokens.",
    },
  );

/** Why Slack is about to close the connection; undefined when it is not. */
function announcedEnd(data: unknown): string | undefined {
  if (typeof data !== "string" || !data.includes('"disconnect"')) return undefined;
  try {
    const { type, reason } = JSON.parse(data) as { type?: unknown; reason?: unknown };
    return type === "disconnect" ? String(reason) : undefined;
  } catch {
    return undefined;
  }
}
