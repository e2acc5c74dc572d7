import type { AuditEntry } from "../../src/ports/delivery.ts";
import type { Retro, RetroAction, RetroAnswer, RetroDecision, Retros } from "../../src/ports/retros.ts";

/** Months that were looked back on, in memory, by the words of their port. */
export class FakeRetros implements Retros {
  readonly audited: AuditEntry[] = [];
  readonly #retros: Retro[] = [];
  readonly #answers = new Map<string, RetroAnswer>();
  readonly #decisions: { readonly retro: number; readonly form: string; readonly decision: RetroDecision }[] = [];
  readonly #actions: RetroAction[] = [];
  /** Which form wrote which action. */
  readonly #forms = new Map<string, number>();

  #change(id: number, change: Partial<Retro>): Retro {
    const stands = this.#retros[id - 1];
    if (!stands) throw new Error(`no retro ${id}`);
    return (this.#retros[id - 1] = { ...stands, ...change, revision: stands.revision + 1 });
  }
  #added(id: number, entry: AuditEntry): void {
    this.#change(id, {});
    this.audited.push(entry);
  }

  open: Retros["open"] = (asked) => {
    const { platform, channel, month } = asked;
    const stands = this.#retros.find((r) => r.platform === platform && r.channel === channel && r.month === month);
    if (stands) return Promise.resolve(stands);
    const retro = { ...asked, id: this.#retros.length + 1, frozenAt: null, frozenBy: null, revision: 0 };
    this.#retros.push(retro);
    return Promise.resolve(retro);
  };
  byId: Retros["byId"] = (id) => Promise.resolve(this.#retros[id - 1]);
  of: Retros["of"] = ({ platform, channel }, month) =>
    Promise.resolve(this.#retros.find((r) => r.platform === platform && r.channel === channel && r.month === month));
  months: Retros["months"] = ({ platform, channel }, limit) =>
    Promise.resolve(
      this.#retros
        .filter((r) => r.platform === platform && r.channel === channel)
        .toSorted((a, b) => (a.month < b.month ? 1 : -1))
        .slice(0, limit)
        .map(({ id, month, simulated }) => ({ id, month, simulated })),
    );
  say: Retros["say"] = (id, said) => {
    if (this.#retros[id - 1]?.frozenAt !== null) return Promise.resolve(false);
    this.#change(id, { said });
    return Promise.resolve(true);
  };
  freeze: Retros["freeze"] = (id, by, at, entry) => {
    const stands = this.#retros[id - 1];
    if (stands && stands.frozenAt !== null) return Promise.resolve({ first: false, retro: stands });
    this.audited.push(entry);
    return Promise.resolve({ first: true, retro: this.#change(id, { frozenAt: at, frozenBy: by }) });
  };
  entries: Retros["entries"] = (id) =>
    Promise.resolve({
      answers: [...this.#answers].filter(([key]) => key.startsWith(`${id} `)).map(([, a]) => a),
      decisions: this.#decisions.filter((d) => d.retro === id).map((d) => d.decision),
    });
  actions: Retros["actions"] = ({ platform, channel }, simulated) =>
    Promise.resolve(
      this.#actions.filter((a) => {
        const retro = this.#retros[a.retro - 1];
        return retro?.platform === platform && retro.channel === channel && retro.simulated === simulated;
      }),
    );
  action: Retros["action"] = (id) => Promise.resolve(this.#actions[id - 1]);
  answer: Retros["answer"] = (retro, answer, over, entry) => {
    const key = `${retro} ${answer.event}`;
    const stands = this.#answers.get(key);
    if (stands && stands.revision !== over) return Promise.resolve({ saved: false, stands });
    const saved = { ...answer, revision: (stands?.revision ?? 0) + 1 };
    this.#answers.set(key, saved);
    this.#added(retro, entry);
    return Promise.resolve({ saved: true, stands: saved });
  };
  decide: Retros["decide"] = (retro, form, decision, entry) => {
    const stands = this.#decisions.find((d) => d.retro === retro && d.form === form);
    if (stands) return Promise.resolve(stands.decision);
    const made = { ...decision, id: this.#decisions.length + 1 };
    this.#decisions.push({ retro, form, decision: made });
    this.#added(retro, entry);
    return Promise.resolve(made);
  };
  takeOn: Retros["takeOn"] = (retro, form, action, entry) => {
    const stands = this.#actions[(this.#forms.get(`${retro} ${form}`) ?? 0) - 1];
    if (stands) return Promise.resolve(stands);
    const month = this.#retros[retro - 1]?.month ?? "";
    const made = { ...action, id: this.#actions.length + 1, retro, month, state: "open", closedBy: null, closedAt: null } as const;
    this.#actions.push(made);
    this.#forms.set(`${retro} ${form}`, made.id);
    this.#added(retro, entry);
    return Promise.resolve(made);
  };
  close: Retros["close"] = (id, state, by, at, entry) => {
    const stands = this.#actions[id - 1];
    if (!stands) return Promise.resolve(undefined);
    if (stands.state !== "open") return Promise.resolve({ first: false, action: stands });
    const closed = { ...stands, state, closedBy: by, closedAt: at };
    this.#actions[id - 1] = closed;
    this.#added(stands.retro, entry);
    return Promise.resolve({ first: true, action: closed });
  };
}
