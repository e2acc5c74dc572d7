import { dropped, EDITS, type Fault, HISTORY, rateLimited, refused, SENDS, serverError, slow } from "../test/fakes/feishu/faults.ts";
import { startFakeFeishu } from "../test/fakes/feishu/server.ts";
import { dice } from "./dice.ts";
import { keyIn, partOfFile, type Seen, type Stage } from "./stage.ts";

const SPEECH = new RegExp(`${SENDS.source}|${EDITS.source}`);
const UPLOADS = /^POST \/open-apis\/im\/v1\/files$/;
const LAG_MS = 60_000;
const NO_PERMISSION = 99991672;

export async function feishuStage(options: {
  readonly now: () => number;
  readonly seed: number;
  readonly scale: number;
  readonly channels: number;
}): Promise<Stage> {
  const { now, seed, scale } = options;
  const feishu = await startFakeFeishu({ now, seed });
  feishu.world.historyLagMs = LAG_MS;
  const channels = Array.from({ length: options.channels }, (_, i) => feishu.addChat(`店铺 ${i}`).chatId);
  const ops = feishu.addChat("运维").chatId;
  const random = dice(seed + 2);
  const heard: (() => void)[] = [];
  const { world } = feishu;
  const add = world.addMessage.bind(world);
  world.addMessage = (message) => {
    add(message);
    for (const hear of heard) hear();
  };

  const fileName = (content: string): string => world.files.get((JSON.parse(content) as { file_key: string }).file_key)?.name ?? "";
  const forever = { times: Number.POSITIVE_INFINITY };
  const on = (what: RegExp, probability: number, fault: Fault): void =>
    void feishu.faults.add({ ...forever, on: what, probability, fault });
  const real = (from: number, to: number): number => random.between(Math.round(from / scale), Math.round(to / scale));

  return {
    login: { id: "feishu", domain: feishu.url, appId: feishu.appId, appSecret: feishu.appSecret },
    channels,
    ops,
    // A picture that cannot be uploaded is told in words there.
    owes: [["table"], ["text"]],
    seen: () =>
      [...world.messages.values()]
        .filter((m) => m.from === "bot")
        .map((m): Seen => {
          const root = m.rootId === undefined ? undefined : world.messages.get(m.rootId);
          const rootKey = root === undefined ? null : keyIn(root.firstContent);
          const file = m.msgType === "file" ? fileName(m.firstContent) : undefined;
          return {
            key: keyIn(file ?? m.firstContent),
            part: file === undefined ? null : partOfFile(file),
            pictured: false,
            channel: m.chatId,
            root: rootKey,
            text: m.content,
            at: m.createdAt,
          };
        }),
    // An answer that was cut has no time either; what is older than this has ended.
    underWay: () =>
      feishu.ledger.calls.slice(-500).filter((c) => c.ms === undefined && c.fault === undefined && now() - c.at < 20_000).length,
    requests: () => {
      const named = feishu.ledger.struck
        .filter(({ call, fault }) => call.startsWith("POST") && fault.kind === "answer" && fault.status === 429)
        .map(({ fault }) => Number(fault.kind === "answer" ? fault.headers?.["x-ogw-ratelimit-reset"] : 0));
      return feishu.ledger.callsTo(/^POST .*\/im\/v1\/messages/).map((c) => {
        const seconds = c.fault?.startsWith("answer before") === true ? (named.shift() ?? 0) : 1;
        return { at: c.at, limit: "app", waitMs: c.status === 429 ? seconds * 1_000 : null };
      });
    },
    onAccepted: (hear) => void heard.push(hear),
    misfortunes: () => {
      const count: Record<string, number> = {};
      for (const { fault, accepted, status } of feishu.ledger.calls) {
        const what =
          fault === undefined ? (status === 429 ? "limit" : undefined) : `${fault.split(" ")[0] ?? ""} ${accepted ? "after" : "before"}`;
        if (what !== undefined) count[what] = (count[what] ?? 0) + 1;
      }
      return count;
    },
    trouble: () => {
      feishu.faults.clear();
      for (const seconds of [1, 5, 30]) on(SPEECH, 0.007, rateLimited(seconds));
      on(SPEECH, 0.02, serverError("after"));
      on(SPEECH, 0.01, serverError("before"));
      on(SPEECH, 0.02, dropped("after"));
      on(SPEECH, 0.01, dropped("before"));
      on(SPEECH, 0.01, slow(real(9_000, 14_000), "after"));
      on(SPEECH, 0.01, slow(real(8_000, 12_000), "before"));
      for (const ms of [200, 1_000, 3_000]) on(SPEECH, 0.06, slow(Math.round(ms / scale), "after"));
      on(UPLOADS, 0.03, serverError("after"));
      on(UPLOADS, 0.02, dropped("before"));
      on(UPLOADS, 0.02, slow(real(9_000, 25_000), "before"));
      on(HISTORY, 0.05, serverError("before"));
      // The right to read was taken away: what became of a post cannot be told when its uuid has expired.
      on(HISTORY, 0.2, refused(NO_PERMISSION, "Access denied."));
    },
    storm: () => {
      feishu.faults.clear();
      for (const seconds of [1, 5, 10, 20, 30]) on(SPEECH, 0.07, rateLimited(seconds));
    },
    calm: () => feishu.faults.clear(),
    stop: () => feishu.stop(),
  };
}
