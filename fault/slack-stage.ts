import type { FaultRule } from "../test/fakes/slack/faults.ts";
import { startFakeSlack } from "../test/fakes/slack/server.ts";
import { dice } from "./dice.ts";
import { isPicture } from "./plan.ts";
import { keyIn, partOfFile, type Seen, type Stage } from "./stage.ts";

/** What puts something into a channel; the steps of an upload before that. */
const SPEECH = ["chat.postMessage", "chat.update", "files.completeUploadExternal"];
const UPLOADS = ["files.getUploadURLExternal", "upload"];
const READING = ["conversations.history", "conversations.replies"];

/** How late history may be, and how late a request may arrive that its sender gave up after 10 s. */
const LAG_MS = [0, 60_000] as const;

/** How long Slack looks at a file before it can be shown; a post waits 20 s for its pictures. */
const FILE_DELAYS_MS = [0, 2_000, 25_000, 60_000];

export async function slackStage(options: {
  readonly now: () => number;
  readonly seed: number;
  readonly scale: number;
  readonly channels: number;
  /** Of how many of the last requests the arguments are kept. */
  readonly keep: number;
}): Promise<Stage> {
  const { now, seed, scale, keep } = options;
  const slack = await startFakeSlack({ now, seed, echo: false, events: [], keepBodies: keep, historyLagMs: LAG_MS });
  const channels = Array.from({ length: options.channels }, (_, i) => slack.addChannel({ name: `shop-${i}` }).id);
  const ops = slack.addChannel({ name: "ops" }).id;
  const heard: (() => void)[] = [];
  const told = new Map<string, string>();
  const pictured = new Set<string>();
  const random = dice(seed + 3);
  const add = slack.ledger.add.bind(slack.ledger);
  slack.ledger.add = (message) => {
    const added = add(message);
    // What stands in its table is forgotten with the body.
    if (message.channel === ops) told.set(message.ts, JSON.stringify(message.blocks));
    if (message.blocks.some((b) => b["type"] === "image")) pictured.add(`${message.channel} ${message.ts}`);
    for (const hear of heard) hear();
    return added;
  };

  /** Real milliseconds for a range of the fast clock's. */
  const real = (from: number, to: number): readonly [number, number] => [Math.round(from / scale), Math.round(to / scale)];
  const everyday: readonly FaultRule[] = [
    { methods: SPEECH, share: 0.02, how: { kind: "rate-limit", retryAfterSeconds: [1, 30] } },
    { methods: SPEECH, share: 0.02, how: { kind: "http-500", when: "after" } },
    { methods: SPEECH, share: 0.01, how: { kind: "http-500", when: "before" } },
    { methods: SPEECH, share: 0.02, how: { kind: "drop", when: "after" } },
    { methods: SPEECH, share: 0.01, how: { kind: "drop", when: "before" } },
    { methods: SPEECH, share: 0.2, how: { kind: "slow", when: "after", ms: real(200, 3_000) } },
    { methods: SPEECH, share: 0.02, how: { kind: "slow", when: "after", ms: real(9_000, 14_000) } },
    { methods: SPEECH, share: 0.02, how: { kind: "slow", when: "before", ms: real(8_000, 12_000) } },
    { methods: UPLOADS, share: 0.03, how: { kind: "http-500", when: "after" } },
    { methods: UPLOADS, share: 0.02, how: { kind: "drop", when: "before" } },
    { methods: UPLOADS, share: 0.02, how: { kind: "slow", when: "after", ms: real(3_000, 14_000) } },
    { methods: READING, share: 0.05, how: { kind: "http-500", when: "before" } },
    { methods: READING, share: 0.03, how: { kind: "rate-limit", retryAfterSeconds: [1, 30] } },
  ];

  /** Nobody may read the first channel, so that what became of a post there cannot be told. */
  const blindfold = (): void => {
    const [channel] = channels;
    if (channel !== undefined) slack.fail({ methods: READING, channel, how: { kind: "error", error: "missing_scope" } });
  };

  return {
    login: { id: "slack", apiUrl: slack.apiUrl, botToken: slack.botToken, appToken: slack.appToken },
    channels,
    ops,
    owes: [["table"], ["text"], ["picture"], ["table", "picture"]],
    seen: () => {
      const byTs = new Map(slack.ledger.messages.map((m) => [`${m.channel} ${m.ts}`, m]));
      return slack.ledger.posts().map((m): Seen => {
        const root = m.threadTs === null ? undefined : byTs.get(`${m.channel} ${m.threadTs}`);
        const [id] = m.files;
        const file = id === undefined ? undefined : slack.world.files.get(id)?.name;
        const part = file === undefined ? (isPicture(m.text) ? "picture" : null) : partOfFile(file);
        return {
          key: keyIn(file ?? m.text),
          part,
          pictured: part === null && pictured.has(`${m.channel} ${m.ts}`),
          channel: m.channel,
          root: root === undefined ? null : keyIn(root.text),
          text: `${m.text} ${told.get(m.ts) ?? ""}`,
          at: m.acceptedAt,
        };
      });
    },
    underWay: () => slack.ledger.calls.slice(-500).filter((c) => c.status === 0 && c.error === null).length,
    requests: () =>
      slack.ledger.callsOf("chat.postMessage").map((c) => ({
        at: c.at,
        limit: String(c.args["channel"]),
        waitMs: c.retryAfterSeconds === null ? null : c.retryAfterSeconds * 1_000,
      })),
    onAccepted: (hear) => void heard.push(hear),
    misfortunes: () => {
      const count: Record<string, number> = {};
      for (const { accepted, status, error } of slack.ledger.calls) {
        const what = status === 200 ? undefined : `${error === "gone" ? "hung up" : (error ?? "?")} ${accepted ? "after" : "before"}`;
        if (what !== undefined) count[what] = (count[what] ?? 0) + 1;
      }
      return count;
    },
    trouble: () => {
      slack.heal();
      slack.slowFiles(random.pick(FILE_DELAYS_MS));
      blindfold();
      for (const rule of everyday) slack.fail(rule);
    },
    storm: () => void slack.fail({ methods: SPEECH, share: 0.3, how: { kind: "rate-limit", retryAfterSeconds: [1, 30] } }),
    calm: () => {
      slack.heal();
      slack.slowFiles(0);
      blindfold();
    },
    stop: () => slack.stop(),
  };
}
