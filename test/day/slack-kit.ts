import { BOT_EVENTS, BOT_SCOPES } from "../../src/platforms/slack/manifest.ts";
import type { Message } from "../fakes/slack/ledger.ts";
import { type FakeSlack, startFakeSlack } from "../fakes/slack/server.ts";
import type { View } from "../fakes/slack/state.ts";
import { DayClock, emailOf, openDay, type OpenDay, PATIENCE_MS, TEAM, wall } from "./kit.ts";

export interface SlackDay extends AsyncDisposable {
  readonly slack: FakeSlack;
  readonly day: OpenDay;
  /** Does something, and waits for what the app then says in a channel, in a thread or to a person alone. The first that fits. */
  readonly hears: (where: Hearing, pattern: RegExp, act: () => Promise<unknown>) => Promise<Message>;
  /** The first thing in a place that fits, now or soon. */
  readonly finds: (where: Hearing, pattern: RegExp) => Promise<Message>;
  /** Fills in the dialog behind a button of a message. */
  readonly fills: (user: string, message: Message, button: string, values: Readonly<Record<string, string>>) => Promise<View>;
  /** How often the app said this in a channel, threads included. */
  readonly times: (channel: string, pattern: RegExp) => number;
  /** What stands everywhere, for a person who wants to look at the day. */
  readonly transcript: () => string;
}

export interface Hearing {
  /** A channel's name; the direct message of `user` when there is none. */
  readonly channel?: string;
  readonly user?: string;
  /** Only that person sees it. */
  readonly alone?: boolean;
}

/** A workspace with the team and its channels, and the bot of the manifest in it. */
export async function openSlackDay(): Promise<SlackDay> {
  const clock = new DayClock(wall("08:00"));
  const slack = await startFakeSlack({
    now: clock.ms,
    events: BOT_EVENTS,
    scopes: BOT_SCOPES,
    fileDelayMs: 300,
    users: Object.entries(TEAM).map(([slug, { name }]) => ({ name: slug, realName: name, email: emailOf(slug), locale: "zh-CN" })),
    channels: ["daily", "stock", "retro", "ops"].map((name) => ({ name })),
  });
  slack.addChannel({ name: "de-team", kind: "private" });
  slack.addUser({ name: "smith", email: "smith@forwarder.example", locale: "en-US", isStranger: true });
  slack.addChannel({ name: "forwarder", isExtShared: true });
  const day = await openDay(clock, { SLACK_BOT_TOKEN: slack.botToken, SLACK_APP_TOKEN: slack.appToken, SLACK_API_URL: slack.apiUrl });
  const said = (): readonly Message[] => slack.ledger.messages.filter((m) => m.botId !== null && m.deletedAt === null);
  const fits = (m: Message, { channel, user, alone }: Hearing): boolean => {
    const at = slack.world.channels.get(m.channel);
    if (alone === true && user !== undefined) return m.ephemeralTo === slack.user(user).id;
    if (m.ephemeralTo !== null) return false;
    return channel === undefined ? at?.withUser === (user === undefined ? undefined : slack.user(user).id) : at?.name === channel;
  };
  return {
    slack,
    day,
    async hears(where, pattern, act) {
      const before = new Map(said().map((m) => [m, slack.read(m)]));
      await act();
      return slack.until(
        () => said().find((m) => fits(m, where) && pattern.test(slack.read(m)) && before.get(m) !== slack.read(m)),
        `${pattern} in ${JSON.stringify(where)}`,
        PATIENCE_MS,
      );
    },
    finds: (where, pattern) =>
      slack.until(
        () => said().find((m) => fits(m, where) && pattern.test(slack.read(m))),
        `${pattern} in ${JSON.stringify(where)}`,
        PATIENCE_MS,
      ),
    async fills(user, message, button, values) {
      await slack.click(message, button, user);
      const view = await slack.until(() => slack.modal(user), `a dialog for ${user}`, PATIENCE_MS);
      await slack.submit(view, values, user);
      return view;
    },
    times: (channel, pattern) => said().filter((m) => m.channel === slack.channel(channel).id && pattern.test(slack.read(m))).length,
    transcript: () =>
      [...slack.world.channels.values()]
        .flatMap((c) => {
          const name = c.withUser === null ? `#${c.name}` : `direct, ${slack.user(c.withUser).name}`;
          return [
            `\n====== ${name}`,
            ...slack.ledger.of(c.id).map((m) => {
              const who = `${m.botId === null ? slack.user(m.user).name : "Purser"}${m.ephemeralTo === null ? "" : `, to ${slack.user(m.ephemeralTo).name} alone`}`;
              const gone = m.deletedAt === null ? "" : ", deleted";
              return `-- ${m.threadTs === null ? "" : "(in the thread) "}${who}${m.edits.length > 0 ? `, edited ${m.edits.length}×` : ""}${gone}\n${slack.read(m)}`;
            }),
          ];
        })
        .join("\n"),
    async [Symbol.asyncDispose]() {
      await day[Symbol.asyncDispose]();
      await slack.stop();
    },
  };
}
