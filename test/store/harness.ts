/**
 * Every contract of the store is tried on both places that it may be kept: the embedded one and a real PostgreSQL.
 *
 *     describeStores((name, open) => {
 *       it("keeps what it was given", async () => {
 *         const store = await open();          // empty, all migrations applied
 *         const company = companyData(store.prisma);
 *         …
 *       });
 *     });
 *
 * `open` empties the store: one at a time. What needs two clients at once asks `store.connectAgain()`; what needs them to run in
 * parallel belongs in `describePostgres`, since the embedded store has one backend and proves nothing about races.
 */
import { afterAll, afterEach, beforeAll, describe } from "vitest";
import type { PrismaClient } from "../../src/store/client/client.ts";
import { type Connection, connect } from "../../src/store/connect.ts";
import { type EmbeddedFixture, startEmbedded } from "./embedded-fixture.ts";
import { type PostgresFixture, startPostgres, whyNoPostgres } from "./postgres-fixture.ts";

export interface TestStore {
  readonly kind: "embedded" | "postgres";
  readonly prisma: PrismaClient;
  readonly pool: Connection["pool"];
  /** Of the database, on PostgreSQL. */
  readonly url: string | null;
  /** Another client of the same database, as another process would have; closed by itself. */
  connectAgain(): Promise<Connection>;
}

type Suite = (name: "embedded" | "postgres", open: () => Promise<TestStore>) => void;

export function describeEmbedded(suite: Suite): void {
  describe("on the embedded store", () => {
    let fixture: EmbeddedFixture;
    beforeAll(async () => {
      fixture = await startEmbedded();
    });
    afterAll(() => fixture.close());
    suite("embedded", async () => {
      await fixture.empty();
      return {
        kind: "embedded",
        prisma: fixture.connection.prisma,
        pool: fixture.connection.pool,
        url: null,
        connectAgain: () => fixture.connectAgain(),
      };
    });
  });
}

export function describePostgres(suite: Suite): void {
  const missing = whyNoPostgres();
  // eslint-disable-next-line no-console -- a skipped suite says why
  if (missing !== undefined) console.warn(`skipped on PostgreSQL: ${missing}`);
  describe.skipIf(missing !== undefined)("on PostgreSQL", () => {
    let fixture: PostgresFixture;
    const undo: (() => Promise<void>)[] = [];
    beforeAll(async () => {
      fixture = await startPostgres();
    });
    afterEach(async () => {
      for (const step of undo.splice(0).reverse()) await step();
    });
    afterAll(() => fixture.close());
    suite("postgres", async () => {
      const database = await fixture.create();
      undo.push(database.drop);
      const open = async () => {
        const connection = await connect({ url: database.url });
        undo.push(() => connection.close());
        return connection;
      };
      const first = await open();
      return { kind: "postgres", prisma: first.prisma, pool: first.pool, url: database.url, connectAgain: open };
    });
  });
}

export function describeStores(suite: Suite): void {
  describeEmbedded(suite);
  describePostgres(suite);
}
