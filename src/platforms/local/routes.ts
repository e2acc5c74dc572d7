import type { ReadableStream as NodeReadableStream } from "node:stream/web";
import { Hono, type Context } from "hono";
import { bodyLimit } from "hono/body-limit";
import { UserError } from "../../domain/user-error.ts";
import { clean } from "../../message/clean.ts";
import type { Block, Language } from "../../message/message.ts";
import type { Person } from "../../ports/chat-platform.ts";
import type { Role } from "../../ports/company.ts";
import type { ChartRenderer, Log } from "../../ports/system.ts";
import type { Workspace, WorkspaceEntry } from "../../ports/workspace.ts";
import { assetRoutes } from "./assets.ts";
import { channelList } from "./channels.ts";
import { nameOfFile } from "../../message/file-line.ts";
import { tableCsv } from "../common/csv.ts";
import { fileBytes, MEDIA_TYPES } from "../common/files.ts";
import { answerError, notFound } from "./errors.ts";
import type { Gesture, Gestures, Place } from "./gestures.ts";
import { FILE_NAME_CHARS, JSON_BYTES } from "./limits.ts";
import type { Live } from "./live.ts";
import { pictures } from "../common/pictures.ts";
import { EntriesQuery, FileQuery, LanguageBody, PressBody, read, readJson, SkusQuery, TextBody, type Where } from "./schema.ts";
import type { spoolFolder } from "../common/spool.ts";
import { eventStream } from "./stream.ts";
import { type Names, skuWords, vocabulary } from "./vocabulary.ts";
import { wireEntry, type WireCommand, type WireState } from "./wire.ts";

export interface RouteNeeds {
  readonly workspace: Workspace;
  readonly renderer: ChartRenderer;
  readonly log: Log;
  readonly person: Person;
  readonly live: Live;
  readonly gestures: Gestures;
  readonly spool: Awaited<ReturnType<typeof spoolFolder>>;
  readonly commands: () => readonly WireCommand[];
  /** Absent: arguments are not completed. */
  readonly names: Names | undefined;
  readonly lang: Language | undefined;
  readonly heartbeatMs: number;
}

const browserLanguage = (header: string | undefined): Language => (/^\s*zh\b/i.test(header ?? "") ? "zh" : "en");
const langOf = (c: Context): Language => (c.req.query("lang") === "zh" ? "zh" : "en");

