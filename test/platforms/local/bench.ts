import type { Hono } from "hono";
import type { Handlers, MessageRef } from "../../../src/ports/chat-platform.ts";
import { localPlatform, type LocalOptions, type LocalPlatform } from "../../../src/platforms/local/platform.ts";
import type { WireEntry } from "../../../src/platforms/local/wire.ts";
import type { Workspace } from "../../../src/ports/workspace.ts";
import { memoryWorkspace } from "../../fakes/workspace.ts";
import type { Bench } from "../contract.ts";

export const NOW = new Date("2026-11-22T08:30:00Z");
const PNG = Uint8Array.from([0x89, 0x50, 0x4e, 0x47]);

export interface LocalBench extends Bench {
  readonly platform: LocalPlatform;
  readonly workspace: Workspace;
  readonly logged: string[];
  readonly drawn: string[];
  get(path: string, headers?: Record<string, string>): Promise<Response>;
  send(path: string, body: unknown): Promise<Response>;
  upload(query: string, bytes: Uint8Array, headers?: Record<string, string>): Promise<Response>;
}

/** The workspace without a socket: the routes themselves are asked. */
export async function localBench(handlers: Handlers, options: Partial<LocalOptions> = {}): Promise<LocalBench> {
  const workspace = options.workspace ?? memoryWorkspace();
  const logged: string[] = [];
  const drawn: string[] = [];
  let events = 0;
  const platform = await localPlatform({
    workspace,
    renderer: { png: async (chart, _, { lang, scale }) => (drawn.push(`${chart} ${lang} ${scale}`), PNG) },
    clock: { now: () => NOW },
    log: { debug() {}, info() {}, warn() {}, error: (event, error) => void logged.push(`${event} ${String(error)}`) },
    person: { account: "owner" },
    ...options,
  });
  await platform.start(handlers);
  const app = platform.routes[0]?.app as Hono;
  const get: LocalBench["get"] = async (path, headers = {}) => app.request(path, { headers });
  const send: LocalBench["send"] = async (path, body) =>
    app.request(path, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
  const upload: LocalBench["upload"] = async (query, bytes, headers = {}) =>
    app.request(`/local/files?${query}`, {
      method: "POST",
      headers: { "content-type": "application/octet-stream", ...headers },
      body: new Uint8Array(bytes),
    });
  const must = async (response: Response): Promise<void> => {
    if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
  };
  const event = (): string => `event-${String((events += 1)).padStart(6, "0")}`;
  const channel = "ops";

  return {
    platform,
    workspace,
    logged,
    drawn,
    channel,
    get,
    send,
    upload,
    say: async (text, { threadId, eventId = event() } = {}) =>
      must(await send("/local/text", { channel, event: eventId, text, ...(threadId === undefined ? {} : { thread: Number(threadId) }) })),
    press: async (on: MessageRef, token, fields) =>
      must(await send("/local/press", { event: event(), message: Number(on.messageId), token, fields })),
    drop: async (name, bytes) => must(await upload(new URLSearchParams({ channel, event: event(), name }).toString(), bytes)),
    async shown(threadId) {
      const replies = (await (
        await get(`/local/entries?channel=${channel}${threadId === undefined ? "" : `&thread=${threadId}`}`)
      ).json()) as WireEntry[];
      const root = threadId === undefined ? [] : [(await (await get(`/local/entries/${threadId}`)).json()) as WireEntry];
      return [...root, ...replies].map(words);
    },
    settled: () => platform.settled(),
    close: () => platform.stop(),
  };
}

/** What a reader of English sees of an entry. */
function words({ body }: WireEntry): string {
  if (body.kind !== "message") return body.kind === "text" ? body.text : body.name;
  const found: string[] = [];
  const walk = (data: unknown): void => {
    if (Array.isArray(data)) data.forEach(walk);
    else if (typeof data === "object" && data !== null)
      for (const [key, value] of Object.entries(data)) {
        if (key === "en" && typeof value === "string") found.push(value);
        else if (key === "code") found.push(String(value));
        else walk(value);
      }
  };
  walk(body.message);
  return found.join("\n");
}
