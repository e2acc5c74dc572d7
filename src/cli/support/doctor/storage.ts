import { access, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Config } from "../../../config.ts";
import type { Purser } from "../../../main.ts";
import { backups } from "../../../store/open.ts";
import { agoText, bytesText, type Check, plainly, t } from "./check.ts";

/** The bot makes one every hour. One that is older than this says that the bot seldom runs. */
const OLD_BACKUP_MS = 7 * 86_400_000;

/** False where the first start has not been yet. */
export async function hasStore({ home, databaseUrl }: Config): Promise<boolean> {
  if (databaseUrl !== null) return true;
  return access(join(home, "store")).then(
    () => true,
    () => false,
  );
}

export const noStore: Check = {
  state: "doubtful",
  name: t("数据库", "Store"),
  found: t("还没有数据库", "there is none yet"),
  todo: t("npm start 会创建它", "npm start makes it"),
};

async function servedBy(home: string): Promise<number | undefined> {
  const written = await readFile(join(home, "serving.json"), "utf8").catch(() => undefined);
  return written === undefined ? undefined : (JSON.parse(written) as { pid?: number }).pid;
}

export async function storeChecks({ store, config }: Purser, now: Date): Promise<Check[]> {
  const { version, zone, migrations, bytes } = await store.inspect();
  const pid = store.kind === "embedded-client" ? await servedBy(config.home) : undefined;
  const place = {
    embedded: t(`内置数据库 ${store.place}`, `embedded in ${store.place}`),
    "embedded-client": t(
      `内置数据库 ${store.place}，由进程 ${pid ?? "?"} 提供服务`,
      `embedded in ${store.place}, served by process ${pid ?? "?"}`,
    ),
    postgres: plainly(store.place),
  }[store.kind];
  const checks: Check[] = [
    {
      state: zone === "UTC" ? "fine" : "broken",
      name: t("数据库", "Store"),
      found: t(
        `${place.zh}，PostgreSQL ${version}，时区 ${zone}，${bytesText(bytes)}`,
        `${place.en}, PostgreSQL ${version}, time zone ${zone}, ${bytesText(bytes)}`,
      ),
      ...(zone !== "UTC" && { todo: t("会话时区必须是 UTC", "the session must be in UTC") }),
    },
    {
      state: migrations.due === 0 ? "fine" : "broken",
      name: t("表结构", "Migrations"),
      found:
        migrations.due === 0
          ? t(`已执行 ${migrations.applied} 个迁移，无待执行`, `${migrations.applied} applied, none due`)
          : t(`还有 ${migrations.due} 个迁移未执行`, `${migrations.due} not applied yet`),
      ...(migrations.due > 0 && { todo: plainly("npm run purser -- db migrate") }),
    },
  ];
  if (store.kind === "postgres") return checks;
  const [newest] = await backups(config.home);
  const old = newest === undefined || now.getTime() - newest.at.getTime() > OLD_BACKUP_MS;
  const ago = newest && agoText(newest.at, now);
  return [
    ...checks,
    {
      state: old ? "doubtful" : "fine",
      name: t("备份", "Backup"),
      found:
        newest && ago
          ? t(`${ago.zh}：${newest.file}，${bytesText(newest.bytes)}`, `${ago.en}: ${newest.file}, ${bytesText(newest.bytes)}`)
          : t("还没有备份", "there is none yet"),
      ...(old && { todo: plainly("npm run purser -- db backup") }),
    },
  ];
}
