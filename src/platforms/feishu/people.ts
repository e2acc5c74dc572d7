import { z } from "zod";
import type { Audience, Profile } from "../../ports/chat-platform.ts";
import type { Api } from "./client.ts";
import { ApiError } from "./errors.ts";

const User = z.object({
  data: z.object({
    user: z.object({
      name: z.string().optional(),
      en_name: z.string().optional(),
      email: z.string().optional(),
      enterprise_email: z.string().optional(),
    }),
  }),
});

/** "User id invalid": nobody of this company, or nobody at all. */
const UNKNOWN: ReadonlySet<number> = new Set([41012, 99992351]);
/** Outside of what the app may see of the contacts: perhaps a colleague, perhaps of another company, and so nobody to confide in. */
const OUT_OF_SCOPE = 41050;

// Guests of a busy installation; who is forgotten is not found in the contacts either.
const REMEMBERED = 5_000;

/** Who people are. That somebody comes from another company is told by their gestures only. */
export class People {
  readonly #api: Api;
  readonly #outsiders = new Set<string>();
  constructor(api: Api) {
    this.#api = api;
  }

  /** `theirs` and `ours` are tenant keys of one event. */
  learn(account: string, theirs: string | undefined, ours: string | undefined): void {
    if (theirs === undefined || ours === undefined || theirs === "" || theirs === ours) return;
    this.#outsiders.add(account);
    if (this.#outsiders.size > REMEMBERED) for (const oldest of this.#outsiders) return void this.#outsiders.delete(oldest);
  }

  /** Of what only this person reads. */
  async audience(account: string): Promise<Audience> {
    return (await this.profile(account))?.outsider === false ? "team" : "outside";
  }

  async profile(account: string): Promise<Profile | undefined> {
    if (this.#outsiders.has(account)) return { name: account, email: null, outsider: true };
    try {
      const path = `/open-apis/contact/v3/users/${encodeURIComponent(account)}`;
      const { data } = await this.#api.call({ method: "GET", path, query: { user_id_type: "open_id" } }, User);
      const { name, en_name: english, email, enterprise_email: work } = data.user;
      // Both are set by the company's administrators; a person cannot claim another's.
      return { name: name || english || account, email: (work || email || null)?.toLowerCase() ?? null, outsider: false };
    } catch (error) {
      if (error instanceof ApiError && error.heard === "refused") {
        if (UNKNOWN.has(error.code)) return undefined;
        if (error.code === OUT_OF_SCOPE) return { name: account, email: null, outsider: true };
      }
      throw error;
    }
  }
}
