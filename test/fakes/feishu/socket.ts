import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import { cut, DATA, CONTROL, decodeFrame, encodeFrame, type Frame } from "./frames.ts";
import { type Fields, fields, parsed } from "./json.ts";
import { CONNECTIONS } from "./limits.ts";
import type { Attempt, PushOptions, Transport } from "./push.ts";
import type { World } from "./state.ts";

const AUTH_FAILED = 514;
const EXCEED_CONN_LIMIT = 1_000_040_350;
/** The one code that lets the client try again by itself. */
export const INTERNAL_ERROR = 1_000_040_343;
const SERVICE_ID = 7;

/** Seconds, as the server tells its clients. The platform says 120/120/30; short ones keep tests short. */
export interface ClientConfig {
  readonly ReconnectCount: number;
  readonly ReconnectInterval: number;
  readonly ReconnectNonce: number;
  readonly PingInterval: number;
}

export const QUICK: ClientConfig = { ReconnectCount: -1, ReconnectInterval: 1, ReconnectNonce: 0, PingInterval: 120 };

interface Connection {
  readonly number: number;
  readonly socket: WebSocket;
  pings: number;
  /** The SDK listens a moment after the handshake, and a frame before that is lost to it; its first ping says that it listens. */
  readonly listening: Promise<void>;
  readonly listens: () => void;
}

interface Waiting {
  readonly connection: number;
  readonly done: (outcome: Pick<Attempt, "outcome" | "status" | "answer">) => void;
}

/** The long connections of the app's processes. */
export class Sockets implements Transport {
  readonly #world: World;
  readonly #config: ClientConfig;
  readonly #most: number;
  readonly #server = new WebSocketServer({ noServer: true });
  readonly #tickets = new Set<string>();
  readonly #open = new Map<number, Connection>();
  readonly #waiting = new Map<string, Waiting>();
  #count = 0;
  #sequence = 0;
  /** Opened so far, with those that are closed again. */
  get opened(): number {
    return this.#count;
  }
  get connected(): number {
    return this.#open.size;
  }
  /** The server neither reads nor answers: a dead link that TCP does not notice. */
  muted = false;
  /** Frames of clients that were none. */
  readonly garbage: unknown[] = [];
  /** The endpoint answers so instead of with a URL. */
  endpointCode: number | undefined;

  constructor(world: World, config: ClientConfig, most: number = CONNECTIONS) {
    this.#world = world;
    this.#config = config;
    this.#most = most;
  }

