import { Readable } from "node:stream";
import { AppType, Client, defaultHttpInstance, DefaultCache, Domain, withTenantToken, type HttpInstance } from "@larksuiteoapi/node-sdk";
import { z } from "zod";
import type { Clock, Log } from "../../ports/system.ts";
import { ApiError, type Heard, TOKEN_CODES } from "./errors.ts";
import { redact, sdkLogger } from "./logger.ts";
import type { Times } from "./times.ts";
import { TenantToken } from "./token.ts";

export interface Credentials {
  readonly appId: string;
  readonly appSecret: string;
  /** `feishu`, `lark`, or an address. */
  readonly domain: string;
}

export interface Call {
  readonly method: "GET" | "POST" | "PATCH";
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | boolean>>;
  readonly body?: Readonly<Record<string, unknown>>;
  /** Sent as a form with files. */
  readonly form?: Readonly<Record<string, string | File>>;
  readonly timeoutMs?: number;
}

export interface Download {
  readonly body: AsyncIterable<Uint8Array>;
  /** As announced; absent when it was not. */
  readonly bytes: number | undefined;
  /** For whoever does not read it to its end. */
  cancel(): void;
}

/** What the rest of this folder knows of Feishu's API. */
export interface Api {
  readonly appId: string;
  /** Throws ApiError for everything that is no success. */
  call<T>(call: Call, answer: z.ZodType<T>): Promise<T>;
  download(path: string, query: Readonly<Record<string, string>>): Promise<Download>;
  /** Their clock less ours at the last answer, in ms; undefined before one. */
  skewMs(): number | undefined;
}

// An answer is some kilobytes; a list of 50 cards at most 50 × 30 KB.
const ANSWER_BYTES = 16_777_216;
const Refusal = z.object({ code: z.number(), msg: z.string().optional() });
const Token = z.object({ tenant_access_token: z.string().min(1), expire: z.number() });

/** For the SDK: `Domain` where it is a house of Feishu's own. */
export const domainOf = (domain: string): Domain | string =>
  domain === "feishu" ? Domain.Feishu : domain === "lark" ? Domain.Lark : domain.replace(/\/+$/, "");

// Refused before a byte of the request went out; everything else may have arrived.
const NEVER_LEFT: ReadonlySet<string> = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "CERT_HAS_EXPIRED",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "ERR_TLS_CERT_ALTNAME_INVALID",
]);

// The SDK knows it; its types do not.
const WITH_HEADERS = { $return_headers: true };

interface Answered {
  readonly data: unknown;
  readonly headers: Readonly<Record<string, unknown>>;
}

function formOf(data: Readonly<Record<string, unknown>>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(data)) {
    if (value instanceof File) form.set(name, value, value.name);
    else form.set(name, String(value));
  }
  return form;
}

/**
 * The SDK's own HTTP, with what it leaves out: an end to every request (its token and its long connection too), no redirects that
 * would carry the token elsewhere, and files with names in forms.
 */
export function httpWith(times: Times): HttpInstance {
  type Options = Parameters<HttpInstance["request"]>[0];
  const request = async (options: Options): Promise<never> => {
    const ms = options.timeout ?? times.requestMs;
    const isForm = Object.values((options.data ?? {}) as object).some((value) => value instanceof File);
    const all = {
      maxRedirects: 0,
      maxContentLength: ANSWER_BYTES,
      ...options,
      timeout: ms,
      // `timeout` counts silence only; a body that drips would never end.
      signal: AbortSignal.timeout(ms),
      ...(isForm && { data: formOf(options.data as Record<string, unknown>), headers: withoutType(options.headers) }),
    };
    return (await defaultHttpInstance.request(all)) as never;
  };
  const bare = (method: string) => (url: string, options?: Options) => request({ ...options, url, method });
  const full = (method: string) => (url: string, data?: unknown, options?: Options) => request({ ...options, url, method, data });
  return {
    request,
    get: bare("get"),
    delete: bare("delete"),
    head: bare("head"),
    options: bare("options"),
    post: full("post"),
    put: full("put"),
    patch: full("patch"),
  };
}

const withoutType = (headers: Readonly<Record<string, unknown>> = {}): Record<string, unknown> =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => name.toLowerCase() !== "content-type"));

function resetOf(headers: Readonly<Record<string, unknown>> | undefined): { readonly resetMs?: number } {
  const said = headers?.["x-ogw-ratelimit-reset"] ?? headers?.["retry-after"];
  const seconds = Number(said);
  return said === undefined || !Number.isFinite(seconds) || seconds < 0 ? {} : { resetMs: Math.min(seconds, 3_600) * 1_000 };
}

/** Reads what axios throws; never keeps it, since the request with its token hangs on it. */
function readFailure(thrown: unknown, secrets: readonly string[]): ApiError {
  if (thrown instanceof ApiError) return thrown;
  const { response, code, message } = thrown as {
    readonly response?: { readonly status: number; readonly data: unknown; readonly headers?: Record<string, unknown> };
    readonly code?: unknown;
    readonly message?: unknown;
  };
  if (response === undefined) {
    const name = typeof code === "string" ? code : "";
    const heard: Heard = NEVER_LEFT.has(name) ? "unsent" : "unheard";
    return new ApiError(heard, redact(`${name} ${typeof message === "string" ? message : "no answer"}`.trim(), secrets));
  }
  return refusal(response.status, response.data, response.headers, secrets);
}

