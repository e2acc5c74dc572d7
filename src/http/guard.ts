import type { HttpBindings } from "@hono/node-server";
import type { MiddlewareHandler } from "hono";
import { createMiddleware } from "hono/factory";

/** Why a request was turned away; null when it may pass. */
export type Verdict = { readonly code: string; readonly why: string } | null;

/** What the guard looks at. `port` is the one that the connection came in on. */
export interface Knock {
  readonly method: string;
  readonly port: number;
  readonly remote: string;
  header(name: string): string | undefined;
}

const LOOPBACK = /^(?:127(?:\.\d{1,3}){3}|::1|::ffff:127(?:\.\d{1,3}){3})$/;
const NAMES = ["127.0.0.1", "localhost", "[::1]"];
const HTTP_PORT = 80;
const FORWARDED = ["forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via"];

/**
 * The local workspace has no password: whoever sits at this machine is the owner. So everything that is not a page of this very
 * server in a browser of this very machine is turned away.
 */
export function judge(knock: Knock): Verdict {
  if (!LOOPBACK.test(knock.remote)) return { code: "not-loopback", why: "The local workspace answers only to this machine itself." };
  // A reverse proxy on this machine connects from loopback and may rewrite Host, so that strangers would look like the owner.
  if (FORWARDED.some((name) => knock.header(name) !== undefined))
    return { code: "forwarded", why: "The local workspace does not work through a proxy; open it on the machine that Purser runs on." };
  const hosts = NAMES.flatMap((name) => (knock.port === HTTP_PORT ? [name, `${name}:${HTTP_PORT}`] : [`${name}:${knock.port}`]));
  const host = knock.header("host")?.toLowerCase();
  // DNS rebinding: a foreign name that resolves to 127.0.0.1 still arrives under its own name.
  if (host === undefined || !hosts.includes(host))
    return { code: "host", why: `Open the local workspace as http://127.0.0.1:${knock.port}, not under another name.` };
  return judgeOrigin(knock, host);
}

function judgeOrigin(knock: Knock, host: string): Verdict {
  const site = knock.header("sec-fetch-site")?.toLowerCase();
  const origin = knock.header("origin")?.toLowerCase();
  const reading = knock.method === "GET" || knock.method === "HEAD";
  const foreign: Verdict = { code: "origin", why: "This request came from another site; only the workspace's own page may ask." };
  if (origin !== undefined && origin !== `http://${host}`) return foreign;
  if (!reading) return origin === undefined || (site !== undefined && site !== "same-origin") ? foreign : null;
  if (site === undefined || site === "same-origin" || site === "none") return null;
  // A link on another page may open the workspace (a navigation changes nothing and frames are forbidden), but not embed it.
  return knock.header("sec-fetch-mode") === "navigate" && knock.header("sec-fetch-dest") === "document" ? null : foreign;
}

/** Lets only this machine's own browser through. */
export const loopbackOnly = (onRefusal: (code: string, path: string) => void): MiddlewareHandler<{ Bindings: HttpBindings }> =>
  createMiddleware<{ Bindings: HttpBindings }>(async function loopback(c, next) {
    const { socket } = c.env.incoming;
    const verdict = judge({
      method: c.req.method,
      port: socket.localPort ?? 0,
      remote: socket.remoteAddress ?? "",
      header: (name) => c.req.header(name),
    });
    if (verdict === null) return next();
    onRefusal(verdict.code, c.req.path);
    return c.text(`${verdict.why}\n`, 403);
  });
