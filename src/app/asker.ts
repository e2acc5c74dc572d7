import type { Sensitivity } from "../domain/value.ts";
import { lower } from "../message/audience.ts";
import { type Message, message } from "../message/message.ts";
import type { IncomingText } from "../ports/chat-platform.ts";
import type { Binding, Member } from "../ports/company.ts";
import { ownClearance } from "./roles.ts";
import type { Asker, Context } from "./types.ts";

export type Gesture = Pick<IncomingText, "channel" | "person" | "lang" | "direct">;

/** Where gestures come from. */
export interface Place {
  readonly platform: string;
  /** Only this machine's person is there: an account is a member's slug, and nobody else reads the answers. */
  readonly loopback: boolean;
}

async function member(place: Place, account: string, context: Context): Promise<Member | undefined> {
  const known = await context.company.memberByAccount(place.platform, account);
  if (known || !place.loopback) return known;
  return (await context.company.members()).find((m) => m.slug === account);
}

/** What a channel may see: bound to several purposes, only what each of them allows; bound to none, internal figures. */
export function channelClearance(bound: readonly Pick<Binding, "clearance">[]): Sensitivity {
  const [first, ...others] = bound.map((b) => b.clearance);
  return first === undefined ? "internal" : others.reduce<Sensitivity>(lower, first);
}

/** Who asks and what may be said to them there; undefined for an account that belongs to no member. */
export async function findAsker(place: Place, gesture: Gesture, context: Context): Promise<Asker | undefined> {
  const who = await member(place, gesture.person.account, context);
  if (!who) return undefined;
  const { as } = gesture.person;
  const mayBeAs = as !== undefined && (who.roles.includes(as) || who.roles.includes("owner"));
  const roles = mayBeAs ? [as] : who.roles;

  const company = await context.company.company();
  const bound = (await context.company.bindings()).filter((b) => b.platform === place.platform && b.channel === gesture.channel);
  const alone = place.loopback || gesture.direct === true;

  return {
    member: who,
    roles,
    lang: gesture.lang ?? bound[0]?.lang ?? company.lang,
    platform: place.platform,
    channel: gesture.channel,
    clearance: alone ? ownClearance(roles) : channelClearance(bound),
    zone: bound[0]?.zone ?? company.zone,
  };
}

/** The answer to somebody whom Purser does not know: how to become known. */
export function strangerMessage(place: Place, account: string): Message {
  return message({
    title: { zh: "我还不认识你的账号", en: "I do not know your account yet" },
    tone: "warning",
    lead: {
      zh: `请管理员在服务器上执行：purser member add 你的代号 --${place.platform} ${account} --role operator`,
      en: `Ask an admin to run: purser member add YOUR-NAME --${place.platform} ${account} --role operator`,
    },
  });
}
