import { setTimeout as pause } from "node:timers/promises";
import { UserError } from "../../domain/user-error.ts";
import type { Log } from "../../ports/system.ts";
import type { WebClient } from "./client.ts";
import { judge, TOKEN_AT_FAULT } from "./errors.ts";
import type { Timeouts } from "./timeouts.ts";

/** Who the bot is in its workspace. */
export interface Identity {
  readonly userId: string;
  readonly botId: string;
  readonly teamId: string;
}

export interface Identities {
  /** Undefined until Slack has told. */
  known(): Identity | undefined;
  /** Asks Slack once; a failure is asked again. */
  ask(): Promise<Identity>;
  /** Asks until Slack answers. Throws a UserError when Slack refuses the token, and nothing is true any more once `stop` is aborted. */
  await(stop: AbortSignal): Promise<Identity | undefined>;
}

const noBot = (): UserError =>
  new UserError(
    "slack-refused",
    { zh: "SLACK_BOT_TOKEN 不是机器人的令牌。", en: "SLACK_BOT_TOKEN is not the token of a bot." },
    { zh: "请使用以 xoxb- 开头的 Bot User OAuth Token。", en: "Use the Bot User OAuth Token, which begins with xoxb-." },
  );

const refused = (code: string): UserError =>
  new UserError(
    "slack-refused",
    { zh: `Slack 不接受 SLACK_BOT_TOKEN（${code}）。`, en: `Slack refuses SLACK_BOT_TOKEN (${code}).` },
    {
      zh: "在 Slack 应用的 OAuth & Permissions 页面重新复制令牌，再运行 npm run purser -- doctor 检查。",
      en: "Copy it again from the app's OAuth & Permissions page, then look with npm run purser -- doctor.",
    },
  );

export function makeIdentity(client: WebClient, timeouts: Timeouts, log: Log): Identities {
  let told: Identity | undefined;
  let asking: Promise<Identity> | undefined;

  async function request(): Promise<Identity> {
    const { user_id: userId, bot_id: botId, team_id: teamId } = await client.auth.test();
    if (userId === undefined || botId === undefined || teamId === undefined) throw noBot();
    told = { userId, botId, teamId };
    return told;
  }

  async function ask(): Promise<Identity> {
    if (told !== undefined) return told;
    asking ??= request().finally(() => (asking = undefined));
    return asking;
  }

  return {
    known: () => told,
    ask,
    async await(stop) {
      const [first, most] = timeouts.reconnect;
      for (let wait = first; !stop.aborted; wait = Math.min(wait * 2, most)) {
        try {
          return await ask();
        } catch (error) {
          if (error instanceof UserError) throw error;
          const { kind, code, reason } = judge(error, { zh: "auth.test", en: "auth.test" });
          if (kind === "final" || TOKEN_AT_FAULT.has(code)) throw refused(code);
          log.warn("slack.away", { reason });
          await pause(wait, undefined, { signal: stop }).catch(() => undefined);
        }
      }
      return undefined;
    },
  };
}
