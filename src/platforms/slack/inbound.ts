import type { App } from "@slack/bolt";
import type { Log } from "../../ports/system.ts";
import type { Dialogs } from "./dialogs.ts";
import type { Directory } from "./audience.ts";
import { readClick, readDialog } from "./draw/dialog.ts";
import type { Asked } from "./asked.ts";
import { opaque } from "./fate.ts";
import { chosen, dropped } from "./files.ts";
import type { Gestures } from "./gestures.ts";
import type { Home } from "./home.ts";
import { CATCH_ALL, HELP_SHORTCUT, IMPORT_SHORTCUT } from "./names.ts";
import type { ResponseUrl } from "./respond.ts";
import { type BlockActions, Clicked, CommandBody, type MessageEvent, Said, Shortcut, Submitted } from "./schema.ts";
import type { Seat } from "./seat.ts";
import { addressed, asCommand, plainWords } from "./words.ts";

export interface InboundNeeds {
  readonly gestures: Gestures;
  readonly dialogs: Dialogs;
  readonly home: Home;
  readonly people: Directory;
  readonly commands: () => ReadonlySet<string>;
  readonly self: () => { readonly userId: string; readonly botId: string } | undefined;
  readonly responseUrl: (address: string | undefined) => ResponseUrl | undefined;
  readonly log: Log;
}

/**
 * Hears everything that Slack tells and hands it on. Each is acknowledged (`acknowledgedAfter`) when it is written down, before anything else
 * is done; a trigger is a key for 3 s, and only its hash is an id.
 */
