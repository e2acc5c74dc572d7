import { setTimeout as pause } from "node:timers/promises";
import type { Entry } from "../fakes/feishu/ledger.ts";
import { type FakeFeishu, startFakeFeishu } from "../fakes/feishu/server.ts";
import type { FakeChat, FakeUser } from "../fakes/feishu/state.ts";
import { DayClock, emailOf, openDay, type OpenDay, PATIENCE_MS, TEAM, wall } from "./kit.ts";
const LOOK_MS = 15;

type Slug = keyof typeof TEAM;
const CHATS = ["运营日报", "Stock", "复盘", "运维", "DE team"] as const;

export interface FeishuDay extends AsyncDisposable {
  readonly feishu: FakeFeishu;
  readonly day: OpenDay;
  readonly people: Readonly<Record<Slug, FakeUser>>;
  readonly chat: (name: string) => FakeChat;
  /** The direct chat of somebody with the bot. */
  readonly direct: (who: Slug) => FakeChat;
  /** What the bot has said in a chat, threads included. */
  readonly said: (chat: FakeChat) => readonly Entry[];
  /** Does something, and waits for what the bot then says in a chat. The first that fits. */
  readonly hears: (chat: FakeChat, pattern: RegExp, act: () => Promise<unknown>) => Promise<Entry>;
  readonly finds: (chat: FakeChat, pattern: RegExp) => Promise<Entry>;
  /** As hears, for a command: with a mention in a group, as it is in a direct chat. */
  readonly asks: (chat: FakeChat, who: Slug, text: string, pattern: RegExp, thread?: string) => Promise<Entry>;
  /** A button of a card. */
  readonly clicks: (entry: Entry, button: string, who: Slug) => ReturnType<FakeFeishu["person"]["click"]>;
  readonly read: (entry: Entry) => string;
  readonly times: (chat: FakeChat, pattern: RegExp) => number;
  readonly until: <T>(look: () => T | undefined | false, what: string) => Promise<T>;
  readonly transcript: () => string;
}

/** A tenant with the team and its groups, and the bot in them. */
export async function openFeishuDay(): Promise<FeishuDay> {
  const clock = new DayClock(wall("08:00"));
  const feishu = await startFakeFeishu({ now: clock.ms });
  const people = Object.fromEntries(
    Object.entries(TEAM).map(([slug, { name }]) => [slug, feishu.addUser(name, { email: emailOf(slug) })]),
  ) as Record<Slug, FakeUser>;
  const everybody = Object.values(people).map((p) => p.openId);
  const chats = new Map<string, FakeChat>(CHATS.map((name) => [name, feishu.addChat(name, { members: everybody })]));
  const smith = feishu.addUser("Smith", { outOfReach: true });
  chats.set("货代群", feishu.addChat("货代群", { members: [...everybody, smith.openId], external: true }));
  const day = await openDay(clock, { FEISHU_APP_ID: feishu.appId, FEISHU_APP_SECRET: feishu.appSecret, FEISHU_DOMAIN: feishu.url });

  const chat = (name: string): FakeChat => {
    const found = chats.get(name);
    if (!found) throw new Error(`no chat ${name}`);
    return found;
  };
  const said = ({ chatId }: FakeChat): readonly Entry[] =>
    feishu.ledger.messages(chatId).flatMap((m) => (m.from === "bot" && m.withdrawnAt === undefined ? [feishu.ledger.entry(m)] : []));
  async function until<T>(look: () => T | undefined | false, what: string): Promise<T> {
    for (const end = performance.now() + PATIENCE_MS; performance.now() < end; await pause(LOOK_MS)) {
      const found = look();
      if (found !== undefined && found !== false) return found;
    }
    throw new Error(`waited in vain for ${what}`);
  }
  const finds: FeishuDay["finds"] = (where, pattern) =>
    until(() => said(where).find((e) => pattern.test(e.text)), `${pattern} in ${where.name || "a direct chat"}`);
  const hears: FeishuDay["hears"] = async (where, pattern, act) => {
    const before = new Map(said(where).map((e) => [e.messageId, e.text]));
    await act();
    return until(
      () => said(where).find((e) => pattern.test(e.text) && before.get(e.messageId) !== e.text),
      `${pattern} in ${where.name || "a direct chat"}`,
    );
  };
  return {
    feishu,
    day,
    people,
    chat,
    direct: (who) => feishu.direct(people[who]),
    said,
    finds,
    hears,
    asks: (where, who, text, pattern, thread) =>
      hears(where, pattern, () =>
        feishu.person.type(where, people[who], text, { mention: where.mode === "group", ...(thread !== undefined && { thread }) }),
      ),
    clicks: (entry, button, who) => feishu.person.click(entry.messageId, button, people[who]),
    read: (entry) => {
      const message = feishu.world.messages.get(entry.messageId);
      return message ? feishu.ledger.entry(message).text : "";
    },
    times: (where, pattern) => said(where).filter((e) => pattern.test(e.text)).length,
    until,
    transcript: () =>
      [...feishu.world.chats.values()]
        .flatMap((c) => {
          const with_ = [...c.members].map((id) => feishu.world.users.get(id)?.name ?? id).join(", ");
          return [
            `\n====== ${c.name || `direct, ${with_}`}`,
            ...feishu.ledger.messages(c.chatId).map((m) => {
              const e = feishu.ledger.entry(m);
              const toasts = e.toasts.length > 0 ? `\n(toasts: ${e.toasts.join(" / ")})` : "";
              return `-- ${m.threadId !== undefined && m.rootId !== undefined ? "(in the thread) " : ""}${e.who}${e.edits > 0 ? `, edited ${e.edits}×` : ""}${e.images.length > 0 ? `, ${e.images.length} pictures` : ""}\n${e.text}${toasts}`;
            }),
          ];
        })
        .join("\n"),
    async [Symbol.asyncDispose]() {
      await day[Symbol.asyncDispose]();
      await feishu.stop();
    },
  };
}
