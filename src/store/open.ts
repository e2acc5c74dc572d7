import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { setTimeout as pause } from "node:timers/promises";
import { UserError } from "../domain/user-error.ts";
import type { Text } from "../domain/value.ts";
import type { Uploads } from "../ports/uploads.ts";
import type { Workspace } from "../ports/workspace.ts";
import { type Connection, connect } from "./connect.ts";
import { askForBackup, keepBackups } from "./embedded/keeper.ts";
import { listBackups } from "./embedded/backup.ts";
import { openEmbedded } from "./embedded/open.ts";
import { inspect, type StoreCondition } from "./inspect.ts";
import { vacuumDue } from "./embedded/vacuum.ts";
import { migrate } from "./migrate.ts";
import type { StorePorts } from "../app/types.ts";
import { type PortSettings, portsOf } from "./ports.ts";
import { directoryTrouble, serverTrouble } from "./trouble.ts";
import { storeUploads } from "./uploads.ts";

export interface OpenStore {
  /** `embedded`: this process owns the directory. `embedded-client`: another one does. */
  readonly kind: "embedded" | "embedded-client" | "postgres";
  /** For people: the directory, or host and database. Never a password. */
  readonly place: string;
  readonly ports: StorePorts;
  readonly workspace: Workspace;
  /** Where dropped files wait when several replicas share the store; null: one process keeps them on its disk. */
  readonly uploads: Uploads | null;
  /** Nothing was ever put in: no store, no import. */
  isEmpty(): Promise<boolean>;
  inspect(): Promise<StoreCondition>;
  /** Makes a backup now and answers the file. */
  backup(): Promise<string>;
  /** Settles when the store has died under us (a full disk) and the process had better end; never for a PostgreSQL elsewhere. */
  readonly died: Promise<Error>;
  /**
   * Writes everything out. Call it on SIGTERM; after a kill the store recovers by itself. The owner of an embedded store takes it away
   * from its guests: it goes on serving for so long until they have left.
   */
  close(patienceMs?: number): Promise<void>;
}

export interface StoreSettings {
  /** PURSER_HOME. Not touched when there is a database URL. */
  readonly home: string;
  readonly databaseUrl: string | null;
  readonly onProgress?: (note: Text) => void;
  /** Something that went wrong beside everybody's way: a lost connection that nobody used, a backup that was not made. */
  readonly onTrouble?: (error: Error) => void;
  readonly now?: () => Date;
}

const random = { token: () => randomBytes(18).toString("base64url") };

function portSettings({ now, onTrouble }: StoreSettings, soleOwner: boolean): PortSettings {
  return {
    random,
    soleOwner,
    ...(now && { now }),
    ...(onTrouble && { onTrouble: (e: unknown) => onTrouble(e instanceof Error ? e : new Error(String(e))) }),
  };
}

const LOOK_AGAIN_MS = 50;

/** The oldest PostgreSQL that the schema and the queries are tried on. */
const OLDEST = 150_000;

async function empty({ prisma }: Connection): Promise<boolean> {
  return (await prisma.store.count()) === 0 && (await prisma.import.count()) === 0;
}

function placeOf(databaseUrl: string): string {
  const url = new URL(databaseUrl);
  return `${url.searchParams.get("host") ?? url.host}${url.pathname}`;
}

async function openPostgres(url: string, settings: StoreSettings): Promise<OpenStore> {
  const place = placeOf(url);
  let connection: Connection | undefined;
  try {
    connection = await connect({ url }, settings.onTrouble === undefined ? {} : { onTrouble: settings.onTrouble });
    const { rows } = await connection.pool.query<{ number: string; name: string }>(
      "select current_setting('server_version_num') as number, current_setting('server_version') as name",
    );
    if (Number(rows[0]?.number) < OLDEST) {
      throw new UserError(
        "database-too-old",
        {
          en: `DATABASE_URL: ${place} is PostgreSQL ${rows[0]?.name ?? "?"}; Purser needs 15 or newer.`,
          zh: `DATABASE_URL：${place} 是 PostgreSQL ${rows[0]?.name ?? "?"}，Purser 需要 15 或更高版本。`,
        },
        { en: "Upgrade it, or leave DATABASE_URL out to use the embedded store.", zh: "请升级，或不设 DATABASE_URL 以使用内置数据库。" },
      );
    }
    await migrate(connection.pool, {
      onProgress: (done, of) =>
        settings.onProgress?.({ en: `Migrating the database (${done + 1} of ${of}) …`, zh: `正在升级数据库结构（${done + 1}/${of}）…` }),
    });
  } catch (error) {
    await connection?.close();
    throw serverTrouble(error, place);
  }
  const opened = connection;
  const { workspace, ...ports } = portsOf(opened.prisma, portSettings(settings, false));
  return {
    kind: "postgres",
    died: new Promise(() => undefined),
    place,
    ports,
    workspace,
    uploads: storeUploads(opened.prisma),
    isEmpty: () => empty(opened),
    inspect: () => inspect(opened),
    backup: async () => {
      throw new UserError(
        "backup-elsewhere",
        { en: `The database ${place} is not Purser's to back up.`, zh: `数据库 ${place} 的备份不由 Purser 负责。` },
        {
          en: "Use the server's own means: pg_dump, or your provider's snapshots.",
          zh: "请使用数据库自带的方式：pg_dump，或云厂商的快照。",
        },
      );
    },
    close: async () => {
      await ports.imports.settled();
      await opened.close();
    },
  };
}

/** Opens the store that the settings name, migrated and ready. What cannot work is a UserError with the place and what to do. */
export async function openStore(settings: StoreSettings): Promise<OpenStore> {
  if (settings.databaseUrl !== null) return openPostgres(settings.databaseUrl, settings);
  const now = settings.now ?? (() => new Date());
  const embedded = await openEmbedded({ ...settings, now });
  const { home, connection } = embedded;
  const { workspace, ...ports } = portsOf(connection.prisma, portSettings(settings, embedded.kind === "embedded"));
  const opened = { place: home, ports, workspace, uploads: null, isEmpty: () => empty(connection), inspect: () => inspect(connection) };
  if (embedded.kind === "embedded-client") {
    return {
      ...opened,
      kind: "embedded-client",
      died: new Promise(() => undefined),
      backup: () => askForBackup(home, (file) => readFile(file, "utf8")),
      close: async () => {
        await ports.imports.settled();
        await embedded.close();
      },
    };
  }
  const onTrouble = settings.onTrouble ?? (() => undefined);
  const keeper = keepBackups(home, embedded.server, () => vacuumDue(connection.pool), now, onTrouble);
  const died = new Promise<Error>((resolve) => {
    void embedded.server.ended.then((error) => {
      if (error === undefined) return;
      const told = directoryTrouble(error, home);
      const why = told instanceof Error ? told : error;
      onTrouble(why);
      resolve(why);
    });
  });
  return {
    ...opened,
    kind: "embedded",
    died,
    backup: () => keeper.backup(),
    close: async (patienceMs = 0) => {
      await ports.imports.settled();
      // A thread that died has no guests.
      const connections = () => embedded.server.connections().catch(() => 0);
      const guests = async () => (await connections()) - connection.pool.totalCount;
      for (const until = performance.now() + patienceMs; performance.now() < until && (await guests()) > 0;) await pause(LOOK_AGAIN_MS);
      await keeper.stop();
      await embedded.close(patienceMs);
    },
  };
}

/** Backups of an embedded store, newest first. */
export const backups = listBackups;
