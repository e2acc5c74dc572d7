import type { WebClient } from "./client.ts";

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
}

export function makeIdentity(client: WebClient): Identities {
  let told: Identity | undefined;
  let asking: Promise<Identity> | undefined;

  async function ask(): Promise<Identity> {
    const { user_id: userId, bot_id: botId, team_id: teamId } = await client.auth.test();
    if (userId === undefined || botId === undefined || teamId === undefined) throw new Error("SLACK_BOT_TOKEN is not the token of a bot");
    told = { userId, botId, teamId };
    return told;
  }

  return {
    known: () => told,
    async ask() {
      if (told !== undefined) return told;
      asking ??= ask().finally(() => (asking = undefined));
      return asking;
    },
  };
}
