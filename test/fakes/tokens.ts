import type { Tokens } from "../../src/ports/delivery.ts";

interface Token {
  readonly action: string;
  readonly args: unknown;
  readonly version: string | null;
  doneBy: string | null;
  doneAt: Date | null;
  leasedUntil: Date | null;
}

export class FakeTokens implements Tokens {
  readonly issued = new Map<string, Token>();

  issue: Tokens["issue"] = (deeds) =>
    Promise.resolve(
      deeds.map((deed) => {
        const token = `token-${this.issued.size + 1}`;
        this.issued.set(token, { ...deed, args: structuredClone(deed.args), doneBy: null, doneAt: null, leasedUntil: null });
        return token;
      }),
    );

  look: Tokens["look"] = (token) => {
    const known = this.issued.get(token);
    if (!known) return Promise.resolve(undefined);
    const { leasedUntil: _, ...told } = known;
    return Promise.resolve(told);
  };

  take: Tokens["take"] = (token, now, leaseMs) => {
    const known = this.issued.get(token);
    if (!known || known.doneBy !== null || (known.leasedUntil !== null && known.leasedUntil > now)) return Promise.resolve(false);
    known.leasedUntil = new Date(now.getTime() + leaseMs);
    return Promise.resolve(true);
  };

  release: Tokens["release"] = (token) => {
    const known = this.issued.get(token);
    if (known) known.leasedUntil = null;
    return Promise.resolve();
  };

  done: Tokens["done"] = (token, by, now) => {
    const known = this.issued.get(token);
    if (!known || known.doneBy !== null) return Promise.resolve(false);
    Object.assign(known, { doneBy: by, doneAt: now });
    return Promise.resolve(true);
  };
}
