import { randomUUID } from "node:crypto";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createAdaptorServer, type HttpBindings } from "@hono/node-server";
import { Hono } from "hono";
import { secureHeaders } from "hono/secure-headers";
import { UserError } from "../domain/user-error.ts";
import type { Log } from "../ports/system.ts";
import { loopbackOnly } from "./guard.ts";
import { prometheusText, type Gauge } from "./metrics.ts";

export type { Gauge } from "./metrics.ts";

/** Routes of one platform. They are for this machine's own browser only, unless they are `open` and check a signature themselves. */
export interface Route {
  readonly path: string;
  readonly app: Hono;
  readonly access?: "loopback" | "open";
}

export interface Health {
  /** False while the process should get no work: starting, stopping, store away. */
  readonly ready: boolean;
  /** What was looked at, in a word each: `{store: "ok", delivery: "12 pending"}`. */
  readonly checks?: Readonly<Record<string, string>>;
}

export interface HttpOptions {
  /** Loopback unless somebody decided otherwise. */
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  readonly routes: readonly Route[];
  readonly log: Log;
  readonly health: () => Promise<Health>;
  readonly gauges?: () => Promise<readonly Gauge[]>;
  /** How long `stop` waits for requests that are under way before it cuts them. */
  readonly graceMs?: number;
}

export interface RunningHttp {
  /** `http://127.0.0.1:7070` */
  readonly address: string;
  readonly port: number;
  stop(): Promise<void>;
}

type App = Hono<{ Bindings: HttpBindings }>;

function application({ routes, log, health, gauges }: HttpOptions): App {
  const app: App = new Hono<{ Bindings: HttpBindings }>();
  app.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
      // With `no-referrer` browsers send `Origin: null` on some same-origin posts, which the guard would refuse.
      referrerPolicy: "same-origin",
      xFrameOptions: "DENY",
      strictTransportSecurity: false,
    }),
  );
  app.get("/healthz", (c) => c.text("ok\n"));
  app.get("/readyz", async (c) => {
    const { ready, checks } = await health();
    return c.json({ ready, checks: checks ?? {} }, ready ? 200 : 503);
  });
  app.get("/metrics", async (c) => {
    c.header("content-type", "text/plain; version=0.0.4; charset=utf-8");
    return c.body(prometheusText(gauges === undefined ? [] : await gauges()));
  });
  // Open routes first, so that the guard of a route that covers everything does not stand before them.
  const open = routes.filter((route) => route.access === "open");
  const guarded = routes.filter((route) => route.access !== "open").toSorted((a, b) => b.path.length - a.path.length);
  for (const route of open) app.route(route.path, route.app);
  for (const route of guarded) {
    const behind: App = new Hono<{ Bindings: HttpBindings }>();
    behind.use(loopbackOnly((code, path) => log.warn("http.refused", { code, path })));
    behind.route("/", route.app);
    app.route(route.path, behind);
  }
  app.onError((error, c) => {
    if (error instanceof UserError) return c.json({ error: { code: error.code, text: error.text, hint: error.hint ?? null } }, 400);
    const reference = randomUUID();
    log.error("http.failed", error, { reference, path: c.req.path });
    return c.text(`Something went wrong here. Reference: ${reference}\n`, 500);
  });
  return app;
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => reject(cannotListen(error, host, port)));
    server.listen({ host, port }, () => {
      server.removeAllListeners("error");
      resolve();
    });
  });
}

function cannotListen(error: NodeJS.ErrnoException, host: string, port: number): Error {
  if (error.code === "EADDRINUSE") {
    const other = port >= 65_535 ? port - 1 : port + 1;
    return new UserError(
      "port-taken",
      { zh: `端口 ${port} 已被占用，Purser 可能已经在运行。`, en: `Port ${port} is taken; perhaps Purser is already running.` },
      { zh: `关掉占用它的程序，或换一个端口：PORT=${other} npm start`, en: `Stop what uses it, or take another: PORT=${other} npm start` },
    );
  }
  if (error.code === "EACCES")
    return new UserError(
      "port-forbidden",
      { zh: `没有权限使用端口 ${port}。`, en: `This user may not open port ${port}.` },
      { zh: "请用 1024 以上的端口：PORT=7070 npm start", en: "Take a port above 1023: PORT=7070 npm start" },
    );
  if (error.code === "EADDRNOTAVAIL" || error.code === "ENOTFOUND")
    return new UserError(
      "host-unknown",
      { zh: `HOST 为“${host}”，但本机没有这个地址。`, en: `HOST is "${host}", which is no address of this machine.` },
      { zh: "去掉 HOST 即只在本机打开（127.0.0.1）。", en: "Leave HOST out to listen on this machine only (127.0.0.1)." },
    );
  return error;
}

const shown = (host: string): string => (host.includes(":") ? `[${host}]` : host);

/** The one HTTP server. It listens when the promise resolves; a port that is taken is a UserError that says what to do. */
export async function startHttp(options: HttpOptions): Promise<RunningHttp> {
  const { host, log, graceMs = 2000 } = options;
  const app = application(options);
  const server = createAdaptorServer({ fetch: app.fetch }) as Server;
  await listen(server, host, options.port);
  server.on("error", (error) => log.error("http.server", error));
  const { port } = server.address() as AddressInfo;
  const address = `http://${shown(host)}:${port}`;
  log.info("http.listening", { address });
  return {
    address,
    port,
    stop: () =>
      new Promise((resolve, reject) => {
        const cut = setTimeout(() => server.closeAllConnections(), graceMs);
        server.close((error) => {
          clearTimeout(cut);
          if (error === undefined) resolve();
          else reject(error);
        });
        server.closeIdleConnections();
      }),
  };
}
