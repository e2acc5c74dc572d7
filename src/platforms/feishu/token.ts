/** The tenant token: fetched once however many ask, renewed before it ends, dropped when Feishu does not take it any more. */
export class TenantToken {
  readonly #fetch: () => Promise<{ readonly token: string; readonly seconds: number }>;
  readonly #now: () => number;
  readonly #marginMs: number;
  #held: { readonly token: string; readonly until: number } | undefined;
  #coming: Promise<string> | undefined;

  constructor(fetch: () => Promise<{ readonly token: string; readonly seconds: number }>, now: () => number, marginMs: number) {
    this.#fetch = fetch;
    this.#now = now;
    this.#marginMs = marginMs;
  }

  get(): Promise<string> {
    if (this.#held !== undefined && this.#now() < this.#held.until) return Promise.resolve(this.#held.token);
    this.#coming ??= this.#renew().finally(() => (this.#coming = undefined));
    return this.#coming;
  }

  /** Only the token that was refused: another call may have renewed it meanwhile. */
  drop(refused: string): void {
    if (this.#held?.token === refused) this.#held = undefined;
  }

  async #renew(): Promise<string> {
    const { token, seconds } = await this.#fetch();
    // A token that lives shorter than the margin is used once and asked for again.
    this.#held = { token, until: this.#now() + Math.max(0, seconds * 1_000 - this.#marginMs) };
    return token;
  }
}
