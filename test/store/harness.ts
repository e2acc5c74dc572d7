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
import { shapeOf, sweep } from "./sweep.ts";

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

// Of this process and all test files that it runs, one after the other; it ends with the process.
let embedded: Promise<EmbeddedFixture> | undefined;
let postgres: Promise<PostgresFixture> | undefined;

export function describeEmbedded(suite: Suite): void {
  describe("on the embedded store", () => {
    let fixture: EmbeddedFixture;
    let connection: Connection;
    const undo: (() => Promise<void>)[] = [];
    beforeAll(async () => {
      embedded ??= startEmbedded();
      fixture = await embedded;
      connection = await fixture.connectAgain();
    });
    afterEach(async () => {
      for (const step of undo.splice(0).reverse()) await step();
    });
    // What a test has left at work ends here, and not in the next file's store.
    afterAll(() => connection.close());
    suite("embedded", async () => {
      await sweep(connection.pool);
      return {
        kind: "embedded",
        prisma: connection.prisma,
        pool: connection.pool,
        url: null,
        connectAgain: async () => {
          const other = await fixture.connectAgain();
          undo.push(() => other.close());
          return other;
        },
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
    let database: Database | undefined;
    const undo: (() => Promise<void>)[] = [];
    beforeAll(async () => {
      postgres ??= startPostgres();
      fixture = await postgres;
    });
    afterEach(async () => {
      for (const step of undo.splice(0).reverse()) await step();
    });
    afterAll(() => database?.drop());
    suite("postgres", async () => {
      if (database && !(await database.empty())) {
        await database.drop();
        database = undefined;
      }
      database ??= await openDatabase(fixture);
      const { url, connection } = database;
      return {
        kind: "postgres",
        prisma: connection.prisma,
        pool: connection.pool,
        url,
        connectAgain: async () => {
          const other = await connect({ url });
          undo.push(() => other.close());
          return other;
        },
      };
    });
  });
}

interface Database {
  readonly url: string;
  readonly connection: Connection;
  /** False where a test has changed more than its rows. */
  empty(): Promise<boolean>;
  drop(): Promise<void>;
}

async function openDatabase(fixture: PostgresFixture): Promise<Database> {
  const { url, drop } = await fixture.create();
  const connection = await connect({ url });
  const shape = await shapeOf(connection.pool);
  return {
    url,
    connection,
    empty: async () => {
      if ((await shapeOf(connection.pool)) !== shape) return false;
      await sweep(connection.pool);
      return true;
    },
    drop: async () => {
      await connection.close();
      await drop();
    },
  };
}

export function describeStores(suite: Suite): void {
  describeEmbedded(suite);
  describePostgres(suite);
}
