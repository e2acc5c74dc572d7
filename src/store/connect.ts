import { PrismaPg } from "@prisma/adapter-pg";
import { UserError } from "../domain/user-error.ts";
import { PrismaClient } from "./client/client.ts";

export type Where = { readonly url: string } | { readonly host: string; readonly port: number };

type Pool = ReturnType<Awaited<ReturnType<PrismaPg["connect"]>>["underlyingDriver"]>;

export interface Connection {
  readonly prisma: PrismaClient;
  /** The connections that Prisma uses, for what it has no words for: scripts of several statements. */
  readonly pool: Pool;
  close(): Promise<void>;
}

const CONNECT_MS = 10_000;
const STATEMENT_MS = 120_000;
const IDLE_IN_TRANSACTION_MS = 60_000;

/** adapter-pg reads and writes timestamptz as if the session were in UTC, so it must be, whatever the server or the URL say. */
const UTC = "-c timezone=UTC";
/** Compiling a query takes PostgreSQL longer than any of ours runs: 0.8 s for an answer of 0.1 s. The embedded one has no compiler. */
const SESSION = `${UTC} -c jit=off`;

function inUtc(url: string): string {
  const parsed = new URL(url);
  const theirs = parsed.searchParams.get("options");
  if (theirs === null) return url;
  parsed.searchParams.set("options", `${theirs} ${SESSION}`);
  return parsed.toString();
}

/**
 * Opens the one way to any PostgreSQL, the embedded one included.
 * `poolSize`: on the embedded store all connections share one backend, and more of them make nothing faster.
 */
export async function connect(
  where: Where,
  settings: { readonly poolSize?: number; readonly onTrouble?: (error: Error) => void } = {},
): Promise<Connection> {
  const embedded = "host" in where;
  const ours = embedded
    ? { host: where.host, port: where.port, user: "postgres", database: "postgres", ssl: false }
    : { connectionString: inUtc(where.url) };
  const onTrouble = settings.onTrouble ?? (() => undefined);
  const owner = await new PrismaPg({
    ...ours,
    max: settings.poolSize ?? (embedded ? 4 : 10),
    options: SESSION,
    connectionTimeoutMillis: CONNECT_MS,
    statement_timeout: STATEMENT_MS,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
    application_name: "purser",
    keepAlive: true,
  }).connect();
  const pool = owner.underlyingDriver();
  // Without a listener a connection that the server closes while nobody uses it would end the process.
  pool.on("error", onTrouble);
  const prisma = new PrismaClient({
    adapter: new PrismaPg(pool, { onPoolError: onTrouble, onConnectionError: onTrouble }),
    // Transactions on one backend wait for each other: being patient is right, being refused is not.
    transactionOptions: { maxWait: 15_000, timeout: 60_000 },
  });
  const close = async () => {
    await prisma.$disconnect();
    await pool.end();
  };
  try {
    const { rows } = await pool.query<{ TimeZone: string }>("show timezone");
    const zone = rows[0]?.TimeZone;
    if (zone !== "UTC") {
      throw new UserError(
        "store-not-utc",
        { en: `The database session is in ${zone ?? "no zone"}, not in UTC.`, zh: `数据库会话的时区是 ${zone ?? "未知"}，应为 UTC。` },
        {
          en: "A connection pooler that drops the option `-c timezone=UTC` does this; let it pass, or connect directly.",
          zh: "多半是连接池丢掉了 `-c timezone=UTC`；请放行该参数，或直接连接数据库。",
        },
      );
    }
  } catch (error) {
    await close();
    throw error;
  }
  return { prisma, pool, close };
}
