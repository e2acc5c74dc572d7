import type { FactKind } from "../../src/domain/facts/facts.ts";
import type { ImportHead, ImportRecord, Imports, OpenImport, Rejection, Staged } from "../../src/ports/imports.ts";

export interface FakeImport {
  readonly id: number;
  readonly head: ImportHead;
  readonly simulated: boolean;
  state: ImportRecord["state"];
  readonly facts: Staged<FactKind>[];
  readonly beside: { readonly fact: FactKind; readonly rows: readonly Staged<FactKind>[] }[];
  readonly rejected: Rejection[];
  reason: string | undefined;
  incomplete: boolean;
  counts: ImportRecord["counts"];
}

const KEYS: { readonly [K in FactKind]?: readonly string[] } = {
  "order-lines": ["orderId", "sku", "nth"],
  stock: ["warehouse", "sku", "state", "day"],
};

/** The store's side of an import, in memory: what was staged, and whether it can be seen. Facts that were here before count as unchanged. */
export function fakeImports(): Imports & { readonly all: FakeImport[]; failAt: number | undefined } {
  const all: FakeImport[] = [];
  const known = new Map<string, string>();
  const keyOf = (head: ImportHead, fact: object): string => {
    const names = KEYS[head.fact] ?? Object.keys(fact);
    return JSON.stringify([head.store, head.fact, ...names.map((n) => (fact as Record<string, unknown>)[n])]);
  };
  const fake = {
    all,
    failAt: undefined as number | undefined,
    open<K extends FactKind>(head: ImportHead & { readonly fact: K }, simulated: boolean): Promise<OpenImport<K>> {
      const one: FakeImport = {
        id: all.length + 1,
        head,
        simulated,
        state: "staging",
        facts: [],
        beside: [],
        rejected: [],
        reason: undefined,
        incomplete: false,
        counts: { read: 0, accepted: 0, unchanged: 0, rejected: 0 },
      };
      all.push(one);
      const opened: OpenImport<K> = {
        id: one.id,
        add(rows) {
          if (fake.failAt !== undefined && one.facts.length + rows.length > fake.failAt)
            return Promise.reject(new Error("the disk is on fire"));
          for (const row of rows) one.facts.push(row);
          return Promise.resolve();
        },
        addBeside(fact, rows) {
          one.beside.push({ fact, rows });
          return Promise.resolve();
        },
        reject(rows) {
          for (const row of rows) one.rejected.push(row);
          return Promise.resolve();
        },
        publish(how) {
          one.incomplete = how?.incomplete ?? false;
          let unchanged = 0;
          for (const { fact } of one.facts) {
            const key = keyOf(head, fact);
            const text = JSON.stringify(fact);
            if (known.get(key) === text) unchanged += 1;
            known.set(key, text);
          }
          const { length } = one.facts;
          one.counts = { read: length + one.rejected.length, accepted: length - unchanged, unchanged, rejected: one.rejected.length };
          one.state = "visible";
          return Promise.resolve(one.counts);
        },
        abandon(reason) {
          one.state = "failed";
          one.reason = reason;
          return Promise.resolve();
        },
      };
      return Promise.resolve(opened);
    },
    recent: (limit: number) =>
      Promise.resolve(
        all
          .toReversed()
          .slice(0, limit)
          .map((i) => ({ ...i.head, id: i.id, state: i.state, counts: i.counts, startedAt: new Date(0), visibleAt: new Date(0) })),
      ),
    rejections: (id: number, limit: number) => Promise.resolve(all.find((i) => i.id === id)?.rejected.slice(0, limit) ?? []),
    changes: () => Promise.resolve([]),
    undo: () => Promise.resolve({ restored: 0, removed: 0 }),
    recover: () => Promise.resolve(0),
  };
  return fake;
}
