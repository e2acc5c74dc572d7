import type { Sealed } from "../../src/message/message.ts";
import type { AuditEntry, TokenPlace, Tokens } from "../../src/ports/delivery.ts";

interface Token {
  readonly action: string;
  readonly args: unknown;
  readonly version: string | null;
  readonly place: TokenPlace;
  readonly shown: Sealed;
  doneBy: string | null;
  doneAt: Date | null;
  leasedUntil: Date | null;
  heldFor: string | null;
}

export class FakeTokens implements Tokens {
  readonly issued = new Map<string, Token>();

  readonly audited: AuditEntry[] = [];

  issue: Tokens["issue"] = (deeds, { message, lang }, now) => {
    const names = deeds.map((_, i) => `token-${this.issued.size + i + 1}`);
    const at = (kind: TokenPlace["kind"], n: number): string =>
      names[deeds.findIndex((d) => d.place.kind === kind && d.place.at === n)] ?? "";
    const forms = deeds.flatMap((d) => (d.place.kind === "form" ? [d.place.at] : []));
    const shown: Sealed = {
      message,
      lang,
      buttonTokens: message.actions.map((_, i) => at("button", i)),
      formTokens: Object.fromEntries(forms.map((n) => [n, at("form", n)])),
    };
    this.#issuedAt.set(shown, now);
    for (const [i, deed] of deeds.entries()) {
      const own = { ...deed, args: structuredClone(deed.args), shown, doneBy: null, doneAt: null, leasedUntil: null, heldFor: null };
      this.issued.set(names[i] ?? "", own);
    }
    return Promise.resolve(names);
  };

  look: Tokens["look"] = (token) => {
    const known = this.issued.get(token);
    if (!known) return Promise.resolve(undefined);
    const { leasedUntil: _, heldFor: __, ...told } = known;
    const beside = [...this.issued.values()].filter((t) => t.shown === known.shown);
    const decided = beside.flatMap(({ place, doneBy: by, doneAt: at }) => (by === null || at === null ? [] : [{ place, by, at }]));
    return Promise.resolve({ ...told, decided });
  };

  take: Tokens["take"] = (token, now, leaseMs, gesture) => {
    const known = this.issued.get(token);
    const held = known?.leasedUntil != null && known.leasedUntil > now;
    if (!known || known.doneBy !== null || (held && (gesture === undefined || known.heldFor !== gesture))) return Promise.resolve(false);
    known.heldFor = gesture ?? null;
    known.leasedUntil = new Date(now.getTime() + leaseMs);
    return Promise.resolve(true);
  };

  release: Tokens["release"] = (token) => {
    const known = this.issued.get(token);
    if (known) Object.assign(known, { leasedUntil: null, heldFor: null });
    return Promise.resolve();
  };

  done: Tokens["done"] = (token, by, now, entry) => {
    const known = this.issued.get(token);
    if (!known || known.doneBy !== null) return Promise.resolve(false);
    Object.assign(known, { doneBy: by, doneAt: now });
    if (entry !== null) this.audited.push(entry);
    return Promise.resolve(true);
  };

  readonly #issuedAt = new Map<Sealed, Date>();
  forget: Tokens["forget"] = (before) => {
    const old = [...this.#issuedAt].filter(([, at]) => at < before).map(([shown]) => shown);
    for (const shown of old) {
      this.#issuedAt.delete(shown);
      for (const [name, token] of this.issued) if (token.shown === shown) this.issued.delete(name);
    }
    return Promise.resolve(old.length);
  };
}
