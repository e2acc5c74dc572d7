import { access, constants, statfs } from "node:fs/promises";
import { dirname } from "node:path";
import type { Config } from "../../../config.ts";
import { bytesText, type Check, plainly, t } from "./check.ts";

/** An import of a year's orders and the hour's backup need some hundred MB; below that the next one fails. */
const FULL_BYTES = 200e6;
const SCARCE_BYTES = 1e9;

export function nodeCheck(): Check {
  return { state: "fine", name: plainly("Node"), found: plainly(`${process.versions.node} (${process.platform} ${process.arch})`) };
}

/** The folder itself, or the nearest one above it that exists. */
async function existing(path: string): Promise<string> {
  for (let at = path; ; at = dirname(at)) {
    const there = await access(at).then(
      () => true,
      () => false,
    );
    if (there || dirname(at) === at) return at;
  }
}

export async function homeCheck({ home }: Config): Promise<Check> {
  const name = t("数据目录", "Home");
  const at = await existing(home);
  const writable = await access(at, constants.W_OK | constants.X_OK).then(
    () => true,
    () => false,
  );
  if (!writable) {
    return {
      state: "broken",
      name,
      found: t(`没有写入 ${at} 的权限`, `Purser may not write to ${at}`),
      todo: t("请授予写权限，或设置 PURSER_HOME", "give it the right to, or set PURSER_HOME"),
    };
  }
  return { state: "fine", name, found: at === home ? plainly(home) : t(`${home}（尚未创建）`, `${home} (not made yet)`) };
}

export async function diskCheck({ home }: Config): Promise<Check> {
  const { bavail, bsize } = await statfs(await existing(home));
  const free = bavail * bsize;
  const state = free < FULL_BYTES ? "broken" : free < SCARCE_BYTES ? "doubtful" : "fine";
  return {
    state,
    name: t("磁盘", "Disk"),
    found: t(`剩余 ${bytesText(free)}`, `${bytesText(free)} free`),
    ...(state !== "fine" && { todo: t(`请清理 ${home} 所在的磁盘`, `make room on the disk of ${home}`) }),
  };
}

/** Whether a bot answers where this configuration would put one. */
export async function botCheck({ host, port }: Config): Promise<Check> {
  const name = t("机器人", "Bot");
  const at = `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
  const answer = await fetch(`${at}/healthz`, { signal: AbortSignal.timeout(2_000) })
    .then((r) => r.text())
    .catch(() => undefined);
  if (answer === "ok\n") return { state: "fine", name, found: t(`运行中：${at}`, `answers at ${at}`) };
  if (answer === undefined)
    return {
      state: "doubtful",
      name,
      found: t(`${at} 没有应答，待发消息会等待`, `nothing answers at ${at}; posts wait until it runs`),
      todo: plainly("npm start"),
    };
  return {
    state: "doubtful",
    name,
    found: t(`${at} 被其他程序占用`, `another program answers at ${at}`),
    todo: t("请换一个端口：PORT", "take another port: PORT"),
  };
}
