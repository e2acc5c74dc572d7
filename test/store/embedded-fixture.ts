import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Connection, connect } from "../../src/store/connect.ts";
import { startServer } from "../../src/store/embedded/server.ts";
import { migrate } from "../../src/store/migrate.ts";
import { emptyImage } from "./empty.ts";
import { sweep } from "./sweep.ts";

export interface EmbeddedFixture {
  connection: Connection;
  connectAgain(): Promise<Connection>;
  empty(): Promise<void>;
  close(): Promise<void>;
}

/** The embedded store in memory, through the same thread, socket and adapter as in earnest. */
export async function startEmbedded(): Promise<EmbeddedFixture> {
  const folder = await mkdtemp(join(tmpdir(), "purser-"));
  const server = await startServer({
    dataDir: null,
    snapshot: await emptyImage(),
    socket: join(folder, ".s.PGSQL.5432"),
    maxConnections: 50,
  });
  const connection = await connect(server.address);
  await migrate(connection.pool);
  const others: Connection[] = [];
  return {
    connection,
    connectAgain: async () => {
      const other = await connect(server.address);
      others.push(other);
      return other;
    },
    empty: () => sweep(connection.pool),
    close: async () => {
      for (const other of others) await other.close();
      await connection.close();
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
