import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type { Api } from "./api/context.ts";
import { Rates } from "./api/rates.ts";
import { answer, routeOf } from "./api/router.ts";
import { Deliveries } from "./delivery.ts";
import { type Fault, Faults } from "./faults.ts";
import { type Answer, jsonBody, multipart, readBody, Refused, send, sendAnswer } from "./http.ts";
import { HttpPush, type HttpPushSettings } from "./http-push.ts";
import { type CallRecord, Ledger } from "./ledger.ts";
import { type GroupMessages, Persons } from "./person.ts";
import { Seeded } from "./random.ts";
import { type ClientConfig, QUICK, Sockets } from "./socket.ts";
import { type FakeChat, type FakeUser, type Identity, World } from "./state.ts";

/** How often the clock is asked for due pushes, in real ms. */
const PUMP_EVERY_MS = 50;
const ENDPOINT_PATH = "/callback/ws/endpoint";

export interface FakeFeishuOptions {
  /** The platform's clock, ms since 1970: tokens, uuids, lags, limits and re-pushes go by it. Absent: the real one. */
  readonly now?: () => number;
  readonly seed?: number;
  /** 0 or absent: any free one. */
  readonly port?: number;
  readonly appId?: string;
  readonly appSecret?: string;
  readonly botName?: string;
  readonly clientConfig?: Partial<ClientConfig>;
  readonly maxConnections?: number;
  readonly groupMessages?: GroupMessages;
  /** Real ms for an ack or an answer; absent: 3 s. */
  readonly ackWithinMs?: number;
}

export interface FakeFeishu {
  /** For `domain` of Client and WSClient. */
  readonly url: string;
  readonly appId: string;
  readonly appSecret: string;
  readonly encryptKey: string;
  readonly verificationToken: string;
  readonly botOpenId: string;
  readonly world: World;
  readonly ledger: Ledger;
  readonly faults: Faults;
  readonly sockets: Sockets;
  readonly deliveries: Deliveries;
  readonly person: Persons;
  addUser(name: string, about?: Parameters<World["addUser"]>[1]): FakeUser;
  addChat(name: string, about?: Parameters<World["addChat"]>[1]): FakeChat;
  /** The direct chat of a person with the bot. */
  direct(user: FakeUser | string): FakeChat;
  /** From now on events go to this URL. */
  useHttp(settings: HttpPushSettings): HttpPush;
  useLongConnection(): void;
  /** Every token that was given out is invalid now. */
  expireTokens(): void;
  /** Pushes what is due by the clock; also happens by itself every 50 ms. */
  pump(): Promise<void>;
  stop(): Promise<void>;
}

let started = 0;

function identity(options: FakeFeishuOptions, random: Seeded): Identity {
  // The SDK keeps tokens by app id for the whole process: two fakes of one test process must not share it.
  started += 1;
  return {
    appId: options.appId ?? `cli_${(random.hex(12) + started.toString(16).padStart(4, "0")).slice(-16)}`,
    appSecret: options.appSecret ?? random.hex(32),
    encryptKey: random.hex(32),
    verificationToken: random.hex(32),
    tenantKey: random.hex(16),
    botOpenId: `ou_${random.hex(32)}`,
    botName: options.botName ?? "Purser",
  };
}