  /** `POST /callback/ws/endpoint`. Always HTTP 200: the code decides. */
  endpoint(body: Fields, host: string): Fields {
    const { identity, random } = this.#world;
    const no = (code: number, msg: string): Fields => ({ code, msg, data: { URL: "", ClientConfig: this.#config } });
    if (this.endpointCode !== undefined) return no(this.endpointCode, "told to refuse");
    if (body["AppID"] !== identity.appId || body["AppSecret"] !== identity.appSecret) return no(AUTH_FAILED, "auth failed");
    if (this.#open.size >= this.#most) return no(EXCEED_CONN_LIMIT, "the number of connections exceeded the limit");
    const ticket = random.hex(32);
    this.#tickets.add(ticket);
    const URL = `ws://${host}/ws/v2?device_id=${random.hex(12)}&service_id=${SERVICE_ID}&access_key=${random.hex(16)}&ticket=${ticket}`;
    return { code: 0, msg: "ok", data: { URL, ClientConfig: this.#config } };
  }

  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const url = new URL(request.url ?? "/", "http://fake");
    const ticket = url.searchParams.get("ticket") ?? "";
    // A ticket opens one connection.
    if (url.pathname !== "/ws/v2" || !this.#tickets.delete(ticket)) {
      socket.end("HTTP/1.1 403 Forbidden\r\nhandshake-status: 403\r\nhandshake-msg: ticket invalid\r\nConnection: close\r\n\r\n");
      return;
    }
    this.#server.handleUpgrade(request, socket, head, (ws) => this.#take(ws));
  }

  #take(socket: WebSocket): void {
    this.#count += 1;
    const { promise: listening, resolve: listens } = Promise.withResolvers<void>();
    const connection: Connection = { number: this.#count, socket, pings: 0, listening, listens };
    this.#open.set(connection.number, connection);
    socket.on("message", (raw) => {
      if (this.muted || !Buffer.isBuffer(raw)) return;
      try {
        this.#read(connection, decodeFrame(raw));
      } catch (error) {
        this.garbage.push(error);
        socket.terminate();
      }
    });
    socket.on("error", () => socket.terminate());
    socket.on("close", () => {
      this.#open.delete(connection.number);
      for (const waiting of this.#waiting.values()) if (waiting.connection === connection.number) waiting.done({ outcome: "lost" });
    });
  }

  #read(connection: Connection, frame: Frame): void {
    if (frame.method === CONTROL) {
      if (frame.headers["type"] !== "ping") return;
      connection.pings += 1;
      connection.listens();
      connection.socket.send(encodeFrame({ ...frame, headers: { type: "pong" }, payload: Buffer.from(JSON.stringify(this.#config)) }));
      return;
    }
    if (frame.method !== DATA) return;
    const reply = fields(parsed(frame.payload.toString("utf8")));
    const status = Number(reply["code"]);
    const encoded = reply["data"];
    const answer = typeof encoded === "string" ? { answer: parsed(Buffer.from(encoded, "base64").toString("utf8")) } : {};
    this.#waiting.get(frame.headers["message_id"] ?? "")?.done({ outcome: status === 200 ? "acked" : "refused", status, ...answer });
  }

  /** One random connection gets it. */
  async push(envelope: Fields, { parts, deadlineMs }: PushOptions): Promise<Attempt> {
    const at = this.#world.now();
    const target = this.#world.random.pick([...this.#open.values()]);
    if (target === undefined) return { at, transport: "long connection", outcome: "nobody", ms: 0 };
    const { promise, resolve } = Promise.withResolvers<Pick<Attempt, "outcome" | "status" | "answer">>();
    const messageId = this.#world.random.hex(32);
    const started = performance.now();
    const timer = setTimeout(() => resolve({ outcome: "late" }), deadlineMs);
    this.#waiting.set(messageId, { connection: target.number, done: resolve });
    const pieces = cut(Buffer.from(JSON.stringify(envelope), "utf8"), parts);
    await Promise.race([target.listening, promise]);
    for (const [seq, payload] of pieces.entries()) {
      this.#sequence += 1;
      const headers = {
        type: "event",
        message_id: messageId,
        sum: String(pieces.length),
        seq: String(seq),
        trace_id: this.#world.random.hex(32),
      };
      target.socket.send(
        encodeFrame({ seqId: this.#sequence, logId: this.#sequence, service: SERVICE_ID, method: DATA, headers, payload }),
      );
    }
    const result = await promise;
    clearTimeout(timer);
    this.#waiting.delete(messageId);
    return { at, transport: "long connection", connection: target.number, ms: performance.now() - started, ...result };
  }

  /** A frame that no rule of the platform allows. */
  sendRaw(bytes: Buffer): void {
    for (const { socket } of this.#open.values()) socket.send(bytes);
  }

  /** As a deploy of the platform does: a close frame, and the client comes back. */
  closeAll(code = 1000): void {
    for (const { socket } of this.#open.values()) socket.close(code);
  }

  /** As a broken line does. */
  cutAll(): void {
    for (const { socket } of this.#open.values()) socket.terminate();
  }

  /** How often the clients have pinged, over all open connections. */
  get pings(): number {
    let sum = 0;
    for (const { pings } of this.#open.values()) sum += pings;
    return sum;
  }

  stop(): void {
    this.cutAll();
    this.#server.close();
  }
}
