import type { Text } from "../../../domain/value.ts";
import type { Language } from "../../../message/message.ts";
import type { Role } from "../../../ports/company.ts";
import type { WireCommand, WireEntry, WireError, WireFirst, WireState, WireWord } from "../wire.ts";

/** The server understood and said no, in both languages. */
export class Refused extends Error {
  readonly text: Text;
  readonly hint: Text | null;
  constructor({ error }: WireError) {
    super(error.text.en);
    this.text = error.text;
    this.hint = error.hint;
  }
}

export interface Spot {
  readonly channel: string;
  readonly thread?: number | undefined;
}

const isRefusal = (data: unknown): data is WireError => typeof data === "object" && data !== null && "error" in data;

async function answer<T>(response: Response): Promise<T> {
  if (response.ok) return (await response.json()) as T;
  const text = await response.text();
  throw refusal(text, response.status);
}

function refusal(text: string, status: number): Error {
  try {
    const data: unknown = JSON.parse(text);
    if (isRefusal(data)) return new Refused(data);
  } catch (error) {
    if (!(error instanceof SyntaxError)) return error as Error;
  }
  return new Error(`${status} ${text}`);
}

const send = async <T>(path: string, body: unknown): Promise<T> =>
  answer<T>(await fetch(path, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) }));

function query(values: Readonly<Record<string, string | number | undefined>>): string {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(values)) if (value !== undefined) params.set(key, String(value));
  return params.toString();
}

/** One gesture, one id: sent again after a broken connection it does one thing. */
export const newEvent = (): string => crypto.randomUUID();

const getCommands = async (): Promise<readonly WireCommand[]> => answer(await fetch("/local/commands"));

export async function getFirst(): Promise<WireFirst> {
  const [response, commands] = await Promise.all([fetch("/local/state"), getCommands()]);
  const position = response.headers.get("x-purser-position") ?? "";
  return { state: await answer<WireState>(response), position, commands };
}

/** What came with the page itself; null where the server had nothing to say yet. */
export const givenFirst = (): WireFirst | null => JSON.parse(document.getElementById("first")?.textContent ?? "null") as WireFirst | null;

export const getWords = async (): Promise<readonly WireWord[]> => answer(await fetch("/local/words"));
export const getSkus = async (begins: string): Promise<readonly WireWord[]> => answer(await fetch(`/local/skus?${query({ begins })}`));
export const getEntry = async (id: number): Promise<WireEntry> => answer(await fetch(`/local/entries/${id}`));
export const getEntries = async (spot: Spot & { readonly before?: number | undefined; readonly limit: number }): Promise<WireEntry[]> =>
  answer(await fetch(`/local/entries?${query({ ...spot })}`));

export const sendText = (spot: Spot, event: string, as: Role | undefined, text: string): Promise<WireEntry> =>
  send("/local/text", { ...spot, event, as, text });

export const sendPress = (
  event: string,
  as: Role | undefined,
  press: { readonly message: number; readonly token: string; readonly fields?: Readonly<Record<string, string>> },
): Promise<unknown> => send("/local/press", { event, as, ...press });

export const sendLanguage = (lang: Language): Promise<unknown> => send("/local/language", { lang });

/** XMLHttpRequest, since fetch does not tell how much of a body has gone out. */
export function sendFile(
  spot: Spot,
  event: string,
  as: Role | undefined,
  file: File,
  onProgress: (loaded: number, total: number) => void,
): Promise<WireEntry> {
  const request = new XMLHttpRequest();
  request.open("POST", `/local/files?${query({ ...spot, event, as, name: file.name })}`);
  request.setRequestHeader("content-type", "application/octet-stream");
  const { promise, resolve, reject } = Promise.withResolvers<WireEntry>();
  request.upload.addEventListener("progress", (e) => onProgress(e.loaded, e.total));
  request.addEventListener("error", () => reject(new TypeError("network")));
  request.addEventListener("load", () => {
    if (request.status < 300) resolve(JSON.parse(request.responseText) as WireEntry);
    else reject(refusal(request.responseText, request.status));
  });
  request.send(file);
  return promise;
}