class Front {
  readonly #api: Api;
  readonly #faults: Faults;
  readonly #ledger: Ledger;
  readonly #sockets: Sockets;
  constructor(api: Api, faults: Faults, ledger: Ledger, sockets: Sockets) {
    this.#api = api;
    this.#faults = faults;
    this.#ledger = ledger;
    this.#sockets = sockets;
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    response.setHeader("date", new Date(this.#api.world.now()).toUTCString());
    const raw = await readBody(request);
    const url = new URL(request.url ?? "/", "http://fake");
    const type = request.headers["content-type"] ?? "";
    const method = request.method ?? "GET";
    const body = jsonBody(raw, type);
    const started = performance.now();
    const record = this.#ledger.open(method, url.pathname, body);
    const route = routeOf(method, url.pathname);
    const fault = this.#faults.take(`${method} ${route?.route.path ?? url.pathname}`);
    if (fault !== undefined) record.fault = `${fault.kind} ${fault.when}`;
    if (fault?.when === "before" && (await this.#strike(fault, response, record))) return;
    const reply = this.#reply(record, () => {
      if (url.pathname === ENDPOINT_PATH && method === "POST")
        return { kind: "raw", raw: this.#sockets.endpoint(body, request.headers.host ?? "127.0.0.1") };
      const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? "")?.[1];
      return answer(this.#api, { method, path: url.pathname, query: url.searchParams, body, form: multipart(raw, type), token });
    });
    const target = route?.params["message_id"];
    if (target !== undefined) record.messageId ??= target;
    if (fault?.when === "after" && (await this.#strike(fault, response, record))) return;
    reply(response, fault?.kind === "cut" ? fault.bytes : undefined);
    record.ms = performance.now() - started;
  }

  /** Does what is asked, and answers with how to say it: between the two a fault may strike. */
  #reply(
    record: CallRecord,
    work: () => Answer | { readonly kind: "raw"; readonly raw: unknown },
  ): (response: ServerResponse, breakAfter?: number) => void {
    try {
      const done = work();
      record.accepted = true;
      record.status = 200;
      record.code = 0;
      if (done.kind === "raw") return (response, breakAfter) => send(response, 200, JSON.stringify(done.raw), {}, breakAfter);
      if (done.kind === "data" && typeof done.data["message_id"] === "string") record.messageId = done.data["message_id"];
      return (response, breakAfter) => sendAnswer(response, done, breakAfter);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      record.status = error.status;
      record.code = error.code;
      return (response) =>
        send(
          response,
          error.status,
          JSON.stringify({ code: error.code, msg: error.message, error: { log_id: this.#api.world.random.hex(32) } }),
          error.headers,
        );
    }
  }

  /** True when nothing more is to be said. */
  async #strike(fault: Fault, response: ServerResponse, record: CallRecord): Promise<boolean> {
    switch (fault.kind) {
      case "slow":
        await sleep(fault.ms, undefined, { ref: false });
        return false;
      case "cut":
        // Struck where the answer is written.
        return false;
      case "drop":
        delete record.status;
        delete record.code;
        response.socket?.resetAndDestroy();
        return true;
      case "answer":
        record.status = fault.status;
        delete record.code;
        if (fault.code !== undefined) record.code = fault.code;
        send(response, fault.status, fault.code === undefined ? fault.msg : JSON.stringify({ code: fault.code, msg: fault.msg }), {
          ...(fault.code === undefined ? { "content-type": "text/plain" } : {}),
          ...fault.headers,
        });
        return true;
    }
  }
}

async function listen(server: Server, port: number): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once("error", reject);
  server.listen(port, "127.0.0.1", resolve);
  await promise;
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("fake feishu: no port");
  return `http://127.0.0.1:${address.port}`;
}

/** A Feishu for one app and one tenant, on loopback, for any number of processes of that app. */
export async function startFakeFeishu(options: FakeFeishuOptions = {}): Promise<FakeFeishu> {
  const random = new Seeded(options.seed ?? 1);
  const now = options.now ?? Date.now;
  const who = identity(options, random);
  const world = new World(who, now, random);
  const faults = new Faults(new Seeded((options.seed ?? 1) + 1), now);
  const ledger = new Ledger(world, faults);
  const sockets = new Sockets(world, { ...QUICK, ...options.clientConfig }, options.maxConnections);
  let http: HttpPush | undefined;
  const deliveries = new Deliveries(world, () => http ?? sockets);
  if (options.ackWithinMs !== undefined) deliveries.manner.ackWithinMs = options.ackWithinMs;
  const person = new Persons(world, deliveries);
  if (options.groupMessages !== undefined) person.groupMessages = options.groupMessages;
  const api: Api = { world, rates: new Rates(), undoneByAnswer: (messageId) => person.clicks.waits(messageId) };
  const front = new Front(api, faults, ledger, sockets);
  const broken: unknown[] = [];
  const server = createServer((request, response) => {
    front.handle(request, response).catch((error: unknown) => {
      // A mistake of the fake itself, or a client that died while it sent: told by stop().
      if (!request.destroyed || request.complete) broken.push(error);
      response.destroy();
    });
  });
  server.on("upgrade", (request, socket, head) => sockets.upgrade(request, socket, head));
  const url = await listen(server, options.port ?? 0);
  const pump = setInterval(() => void deliveries.pump().catch((error: unknown) => broken.push(error)), PUMP_EVERY_MS);
  pump.unref();
  return {
    url,
    ...who,
    world,
    ledger,
    faults,
    sockets,
    deliveries,
    person,
    addUser: (name, about) => world.addUser(name, about),
    addChat: (name, about) => world.addChat(name, about),
    direct: (user) => world.directChat(typeof user === "string" ? user : user.openId),
    useHttp: (settings) => (http = new HttpPush(world, settings)),
    useLongConnection: () => {
      http = undefined;
    },
    expireTokens: () => world.tokens.clear(),
    pump: () => deliveries.pump(),
    stop: async () => {
      clearInterval(pump);
      sockets.stop();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      if (broken.length > 0) throw new AggregateError(broken, "fake feishu: it broke while it served");
    },
  };
}
