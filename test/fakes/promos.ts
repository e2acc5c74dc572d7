import type { CodeRow } from "../../src/domain/promo/codes.ts";
import { plannedEvent } from "../../src/domain/promo/planned-event.ts";
import { standingOf } from "../../src/domain/promo/standing.ts";
import { refuseTwin } from "../../src/domain/promo/twin.ts";
import type { Promo, PromoEntry } from "../../src/domain/promo/types.ts";
import type { AuditEntry } from "../../src/ports/delivery.ts";
import type { SkuInfo } from "../../src/ports/company.ts";
import type { HourRow, Promos } from "../../src/ports/promos.ts";

/** Promotions in memory, by the words of their port. */
export class FakePromos implements Promos {
  readonly audited: AuditEntry[] = [];
  /** What order lines say of the hours. */
  hourly: readonly HourRow[] = [];
  infos: readonly SkuInfo[] = [];
  readonly #promos: Promo[] = [];
  readonly #entries: PromoEntry[] = [];
  readonly #forms = new Map<string, number>();

  declare: Promos["declare"] = (frame, form, by, at, entry) => {
    const known = this.#forms.get(form);
    const stands = known === undefined ? undefined : this.#promos[known];
    if (stands) return Promise.resolve(stands);
    try {
      refuseTwin(frame, this.#promos);
    } catch (error) {
      return Promise.reject(error as Error);
    }
    const promo: Promo = { ...frame, id: this.#promos.length + 1, state: "open", revision: 0, by, at };
    this.#forms.set(form, this.#promos.length);
    this.#promos.push(promo);
    this.audited.push(entry);
    return Promise.resolve(promo);
  };
  change: Promos["change"] = (id, change, over, entry) => {
    const stands = this.#promos[id - 1];
    if (stands?.revision !== over) return Promise.resolve(undefined);
    const changed = { ...stands, ...change };
    try {
      if (changed.state === "open") refuseTwin(changed, this.#promos.toSpliced(id - 1, 1));
    } catch (error) {
      return Promise.reject(error as Error);
    }
    this.audited.push(entry);
    return Promise.resolve((this.#promos[id - 1] = { ...changed, revision: over + 1 }));
  };
  byId: Promos["byId"] = (id) => Promise.resolve(this.#promos[id - 1]);
  all: Promos["all"] = () => Promise.resolve(this.#promos.toSorted((a, b) => b.from.localeCompare(a.from) || b.id - a.id));
  entries: Promos["entries"] = (id) => Promise.resolve(this.#entries.filter((e) => e.promo === id));
  add: Promos["add"] = (id, form, note, by, at, entry) => {
    const key = `${id} ${form}`;
    const known = this.#forms.get(key);
    const stands = known === undefined ? undefined : this.#entries[known];
    if (stands) return Promise.resolve(stands);
    const promo = this.#promos[id - 1];
    if (!promo) throw new Error(`no promo ${id}`);
    this.#promos[id - 1] = { ...promo, revision: promo.revision + 1 };
    const added: PromoEntry = { id: this.#entries.length + 1, promo: id, note, by, at };
    this.#forms.set(key, this.#entries.length);
    this.#entries.push(added);
    this.audited.push(entry);
    return Promise.resolve(added);
  };
  events: Promos["events"] = (asOf, sku) =>
    Promise.resolve(
      this.#promos
        .filter((p) => p.state === "open" && p.to >= asOf)
        .flatMap((p) => {
          const { quantities } = standingOf(this.#entries.filter((e) => e.promo === p.id));
          return (quantities?.note.lines ?? [])
            .filter((l) => sku === undefined || l.sku === sku)
            .map((l) => ({ sku: l.sku, warehouse: l.warehouse, event: plannedEvent(p, l) }));
        }),
    );
  skus: Promos["skus"] = () => Promise.resolve(this.infos);
  /** What order lines say of their codes. */
  coded: readonly CodeRow[] = [];
  codes: Promos["codes"] = () => Promise.resolve(this.coded);
  hours: Promos["hours"] = ({ from, to }) => Promise.resolve(this.hourly.filter((h) => h.day >= from && h.day <= to));
}
