import { randomUUID } from "node:crypto";
import type { Server } from "node:http";
import { WebSocket, WebSocketServer } from "ws";
import { cutInside } from "./door.ts";
import type { Obj } from "./json.ts";
import { isObj, str } from "./json.ts";
import type { Ack, Transport } from "./push.ts";
import type { World } from "./state.ts";

/** docs.slack.dev/apis/events-api/using-socket-mode: ten connections an app. */
const CONNECTIONS_MAX = 10;
/** Real time, as everything that a handshake waits for. */
const TICKET_MS = 30_000;

const TYPES = { event: "events_api", command: "slash_commands", interaction: "interactive" } as const;

export interface Sockets {
  readonly transport: Transport;
  /** How many the app holds open. */
  count(): number;
  /** Slack asks to reconnect, as it does every few hours; on all sockets. */
  refresh(reason?: "warning" | "refresh_requested" | "link_disabled"): void;
  /** The line breaks without a word, on all sockets. */
  cut(): void;
  close(): Promise<void>;
}

export function sockets(world: World, server: Server): Sockets {
  const wss = new WebSocketServer({ noServer: true });
  const open = new Set<WebSocket>();
  const waiting = new Map<string, { readonly socket: WebSocket; readonly settle: (ack: Ack) => void }>();

  server.on("upgrade", (request, socket, head) => {
    socket.on("error", () => socket.destroy());
    const url = new URL(request.url ?? "/", "http://localhost");
    const ticket = url.searchParams.get("ticket") ?? "";
    const issued = world.tickets.get(ticket);
    world.tickets.delete(ticket);
    if (url.pathname !== "/link/" || issued === undefined || performance.now() - issued > TICKET_MS) {
      socket.end("HTTP/1.1 401 Unauthorized\r\nConnection: close\r\n\r\n");
      return;
    }
    wss.handleUpgrade(request, socket, head, welcome);
  });

  function welcome(socket: WebSocket): void {
    if (open.size >= CONNECTIONS_MAX) {
      socket.send(JSON.stringify({ type: "disconnect", reason: "too_many_websockets", debug_info: {} }));
      return;
    }
    open.add(socket);
    socket.on("message", (data, isBinary) => {
      if (!isBinary && Buffer.isBuffer(data)) hear(data.toString());
    });
    socket.on("error", () => socket.terminate());
    socket.on("close", () => {
      open.delete(socket);
      for (const w of waiting.values()) if (w.socket === socket) w.settle(failed("connection_failed"));
      world.ledger.changed();
    });
    socket.send(
      JSON.stringify({
        type: "hello",
        num_connections: open.size,
        connection_info: { app_id: world.ids.app },
        debug_info: {
          host: "applink-fake",
          started: new Date(world.now()).toISOString(),
          build_number: 1,
          approximate_connection_time: 18_060,
        },
      }),
    );
    world.ledger.changed();
  }

  function hear(text: string): void {
    const frame: unknown = JSON.parse(text);
    if (!isObj(frame)) return;
    const payload = frame["payload"];
    const filled: Obj | null = isObj(payload) && Object.keys(payload).length > 0 ? payload : null;
    waiting.get(str(frame, "envelope_id"))?.settle({ ok: true, payload: filled, failure: null, noRetry: false });
  }

  const transport: Transport = (parcel, timeoutMs) => {
    // One of several, at random: two processes of one app share its events.
    const socket = world.random.pick([...open].filter((s) => s.readyState === WebSocket.OPEN));
    if (socket === undefined) return Promise.resolve(failed("connection_failed"));
    const id = randomUUID();
    return new Promise((resolve) => {
      const settle = (ack: Ack): void => {
        clearTimeout(timer);
        waiting.delete(id);
        resolve(ack);
      };
      const timer = setTimeout(() => settle(failed("timeout")), timeoutMs);
      waiting.set(id, { socket, settle });
      const frame = JSON.stringify({
        envelope_id: id,
        type: TYPES[parcel.kind],
        accepts_response_payload: parcel.kind !== "event",
        payload: parcel.body,
        ...(parcel.kind === "event" ? { retry_attempt: parcel.retryNum, retry_reason: parcel.retryReason } : {}),
      });
      const [head, tail] = cutInside(Buffer.from(frame), world.splitBytes);
      socket.send(head, { binary: false, fin: tail === null });
      if (tail !== null) socket.send(tail, { binary: false, fin: true });
    });
  };

  return {
    transport,
    count: () => open.size,
    refresh: (reason = "refresh_requested") => {
      for (const s of open) s.send(JSON.stringify({ type: "disconnect", reason, debug_info: { host: "applink-fake" } }));
    },
    cut: () => {
      for (const s of open) s.terminate();
    },
    close: async () => {
      for (const s of open) s.terminate();
      await new Promise<void>((resolve) => wss.close(() => resolve()));
    },
  };
}

const failed = (failure: string): Ack => ({ ok: false, payload: null, failure, noRetry: false });