export function listen(app: App, needs: InboundNeeds): void {
  const { gestures, dialogs, home, people, log } = needs;

  const text = (seat: Seat, words: string): Promise<void> => gestures.hear({ seat, what: { kind: "text", text: words } });

  app.command(/.*/, async ({ ack, body }) => {
    await ack();
    const parsed = CommandBody.safeParse(body);
    if (!parsed.success) return log.warn("slack.not-understood", { what: "command" });
    const c = parsed.data;
    const url = needs.responseUrl(c.response_url);
    const seat: Seat = {
      eventId: `command:${opaque(c.trigger_id)}`,
      channel: c.channel_id,
      person: { account: c.user_id, ...(c.user_name === undefined ? {} : { name: c.user_name }) },
      // By its id: anybody can name a public channel "directmessage". A direct message of two people is one too; there the bot is no
      // party, and the answer is for the asker.
      direct: c.channel_id.startsWith("D"),
      command: true,
      ...(url === undefined ? {} : { url }),
    };
    const words = plainWords(c.text).trim();
    await text(
      seat,
      c.command === CATCH_ALL ? `/${asCommand(words, needs.commands()).replace(/^\//, "")}` : `${c.command} ${words}`.trim(),
    );
  });

  app.event("app_mention", async ({ event }) => {
    const said = Said.safeParse(event).data;
    const self = needs.self();
    if (said === undefined || self === undefined || !byPerson(said, self)) return;
    const { text: words } = addressed(said.text, self.userId);
    // A file that comes with a mention is a message of its own, and is taken in there.
    if (words === "" && said.files.length > 0) return;
    const command = asCommand(words, needs.commands());
    await text(seatOf(said, false), command.startsWith("/") ? command : `@purser ${command}`);
  });

  app.event("message", async ({ event }) => {
    const said = Said.safeParse(event).data;
    const self = needs.self();
    if (said === undefined || self === undefined || !byPerson(said, self)) return;
    const direct = said.channel_type === "im";
    const seat = seatOf(said, direct);
    const wanted = direct || said.text.includes(`<@${self.userId}`);
    await hearAll(dropped(seat, said.files, said.ts, wanted));
    if (!direct) return;
    const words = asCommand(addressed(said.text, self.userId).text, needs.commands());
    // Words beside a file are about the file, unless they are a command.
    if (said.files.length > 0 && (said.text.trim() === "" || !words.startsWith("/"))) return;
    await text(seat, words);
  });

  app.action(/.*/, async ({ ack, body }) => {
    await ack();
    const clicked = Clicked.safeParse(body).data;
    const click = readClick(body);
    if (clicked === undefined || click === undefined) return;
    const seat = pressSeat(clicked);
    const { token } = click;
    if (click.kind === "form") return gestures.hear({ seat, what: { kind: "dialog", token } }, clicked.trigger_id);
    const onHome = clicked.container.type === "view";
    await gestures.hear({ seat, what: { kind: "press", token, ...(onHome ? { onHome } : {}) } });
  });

  app.view(/.*/, async ({ ack, body }) => {
    await ack();
    const submitted = Submitted.safeParse(body).data;
    const filled = readDialog(body);
    if (submitted === undefined || filled === undefined) return;
    const seat = dialogs.seat(filled, `view:${submitted.view.id}`, { account: submitted.user.id });
    await gestures.hear({ seat, what: { kind: "press", token: filled.token, fields: filled.fields } });
  });

  app.shortcut(/.*/, async ({ ack, body }) => {
    await ack();
    const shortcut = Shortcut.safeParse(body).data;
    if (shortcut === undefined) return;
    const url = needs.responseUrl(shortcut.response_url);
    const seat: Seat = {
      eventId: `shortcut:${opaque(shortcut.trigger_id)}`,
      channel: shortcut.channel?.id ?? null,
      person: { account: shortcut.user.id },
      direct: shortcut.channel === undefined,
      ...(url === undefined ? {} : { url }),
    };
    if (shortcut.callback_id === HELP_SHORTCUT) await text(seat, "/help");
    else if (shortcut.callback_id === IMPORT_SHORTCUT && shortcut.message !== undefined)
      await hearAll(chosen({ ...seat, threadId: shortcut.message.thread_ts ?? shortcut.message.ts }, shortcut.message.files));
  });

  app.event("app_home_opened", async ({ event }) => {
    if (event.tab === "home") home.show(event.user);
  });

  for (const name of ["channel_shared", "channel_unshared"] as const)
    app.event(name, async ({ event }) => people.channelChanged(event.channel));
  app.event("user_change", async ({ event }) => people.personChanged(event.user.id));

  app.error(async (error) => log.error("slack.listener-failed", error));

  async function hearAll(all: readonly Asked[]): Promise<void> {
    await Promise.all(all.map((asked) => gestures.hear(asked)));
  }

  function pressSeat(clicked: BlockActions): Seat {
    const { container, user } = clicked;
    const action = clicked.actions[0];
    const url = needs.responseUrl(clicked.response_url);
    const channel = clicked.channel?.id ?? container.channel_id ?? null;
    const ts = container.message_ts ?? clicked.message?.ts;
    const ephemeral = container.is_ephemeral === true;
    const root = clicked.message?.thread_ts ?? container.thread_ts ?? (ephemeral ? undefined : ts);
    return {
      eventId: `press:${user.id}:${action?.action_ts ?? opaque(clicked.trigger_id)}`,
      channel,
      person: { account: user.id },
      direct: channel === null || channel.startsWith("D"),
      ...(root === undefined ? {} : { threadId: root }),
      ...(root !== undefined && root === ts ? { begins: true } : {}),
      ...(url === undefined ? {} : { url }),
      ...(ts === undefined ? {} : { pressed: { ts, ephemeral } }),
    };
  }
}

/** Bots, ourselves, and what Slack only tells about a message (edited, joined, deleted) are not somebody speaking. */
const SPOKEN: ReadonlySet<string> = new Set(["", "file_share", "thread_broadcast"]);

function byPerson(said: MessageEvent, self: { readonly userId: string; readonly botId: string }): boolean {
  return said.bot_id === undefined && said.user !== "" && said.user !== self.userId && SPOKEN.has(said.subtype ?? "") && !said.hidden;
}

/** Slack can tell of one message twice with different times; the client's id is the same. */
function seatOf(said: MessageEvent, direct: boolean): Seat {
  return {
    eventId: `message:${said.client_msg_id ?? `${said.channel}:${said.ts}`}`,
    channel: said.channel,
    person: { account: said.user },
    direct,
    ...(said.thread_ts === undefined ? {} : { threadId: said.thread_ts }),
  };
}
