import type { Text } from "../../../domain/value.ts";
import type { Purser } from "../../../main.ts";
import { PURPOSES } from "../../../ports/company.ts";
import { planAge } from "../plan.ts";
import { connectable, stuckPosts } from "../stuck.ts";
import { whyNot } from "../../../views/undelivered.ts";
import { agoText, type Check, plainly, t } from "./check.ts";

const POSTS = t("消息", "Posts");
const RECENT = 500;
const TOLD = 3;

async function channelChecks(purser: Purser): Promise<Check[]> {
  const bindings = await purser.ports.company.bindings();
  const here = connectable(purser.config);
  const jobsFor = (purpose: string): string[] => [...purser.jobs].filter(([, j]) => j.purpose === purpose).map(([name]) => name);
  return PURPOSES.flatMap((purpose): Check[] => {
    const bound = bindings.filter((b) => b.purpose === purpose);
    const name = plainly(`→ ${purpose}`);
    if (bound.length === 0) {
      const jobs = jobsFor(purpose);
      if (jobs.length === 0) return [];
      return [
        {
          state: "doubtful",
          name,
          found: t(`没有绑定频道，${jobs.join("、")} 无处可发`, `no channel: ${jobs.join(", ")} has nowhere to post`),
          todo: plainly(`npm run purser -- bind ${purpose} local ${purpose}`),
        },
      ];
    }
    const lost = bound.filter((b) => !here.has(b.platform));
    const list = bound
      .map((b) => `${b.platform} ${b.channel}${b.stores.length > 0 ? ` (${b.stores.join(", ")})` : ""}, ${b.lang}, ${b.zone}`)
      .join("; ");
    return [
      {
        state: lost.length > 0 ? "broken" : "fine",
        name,
        found: plainly(list),
        ...(lost.length > 0 && {
          todo: t(
            `未接入 ${lost.map((b) => b.platform).join("、")}，消息会一直等待`,
            `${lost.map((b) => b.platform).join(", ")} is not connected: posts wait for ever`,
          ),
        }),
      },
    ];
  });
}

async function outboxChecks(purser: Purser, now: Date): Promise<Check[]> {
  const rows = await purser.ports.outbox.recent(RECENT);
  const of = (state: string) => rows.filter((r) => r.state === state);
  const bad = (state: "failed" | "unknown", zh: string, en: string, todo: Text): Check[] => {
    const found = of(state);
    if (found.length === 0) return [];
    const some = found.slice(0, TOLD);
    const more = found.length > TOLD ? " …" : "";
    return [
      {
        state: "doubtful",
        name: POSTS,
        found: t(
          `${found.length} 条${zh}：${some.map((r) => `${r.key}（${whyNot(r).zh}）`).join("；")}${more}`,
          `${found.length} ${en}: ${some.map((r) => `${r.key} (${whyNot(r).en})`).join("; ")}${more}`,
        ),
        todo,
      },
    ];
  };
  const stuck = await stuckPosts(purser.ports.outbox, connectable(purser.config), now);
  const checks = [
    ...bad("failed", "发送失败", "failed", plainly("npm run purser -- outbox")),
    ...bad(
      "unknown",
      "不知是否送达",
      "may or may not have arrived",
      t("先到频道里看，没有再重发：npm run purser -- outbox", "look in the channel first, then npm run purser -- outbox"),
    ),
    ...stuck.map((s): Check => ({ state: "doubtful", name: POSTS, ...s })),
  ];
  if (checks.length > 0) return checks;
  return [{ state: "fine", name: POSTS, found: t(`已发送 ${of("sent").length} 条，无失败`, `${of("sent").length} sent, none failed`) }];
}

const OUTCOME: Readonly<Record<string, Text>> = {
  posted: t("已发送", "posted"),
  nothing: t("无内容可发", "had nothing to say"),
  failed: t("失败", "failed"),
  running: t("正在运行", "running"),
};

async function jobChecks(purser: Purser, now: Date): Promise<Check[]> {
  const runs = await purser.ports.jobRuns.recent(RECENT);
  return [...purser.jobs.keys()].map((job): Check => {
    const name = t("任务", "Job");
    const last = runs.find((r) => r.job === job);
    if (!last) return { state: "fine", name, found: t(`${job}：还没有运行过`, `${job}: has not run yet`) };
    const ago = agoText(last.at, now);
    const note = last.because === null ? t("", "") : t(`（${last.because.zh}）`, ` (${last.because.en})`);
    const told = last.outcome ?? "running";
    const outcome = OUTCOME[told] ?? plainly(told);
    return {
      state: last.outcome === "failed" ? "broken" : "fine",
      name,
      found: t(`${job}：${ago.zh}${outcome.zh}${note.zh}`, `${job}: ${outcome.en} ${ago.en}${note.en}`),
      ...(last.outcome === "failed" && { todo: plainly(`npm run purser -- job ${job} --dry-run`) }),
    };
  });
}

async function planCheck(purser: Purser, now: Date): Promise<Check[]> {
  const age = await planAge(purser);
  if (age === undefined) return [];
  const { asOf, computedAt, stale } = age;
  const name = t("备货计划", "Plan");
  const todo = t("重启机器人或再导入一次报表即可更新", "start the bot, or import a report again, and it is renewed");
  if (asOf === null || computedAt === null) return [{ state: "doubtful", name, found: t("还没有计划", "there is none yet"), todo }];
  const ago = agoText(computedAt, now);
  return [
    {
      state: stale ? "doubtful" : "fine",
      name,
      found: t(
        `截至 ${asOf}，${ago.zh}计算${stale ? "，早于最近一次导入" : ""}`,
        `as of ${asOf}, made ${ago.en}${stale ? ", before the newest import" : ""}`,
      ),
      ...(stale && { todo }),
    },
  ];
}

export async function workChecks(purser: Purser, now: Date): Promise<Check[]> {
  return [
    ...(await planCheck(purser, now)),
    ...(await channelChecks(purser)),
    ...(await jobChecks(purser, now)),
    ...(await outboxChecks(purser, now)),
  ];
}
