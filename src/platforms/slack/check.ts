import { type Logger, webApi } from "@slack/bolt";
import type { Finding } from "../../ports/chat-platform.ts";
import type { Clock } from "../../ports/system.ts";
import { clientOptions } from "./client.ts";
import { inChannel, judge, slackCode } from "./errors.ts";
import { BOT_SCOPES, RECONCILE_SCOPES } from "./manifest.ts";
import type { Timeouts } from "./timeouts.ts";

export interface CheckNeeds {
  readonly botToken: string;
  readonly connection: { readonly kind: "socket"; readonly appToken: string } | { readonly kind: "http"; readonly signingSecret: string };
  readonly apiUrl: string | null;
  readonly logger: Logger;
  readonly clock: Clock;
  readonly timeouts: Timeouts;
}

const SKEW_WARNING_S = 60;
/** From here on every request of Slack's looks like a replay. */
const SKEW_FAILED_S = 300;

/** Looks whether the bot can work: token, permissions, clock, connection, and the channels it should post in. */
export async function check(needs: CheckNeeds, channels: readonly string[]): Promise<readonly Finding[]> {
  const { apiUrl, logger, clock, timeouts } = needs;
  let date: string | null = null;
  const client = new webApi.WebClient(needs.botToken, {
    ...clientOptions(apiUrl, logger, timeouts.request),
    fetch: async (url, init) => {
      const answer = await fetch(url, init);
      date = answer.headers.get("date");
      return answer;
    },
  });

  const findings: Finding[] = [];
  let scopes: readonly string[] | undefined;
  try {
    const { team, user, response_metadata: about } = await client.auth.test();
    scopes = about?.scopes;
    findings.push({ state: "ok", what: { zh: `已以 ${user} 的身份登录 ${team}`, en: `Signed in to ${team} as ${user}` } });
  } catch (error) {
    return [refused(error, { zh: "机器人令牌", en: "the bot's token" }, TOKEN_HINT)];
  }
  if (scopes !== undefined) findings.push(ofScopes(new Set(scopes)));
  if (date !== null) findings.push(ofClock(clock.now(), new Date(date)));
  findings.push(await connection(needs));
  for (const channel of channels) findings.push(await ofChannel(client, channel));
  return findings;
}

const TOKEN_HINT = {
  zh: "在 Slack 应用的 OAuth & Permissions 页面复制 Bot User OAuth Token，设置为 SLACK_BOT_TOKEN。",
  en: "Copy the Bot User OAuth Token from the app's OAuth & Permissions page into SLACK_BOT_TOKEN.",
};

function refused(error: unknown, subject: { readonly zh: string; readonly en: string }, hint: Finding["hint"]): Finding {
  const { code } = judge(error, subject);
  const said = slackCode(error) !== undefined;
  return {
    state: "failed",
    what: said
      ? { zh: `Slack 不接受${subject.zh}（${code}）`, en: `Slack refuses ${subject.en} (${code})` }
      : { zh: `连不上 Slack（${code}）`, en: `Slack could not be reached (${code})` },
    hint: said && hint !== undefined ? hint : { zh: "检查网络和 SLACK_API_URL。", en: "Check the network and SLACK_API_URL." },
  };
}

function ofScopes(granted: ReadonlySet<string>): Finding {
  const missing = BOT_SCOPES.filter((scope) => !granted.has(scope));
  if (missing.length === 0) return { state: "ok", what: { zh: "权限齐全", en: "All permissions are granted" } };
  const onlyHistory = missing.every((scope) => RECONCILE_SCOPES.has(scope));
  return {
    state: onlyHistory ? "warning" : "failed",
    what: { zh: `缺少权限：${missing.join("、")}`, en: `Permissions missing: ${missing.join(", ")}` },
    hint: onlyHistory
      ? {
          zh: "没有它们，发送中断的消息无法核对是否送达。运行 npm run purser -- manifest slack，更新应用清单并重新安装。",
          en: "Without them it cannot be told whether an interrupted post arrived. Update the app's manifest (npm run purser -- manifest slack) and reinstall it.",
        }
      : {
          zh: "运行 npm run purser -- manifest slack，更新应用清单并重新安装到工作区。",
          en: "Update the app's manifest with npm run purser -- manifest slack and reinstall the app.",
        },
  };
}

