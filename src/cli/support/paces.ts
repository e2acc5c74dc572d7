/** How fast posts go out, in milliseconds between the beginnings of two. Delivery keeps to it so that a platform has nothing to refuse. */
export interface Paces {
  /** Into one channel. */
  readonly channel: number;
  /** Over all channels of the platform. */
  readonly everywhere: number;
}

/**
 * Slack takes about one message a second into a channel, with short bursts, and "several hundred" a minute over a workspace, a number that
 * it does not publish: 600 are taken for that. Source: docs.slack.dev/apis/web-api/rate-limits
 */
export const SLACK_PACES: Paces = { channel: 1_050, everywhere: 100 };

/**
 * Feishu takes five a second into a chat, shared by all its bots, and a thousand a minute over all chats; what is left of both is for
 * answers. Source: open.feishu.cn, im-v1 message create
 */
export const FEISHU_PACES: Paces = { channel: 210, everywhere: 62 };