export async function localRoutes(needs: RouteNeeds): Promise<Hono> {
  const { workspace, person, live, gestures } = needs;
  const draw = pictures(needs.renderer);
  const app = new Hono();
  app.onError((error, c) => answerError(error, c, needs.log));

  const language = async (c: Context): Promise<Language> =>
    (await workspace.language(person.account)) ?? needs.lang ?? browserLanguage(c.req.header("accept-language"));

  const gesture = async (c: Context, eventId: string, as: Role | undefined): Promise<Gesture> => ({
    eventId,
    person: as === undefined ? person : { ...person, as },
    lang: await language(c),
    direct: true,
  });

  async function place({ channel, thread }: Where): Promise<Place> {
    if (!(await workspace.channels()).some(({ id }) => id === channel)) throw notFound(`channel "${channel}"`);
    if (thread === undefined) return { channel, threadId: null };
    const root = await workspace.byId(thread);
    if (root === undefined || root.channel !== channel || root.threadId !== null) throw notFound(`thread ${thread}`);
    return { channel, threadId: thread };
  }

  async function blockOf<K extends Block["kind"]>(c: Context, kind: K): Promise<Extract<Block, { kind: K }>> {
    const entry = await workspace.byId(Number(c.req.param("entry")));
    const block =
      entry?.body.kind === "sealed" ? entry.body.sealed.message.blocks[Number.parseInt(c.req.param("block") ?? "", 10)] : undefined;
    if (block?.kind !== kind) throw notFound(`${kind} ${c.req.param("entry")}/${c.req.param("block")}`);
    return block as Extract<Block, { kind: K }>;
  }

  const stateFor = async (lang: Language): Promise<WireState> => ({
    person: { account: person.account, name: person.name ?? person.account },
    lang,
    channels: await channelList(workspace),
    working: gestures.working,
  });

  app.get("/local/state", async (c) => {
    // Before the state is read: an event that is told twice does no harm, one that is told never does.
    c.header("x-purser-position", live.position);
    return c.json(await stateFor(await language(c)));
  });

  app.get("/local/commands", (c) => c.json(needs.commands()));

  app.get("/local/words", async (c) => c.json(needs.names === undefined ? [] : await vocabulary(needs.names)));

  app.get("/local/skus", async (c) => {
    const { begins } = read(SkusQuery, c.req.query());
    return c.json(needs.names === undefined ? [] : await skuWords(needs.names, begins));
  });

  app.get("/local/entries", async (c) => {
    const { thread, before, limit, ...where } = read(EntriesQuery, c.req.query());
    const { channel } = await place({ ...where, thread });
    const entries = await workspace.entries({
      channel,
      limit,
      ...(thread === undefined ? {} : { threadId: thread }),
      ...(before === undefined ? {} : { before }),
    });
    return c.json(entries.map(wireEntry));
  });

  app.get("/local/entries/:entry{[1-9][0-9]{0,14}}", async (c) => {
    const entry = await workspace.byId(Number(c.req.param("entry")));
    if (entry === undefined) throw notFound(`message ${c.req.param("entry")}`);
    return c.json(wireEntry(entry));
  });

  app.get("/local/events", (c) => {
    const stream = eventStream(live, c.req.header("last-event-id") ?? c.req.query("last"), needs.heartbeatMs);
    return c.body(stream, 200, {
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-store",
      "x-accel-buffering": "no",
    });
  });

  const json = bodyLimit({ maxSize: JSON_BYTES });

  app.post("/local/text", json, async (c) => {
    const { event, as, text, ...where } = await readJson(TextBody, c.req);
    const entry = await gestures.text(await gesture(c, event, as), await place(where), text);
    return c.json(wireEntry(entry), 202);
  });

  app.post("/local/press", json, async (c) => {
    const { event, as, message, token, fields } = await readJson(PressBody, c.req);
    const entry: WorkspaceEntry | undefined = await workspace.byId(message);
    if (entry === undefined) throw notFound(`message ${message}`);
    gestures.press(await gesture(c, event, as), entry, token, fields);
    return c.json({ event }, 202);
  });

  app.post("/local/language", json, async (c) => {
    const { lang } = await readJson(LanguageBody, c.req);
    await workspace.setLanguage(person.account, lang);
    live.publish({ kind: "language", lang });
    return c.json({ lang });
  });

  app.post("/local/files", async (c) => {
    // Only a page's own script can send this type; a form on another site cannot.
    if (c.req.header("content-type") !== "application/octet-stream")
      throw new UserError("content-type", { zh: "请拖入文件。", en: "Files are sent as application/octet-stream." });
    const { event, as, name, ...where } = read(FileQuery, c.req.query());
    gestures.ready();
    const at = await place(where);
    const length = Number(c.req.header("content-length") ?? Number.NaN);
    const body = (c.req.raw.body ?? new ReadableStream({ start: (s) => s.close() })) as NodeReadableStream<Uint8Array>;
    const spooled = await needs.spool.take(body, Number.isNaN(length) ? undefined : length);
    try {
      const shownName = clean(name.replaceAll("\\", "/").split("/").at(-1) ?? "").slice(0, FILE_NAME_CHARS) || "file";
      const entry = await gestures.file(await gesture(c, event, as), at, shownName, spooled);
      return c.json(wireEntry(entry), 202);
    } catch (error) {
      await spooled.remove();
      throw error;
    }
  });

  app.get("/local/charts/:entry{[0-9]{1,15}}/:block{[0-9]{1,4}\\.png}", async (c) => {
    const chart = await blockOf(c, "chart");
    const picture = draw(chart, langOf(c), c.req.query("scale") === "2" ? 2 : 1);
    c.header("etag", picture.etag);
    c.header("cache-control", "private, no-cache");
    if (c.req.header("if-none-match") === picture.etag) return c.body(null, 304);
    c.header("content-type", "image/png");
    return c.body(new Uint8Array(await picture.png()));
  });

  app.get("/local/tables/:entry{[0-9]{1,15}}/:block{[0-9]{1,4}\\.csv}", async (c) => {
    const table = await blockOf(c, "table");
    c.header("content-type", "text/csv; charset=utf-8");
    c.header("content-disposition", `attachment; filename="purser-${c.req.param("entry")}.csv"`);
    return c.body(tableCsv(table, langOf(c)));
  });

  app.get("/local/attached/:entry{[0-9]{1,15}}/:block{[0-9]{1,4}\\.(?:csv|xlsx)}", async (c) => {
    const file = await blockOf(c, "file");
    c.header("content-type", MEDIA_TYPES[file.format]);
    c.header("content-disposition", `attachment; filename="${nameOfFile(file)}"`);
    return c.body(Uint8Array.from(await fileBytes(file, langOf(c))));
  });

  app.route(
    "/",
    await assetRoutes(async (c) => {
      const { position } = live;
      try {
        const lang = await language(c);
        return { lang, first: { state: await stateFor(lang), position, commands: needs.commands() } };
      } catch (error) {
        // The page comes all the same, says that it waits, and asks again.
        needs.log.error("local.first-state", error);
        return { lang: needs.lang ?? browserLanguage(c.req.header("accept-language")), first: null };
      }
    }),
  );
  return app;
}
