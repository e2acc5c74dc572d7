import type { Sensitivity } from "../domain/value.ts";
import { type Message, message } from "../message/message.ts";
import type { Audience, IncomingText, Profile } from "../ports/chat-platform.ts";
import type { Binding, Member, Role } from "../ports/company.ts";
import { clearanceIn } from "./clearance.ts";
import { ownClearance } from "./roles.ts";
import type { Asker, Context } from "./types.ts";

export type Gesture = Pick<IncomingText, "channel" | "person" | "lang" | "direct">;

/** Where gestures come from. */
export interface Place {
  readonly platform: string;
  /** Only this machine's person is there: an account is a member's slug, and nobody else reads the answers. */
  readonly loopback: boolean;
  /** What the platform knows of an account, to link it with a member of the same e-mail. */
  readonly profile?: (account: string) => Promise<Profile | undefined>;
  /** Who can read a channel. */
  readonly audience?: (channel: string) => Promise<Audience>;
}

async function member(place: Place, account: string, context: Context): Promise<Member | undefined> {
  const known = await context.company.memberByAccount(place.platform, account);
  if (known) return known;
  if (place.loopback) return (await context.company.members()).find((m) => m.slug === account);
  return link(place, account, context);
}

/** An account whose e-mail the platform vouches for is its member's from now on. Guests and other companies are linked by hand or not at all. */
async function link(place: Place, account: string, context: Context): Promise<Member | undefined> {
  const profile = await place.profile?.(account).catch((error: unknown) => {
    context.log.error("profile-failed", error, { platform: place.platform });
    return undefined;
  });
  if (!profile?.email || profile.outsider) return undefined;
  // Two members with one address: a person decides whose it is.
  const linked = await context.company.linkByEmail(profile.email, { platform: place.platform, account });
  if (linked?.isNew) {
    const { slug } = linked.member;
    const details = { platform: place.platform, account, because: "same e-mail" };
    await context.audit.record({ at: context.now, by: slug, what: "link-account", on: slug, details });
  }
  return linked?.member;
}

async function boundTo(place: Place, { channel }: Gesture, { company }: Context): Promise<readonly Binding[]> {
  return (await company.bindings()).filter((b) => b.platform === place.platform && b.channel === channel);
}

/** What may be said where the gesture came from, as of now: a channel can be shared or bound anew while an answer is worked on. */
export async function clearanceNow(place: Place, gesture: Gesture, roles: readonly Role[], context: Context): Promise<Sensitivity> {
  if (place.loopback || gesture.direct === true) return ownClearance(roles);
  const { audience } = place;
  return clearanceIn(await boundTo(place, gesture, context), audience && (() => audience(gesture.channel)), (error) =>
    context.log.error("audience-failed", error, { platform: place.platform }),
  );
}

/** Who asks and what may be said to them there; undefined for an account that belongs to no member. */
export async function findAsker(place: Place, gesture: Gesture, context: Context): Promise<Asker | undefined> {
  const who = await member(place, gesture.person.account, context);
  if (!who) return undefined;
  const { as } = gesture.person;
  const mayBeAs = as !== undefined && (who.roles.includes(as) || who.roles.includes("owner"));
  const roles = mayBeAs ? [as] : who.roles;

  const company = await context.company.company();
  const bound = await boundTo(place, gesture, context);
  const { audience } = place;
  const alone = place.loopback || gesture.direct === true;

  return {
    member: who,
    roles,
    lang: gesture.lang ?? bound[0]?.lang ?? company.lang,
    platform: place.platform,
    channel: gesture.channel,
    clearance: await clearanceNow(place, gesture, roles, context),
    zone: bound[0]?.zone ?? company.zone,
    ...(audience && !alone && { readers: () => audience(gesture.channel) }),
  };
}

/** The answer to somebody whom Purser does not know: how to become known. */
export function strangerMessage(place: Place, account: string): Message {
  return message({
    title: { zh: "我还不认识你的账号", en: "I do not know your account yet" },
    tone: "warning",
    lead: {
      zh: `请管理员在 Purser 的目录里执行：npm run purser -- member add 代号 --${place.platform} ${account} --role operator（代号用小写字母，例如 mei）`,
      en: `Ask an admin to run, in Purser's folder: npm run purser -- member add NAME --${place.platform} ${account} --role operator (NAME in small letters, such as mei)`,
    },
    sensitivity: "public",
  });
}
