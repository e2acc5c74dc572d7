import { z } from "zod";
import { type Audience, OutOfSight, type Profile } from "../../ports/chat-platform.ts";
import type { Language } from "../../message/message.ts";
import type { Clock } from "../../ports/system.ts";
import type { WebClient } from "./client.ts";
import { inChannel, judge, slackCode } from "./errors.ts";
import type { Timeouts } from "./timeouts.ts";

/** What is remembered for a while, and forgotten at once when Slack says that it changed. */
class Remembered<T> {
  readonly #life: number;
  readonly #clock: Clock;
  readonly #known = new Map<string, { readonly at: number; readonly value: Promise<T> }>();

  constructor(life: number, clock: Clock) {
    this.#life = life;
    this.#clock = clock;
  }

  /** Several who ask at the same time ask once; a failure is not remembered. */
  async get(id: string, ask: () => Promise<T>): Promise<T> {
    const now = this.#clock.now().getTime();
    const known = this.#known.get(id);
    if (known !== undefined && now - known.at < this.#life) return known.value;
    const entry = { at: now, value: ask() };
    this.#known.delete(id);
    this.#known.set(id, entry);
    if (this.#known.size > MOST) for (const oldest of [...this.#known.keys()].slice(0, MOST / 2)) this.#known.delete(oldest);
    try {
      return await entry.value;
    } catch (error) {
      if (this.#known.get(id) === entry) this.#known.delete(id);
      throw error;
    }
  }

  forget(id: string): void {
    this.#known.delete(id);
  }
}

const MOST = 5_000;
// The SDK's type of a conversation leaves out who is at the other end.
const DirectMessage = z.object({ user: z.string() });

export interface Person extends Profile {
  readonly lang: Language | undefined;
}

export interface Directory {
  audience(channel: string): Promise<Audience>;
  /** Undefined for an account that Slack does not know. */
  person(account: string): Promise<Person | undefined>;
  /** In which language somebody uses Slack; undefined when it cannot be told soon. */
  language(account: string): Promise<Language | undefined>;
  channelChanged(channel: string): void;
  personChanged(account: string): void;
}

/** Who can read a channel, and who somebody is. Both throw when Slack cannot be asked: no answer is no permission. */
export function directory(client: WebClient, team: () => string | undefined, clock: Clock, timeouts: Timeouts): Directory {
  const channels = new Remembered<Audience>(timeouts.audience, clock);
  const people = new Remembered<Person | undefined>(timeouts.profile, clock);

  async function askChannel(id: string): Promise<Audience> {
    // A person stands for their direct message with the bot.
    if (/^[UW]/.test(id)) return withPerson(id);
    const { channel } = await client.conversations.info({ channel: id }).catch((error: unknown) => {
      const code = slackCode(error);
      throw code === "channel_not_found" ? new OutOfSight(code, judge(error, inChannel(id)).because, { cause: error }) : error;
    });
    if (channel === undefined) throw new Error(`Slack did not say who can read ${id}`);
    if (channel.is_im === true) return withPerson(DirectMessage.parse(channel).user);
    // A channel that is about to be shared shows its history to whoever accepts the invitation.
    const outside =
      channel.is_ext_shared === true ||
      channel.is_shared === true ||
      channel.is_org_shared === true ||
      channel.is_pending_ext_shared === true;
    return outside ? "outside" : "team";
  }

  async function withPerson(account: string): Promise<Audience> {
    const person = await people.get(account, () => askPerson(account));
    return person === undefined || person.outsider ? "outside" : "team";
  }

  async function askPerson(id: string): Promise<Person | undefined> {
    try {
      const { user } = await client.users.info({ user: id, include_locale: true });
      if (user === undefined) return undefined;
      const guest = user.is_restricted === true || user.is_ultra_restricted === true || user.is_stranger === true;
      const home = team();
      const foreign = home !== undefined && user.team_id !== undefined && user.team_id !== home;
      return {
        name: user.profile?.display_name || user.real_name || user.name || id,
        email: user.profile?.email ?? null,
        outsider: guest || foreign || user.is_bot === true || user.deleted === true,
        lang: user.locale === undefined ? undefined : /^zh\b/i.test(user.locale) ? "zh" : "en",
      };
    } catch (error) {
      const code = slackCode(error);
      if (code === "user_not_found" || code === "users_not_found" || code === "user_not_visible") return undefined;
      throw error;
    }
  }

  return {
    audience: (channel) => channels.get(channel, () => askChannel(channel)),
    person: (account) => people.get(account, () => askPerson(account)),
    async language(account) {
      try {
        return (await Promise.race([people.get(account, () => askPerson(account)), soon(timeouts.interactive)]))?.lang;
      } catch {
        // Whose language is not known is answered in the company's.
        return undefined;
      }
    },
    channelChanged: (channel) => channels.forget(channel),
    personChanged: (account) => people.forget(account),
  };
}

/** Nothing, after a while that keeps no process alive. */
const soon = (ms: number): Promise<undefined> =>
  new Promise((resolve) => {
    setTimeout(() => resolve(undefined), ms).unref();
  });