function refusal(status: number, data: unknown, headers: Record<string, unknown> | undefined, secrets: readonly string[]): ApiError {
  const said = Refusal.safeParse(data);
  const { code, msg } = said.success ? said.data : { code: 0, msg: undefined };
  // A gateway that failed, or something that is not Feishu, does not know what was done behind it.
  const heard: Heard = status >= 500 || status === 408 || !said.success ? "unheard" : "refused";
  const words = `HTTP ${status}${said.success ? `, code ${code}` : ", not an answer of Feishu"}${msg ? `: ${redact(msg, secrets)}` : ""}`;
  return new ApiError(status === 429 ? "refused" : heard, words.slice(0, 400), { code, status, ...resetOf(headers) });
}

export function feishuApi(credentials: Credentials, needs: { readonly times: Times; readonly clock: Clock; readonly log: Log }): Api {
  const { times, clock, log } = needs;
  const { appId, appSecret } = credentials;
  const secrets = [appSecret];
  const client = new Client({
    appId,
    appSecret,
    appType: AppType.SelfBuild,
    domain: domainOf(credentials.domain),
    // The SDK's token has no single flight and is not renewed when it is refused; ours goes with each call.
    disableTokenCache: true,
    // The SDK's own cache is shared by all clients of a process.
    cache: new DefaultCache(),
    httpInstance: httpWith(times),
    // Each refusal is told by whoever asked; in a storm of limits the SDK would tell it once more.
    logger: sdkLogger(log, secrets, "debug"),
  });
  let skew: number | undefined;

  async function once<T>(call: Call, token: string | undefined, answer: z.ZodType<T>): Promise<T> {
    const options = token === undefined ? undefined : withTenantToken(token);
    let answered: Answered;
    try {
      answered = await client.request<Answered>(
        {
          method: call.method,
          url: call.path,
          ...(call.query && { params: call.query }),
          ...((call.body ?? call.form) && { data: call.body ?? call.form }),
          timeout: call.timeoutMs ?? times.requestMs,
          ...WITH_HEADERS,
        },
        options,
      );
    } catch (thrown) {
      throw readFailure(thrown, secrets);
    }
    const { date } = answered.headers;
    const theirs = typeof date === "string" ? Date.parse(date) : Number.NaN;
    if (!Number.isNaN(theirs)) skew = theirs - clock.now().getTime();
    const said = Refusal.safeParse(answered.data);
    if (!said.success || said.data.code !== 0) throw refusal(200, answered.data, answered.headers, secrets);
    const read = answer.safeParse(answered.data);
    if (!read.success) throw new ApiError("unheard", `${call.path} answered with something else: ${z.prettifyError(read.error)}`);
    return read.data;
  }

  const tokens = new TenantToken(
    async () => {
      const call: Call = {
        method: "POST",
        path: "/open-apis/auth/v3/tenant_access_token/internal",
        body: { app_id: appId, app_secret: appSecret },
      };
      const { tenant_access_token: token, expire: seconds } = await once(call, undefined, Token);
      return { token, seconds };
    },
    () => clock.now().getTime(),
    times.tokenMarginMs,
  );

  /** Without a token the request itself never left, whatever became of the question for the token. */
  async function token(): Promise<string> {
    try {
      return await tokens.get();
    } catch (error) {
      if (!(error instanceof ApiError) || error.heard !== "unheard") throw error;
      throw new ApiError("unsent", `no token: ${error.message}`);
    }
  }

  async function withToken<T>(work: (token: string) => Promise<T>): Promise<T> {
    const first = await token();
    try {
      return await work(first);
    } catch (error) {
      // Nothing was accepted, so that once more is not twice.
      if (!(error instanceof ApiError) || error.heard !== "refused" || !TOKEN_CODES.has(error.code)) throw error;
      tokens.drop(first);
      return work(await token());
    }
  }

  return {
    appId,
    call: (call, answer) => withToken((held) => once(call, held, answer)),
    skewMs: () => skew,
    download: (path, query) =>
      withToken(async (held) => {
        let answered: { readonly data: Readable; readonly headers: Record<string, unknown> };
        try {
          answered = await client.request(
            {
              method: "GET",
              url: path,
              params: query,
              responseType: "stream",
              timeout: times.downloadMs,
              maxContentLength: Infinity,
              ...WITH_HEADERS,
            },
            withTenantToken(held),
          );
        } catch (thrown) {
          throw await readStreamFailure(thrown, secrets);
        }
        const length = Number(answered.headers["content-length"] ?? Number.NaN);
        const stream = answered.data;
        return {
          body: stream as AsyncIterable<Uint8Array>,
          bytes: Number.isNaN(length) ? undefined : length,
          cancel: () => stream.destroy(),
        };
      }),
  };
}

const ERROR_BYTES = 65_536;

/** Of a download even the refusal is a stream. */
async function readStreamFailure(thrown: unknown, secrets: readonly string[]): Promise<ApiError> {
  const { response } = thrown as {
    readonly response?: { readonly status: number; readonly data: unknown; readonly headers?: Record<string, unknown> };
  };
  if (!(response?.data instanceof Readable)) return readFailure(thrown, secrets);
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of response.data) {
      chunks.push(chunk as Buffer);
      size += (chunk as Buffer).length;
      if (size > ERROR_BYTES) break;
    }
    return refusal(response.status, JSON.parse(Buffer.concat(chunks).toString("utf8")), response.headers, secrets);
  } catch {
    return refusal(response.status, undefined, response.headers, secrets);
  }
}
