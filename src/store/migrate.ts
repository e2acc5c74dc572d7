import { randomUUID } from "node:crypto";
import { UserError } from "../domain/user-error.ts";
import type { Connection } from "./connect.ts";
import { type Migration, readMigrations } from "./migrations.ts";

const connectionOf = (pool: Connection["pool"]) => pool.connect();
type Client = Awaited<ReturnType<typeof connectionOf>>;

interface Applied {
  readonly migration_name: string;
  readonly checksum: string;
  readonly finished_at: Date | null;
  readonly rolled_back_at: Date | null;
}

/** As Prisma makes it, so that its tools understand the database. */
const LEDGER = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
  "id" VARCHAR(36) PRIMARY KEY NOT NULL,
  "checksum" VARCHAR(64) NOT NULL,
  "finished_at" TIMESTAMPTZ,
  "migration_name" VARCHAR(255) NOT NULL,
  "logs" TEXT,
  "rolled_back_at" TIMESTAMPTZ,
  "started_at" TIMESTAMPTZ NOT NULL DEFAULT now(),
  "applied_steps_count" INTEGER NOT NULL DEFAULT 0
)`;

/** Any fixed number: whoever migrates this database holds it. */
const LOCK = 7_707_001;

async function appliedMigrations(client: Client): Promise<readonly Applied[]> {
  const table = await client.query<{ there: boolean }>(`SELECT to_regclass('"_prisma_migrations"') IS NOT NULL AS there`);
  if (table.rows[0]?.there !== true) return [];
  const { rows } = await client.query<Applied>(
    `SELECT migration_name, checksum, finished_at, rolled_back_at FROM "_prisma_migrations" WHERE rolled_back_at IS NULL ORDER BY migration_name`,
  );
  return rows;
}

/** Throws where the database is not what this program can work with; answers what is still to be applied. */
function pending(known: readonly Migration[], applied: readonly Applied[]): readonly Migration[] {
  const byName = new Map(known.map((m) => [m.name, m]));
  for (const a of applied) {
    const mine = byName.get(a.migration_name);
    if (mine === undefined) {
      throw new UserError(
        "store-newer",
        {
          en: `The database has the migration ${a.migration_name}, which this version of Purser does not know: a newer version made it.`,
          zh: `数据库里有本版本不认识的迁移 ${a.migration_name}：它是由更新版本的 Purser 创建的。`,
        },
        { en: "Start that newer version, or restore a backup from before it.", zh: "请改用更新的版本启动，或恢复升级之前的备份。" },
      );
    }
    if (a.finished_at === null) {
      throw new UserError(
        "store-half-migrated",
        {
          en: `The migration ${a.migration_name} was begun by another tool and never finished.`,
          zh: `迁移 ${a.migration_name} 由其他工具启动后没有完成。`,
        },
        { en: "Finish it or roll it back with that tool, then start again.", zh: "请用该工具完成或回滚，然后重新启动。" },
      );
    }
    if (mine.checksum !== a.checksum) {
      throw new UserError(
        "store-migration-changed",
        {
          en: `The migration ${a.migration_name} was changed after it was applied: recorded ${a.checksum.slice(0, 12)}, the file has ${mine.checksum.slice(0, 12)}.`,
          zh: `迁移 ${a.migration_name} 在执行之后被改动：记录为 ${a.checksum.slice(0, 12)}，文件为 ${mine.checksum.slice(0, 12)}。`,
        },
        {
          en: "Put the file back as it was; a change of the schema is a new migration.",
          zh: "请恢复原文件；修改表结构应新增一个迁移。",
        },
      );
    }
  }
  const done = new Set(applied.map((a) => a.migration_name));
  return known.filter((m) => !done.has(m.name));
}

async function applyOne(client: Client, migration: Migration): Promise<boolean> {
  await client.query("BEGIN");
  try {
    // Held to the end of the transaction. On the embedded store it excludes nobody, but there only the owner migrates.
    await client.query(`SELECT pg_advisory_xact_lock(${LOCK})`);
    await client.query(LEDGER);
    const applied = await appliedMigrations(client);
    const mine = !applied.some((a) => a.migration_name === migration.name);
    if (mine) {
      await client.query(migration.sql);
      await client.query(
        `INSERT INTO "_prisma_migrations" (id, checksum, finished_at, migration_name, applied_steps_count) VALUES ($1, $2, clock_timestamp(), $3, 1)`,
        [randomUUID(), migration.checksum, migration.name],
      );
    }
    await client.query("COMMIT");
    return mine;
  } catch (error) {
    await client.query("ROLLBACK");
    throw error;
  }
}

/** What a database has and what it still lacks. Throws where it is not of this program. */
export async function pendingMigrations(
  pool: Connection["pool"],
): Promise<{ readonly due: readonly Migration[]; readonly applied: readonly string[] }> {
  const client = await connectionOf(pool);
  try {
    const applied = await appliedMigrations(client);
    return { due: pending(await readMigrations(), applied), applied: applied.map((a) => a.migration_name) };
  } finally {
    client.release();
  }
}

/**
 * Brings the database to what this program expects: each migration in a transaction of its own, in order, whoever comes first.
 * Answers the names of those that it applied. A database of another shape is refused before anything is changed.
 */
export async function migrate(
  pool: Connection["pool"],
  options: {
    readonly migrations?: readonly Migration[];
    readonly onProgress?: (done: number, of: number) => void;
  } = {},
): Promise<readonly string[]> {
  const known = options.migrations ?? (await readMigrations());
  const client = await connectionOf(pool);
  try {
    const due = pending(known, await appliedMigrations(client));
    const names: string[] = [];
    for (const [i, migration] of due.entries()) {
      options.onProgress?.(i, due.length);
      if (await applyOne(client, migration)) names.push(migration.name);
    }
    return names;
  } finally {
    client.release();
  }
}

/** For a process that is a guest in a database that another one serves: it may not change the shape under the owner's feet. */
export async function refuseUnlessMigrated(pool: Connection["pool"], migrations?: readonly Migration[]): Promise<void> {
  const known = migrations ?? (await readMigrations());
  const client = await connectionOf(pool);
  try {
    const due = pending(known, await appliedMigrations(client));
    if (due.length === 0) return;
    throw new UserError(
      "store-older",
      {
        en: `The process that serves this database is older than this program: ${due.map((m) => m.name).join(", ")} is not applied yet.`,
        zh: `正在提供数据库服务的进程版本较旧：迁移 ${due.map((m) => m.name).join("、")} 尚未执行。`,
      },
      {
        en: "Stop it (Ctrl-C in its window) and start it again with this version.",
        zh: "请先停止该进程（在其窗口按 Ctrl-C），再用本版本启动。",
      },
    );
  } finally {
    client.release();
  }
}