function ofClock(ours: Date, theirs: Date): Finding {
  const off = Math.round((ours.getTime() - theirs.getTime()) / 1000);
  const seconds = Math.abs(off);
  if (Number.isNaN(off) || seconds <= SKEW_WARNING_S)
    return { state: "ok", what: { zh: "时钟与 Slack 一致", en: "The clock agrees with Slack's" } };
  return {
    state: seconds > SKEW_FAILED_S ? "failed" : "warning",
    what: {
      zh: `本机时钟比 Slack ${off > 0 ? "快" : "慢"} ${seconds} 秒`,
      en: `This machine's clock is ${seconds} s ${off > 0 ? "ahead of" : "behind"} Slack's`,
    },
    hint: {
      zh: "打开时间同步（NTP）。相差 5 分钟以上，Slack 的请求会被当作重放而拒绝。",
      en: "Turn on NTP. From five minutes on, Slack's requests are refused as replays.",
    },
  };
}

async function connection({ connection: by, apiUrl, logger, timeouts }: CheckNeeds): Promise<Finding> {
  if (by.kind === "http")
    return {
      state: "ok",
      what: { zh: "HTTP 模式：在 /slack/events 接收请求", en: "HTTP mode: requests are taken at /slack/events" },
      hint: { zh: "Slack 应用的三处 Request URL 都要指向它。", en: "All three request URLs of the Slack app must lead there." },
    };
  try {
    // Gives an address to connect to; no socket is opened, so no event is taken away from a bot that runs.
    await new webApi.WebClient(by.appToken, clientOptions(apiUrl, logger, timeouts.request)).apps.connections.open();
    return { state: "ok", what: { zh: "Socket Mode 可以连接", en: "Socket Mode can connect" } };
  } catch (error) {
    return refused(
      error,
      { zh: "应用级令牌", en: "the app-level token" },
      {
        zh: "在 Basic Information 的 App-Level Tokens 里生成带 connections:write 的令牌，设置为 SLACK_APP_TOKEN。",
        en: "Generate a token with connections:write under Basic Information, App-Level Tokens, and set it as SLACK_APP_TOKEN.",
      },
    );
  }
}

async function ofChannel(client: webApi.WebClient, id: string): Promise<Finding> {
  try {
    const { channel } = await client.conversations.info({ channel: id });
    const name = channel?.name === undefined ? id : `#${channel.name}`;
    if (channel?.is_archived === true) return { state: "failed", what: { zh: `频道 ${name} 已归档`, en: `Channel ${name} is archived` } };
    if (channel?.is_member === false)
      return {
        state: "failed",
        what: { zh: `机器人不在频道 ${name} 里`, en: `The bot is not in channel ${name}` },
        hint: { zh: "在该频道输入 /invite @Purser。", en: "Type /invite @Purser in the channel." },
      };
    if (channel?.is_ext_shared === true || channel?.is_pending_ext_shared === true)
      return {
        state: "warning",
        what: { zh: `频道 ${name} 与外部组织共享`, en: `Channel ${name} is shared with another organisation` },
        hint: { zh: "毛利等数字不会发到这里。", en: "Margins are never posted there." },
      };
    return { state: "ok", what: { zh: `可以在 ${name} 发消息`, en: `Can post in ${name}` } };
  } catch (error) {
    const { code } = judge(error, inChannel(id));
    return {
      state: "failed",
      what: { zh: `看不到频道 ${id}（${code}）`, en: `Channel ${id} cannot be seen (${code})` },
      hint: { zh: "检查频道编号；私有频道要先邀请机器人。", en: "Check the channel's id; a private channel must invite the bot first." },
    };
  }
}
