// Digests of 1,000 posts through the real delivery, store and platforms, over servers that keep to the platforms' limits; how long a
// person waits for an acknowledgement meanwhile; and what 100,000 posts leave in the memory.
import { setTimeout as pause } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { realPause } from "../src/delivery/lanes.ts";
import { type Delivery, makeDelivery } from "../src/delivery/worker.ts";
import { message } from "../src/message/message.ts";
import type { ChatPlatform, Handlers } from "../src/ports/chat-platform.ts";
import type { Clock } from "../src/ports/system.ts";
import type { Outbox, Post } from "../src/ports/delivery.ts";
import { connect } from "../src/store/connect.ts";
import { outbox } from "../src/store/outbox.ts";
import { FEISHU_PACES, type Paces, SLACK_PACES } from "../src/cli/support/paces.ts";
import { jsonLog, systemRandom } from "../src/system.ts";
import { feishuBench } from "../test/platforms/feishu/bench.ts";
import { MEI_IN_OPS, slackBench } from "../test/platforms/slack/bench.ts";
import { startPostgres } from "../test/store/postgres-fixture.ts";
import { quantile, report, type Row } from "./table.ts";

const POSTS = 1_000;
const MEMORY_POSTS = 100_000;
const PACES = { slack: SLACK_PACES, feishu: FEISHU_PACES } as const;

const text = (s: string) => ({ zh: s, en: s });
const SAID = message({
  title: text("Stock warning"),
  blocks: [{ kind: "table", columns: [{ label: text("SKU") }], rows: [[{ kind: "code", code: "SKU-1" }]] }],
});

function post(n: number, platform: string, channel: string): Post {
  return { key: `p${n}`, platform, channel, replyTo: null, job: "bench", message: SAID, lang: "en", expiresAt: null };
}

// An answer would take from the same limit as the digest; here it is the acknowledgement that counts.
const silent: Handlers = {
  text: () => Promise.resolve(undefined),
  press: () => Promise.resolve(undefined),
  file: () => Promise.resolve(undefined),
  form: () => Promise.resolve(undefined),
  home: () => Promise.resolve(undefined),
};

/** A clock that runs so many times faster. */
function faster(scale: number): { readonly clock: Clock; readonly pause: typeof realPause } {
  const began = Date.now();
  return {
    clock: { now: () => new Date(began + (Date.now() - began) * scale) },
    pause: (ms, signal) => realPause(ms / scale, signal),
  };
}

function deliver(
  box: Outbox,
  platform: ChatPlatform,
  time: { readonly clock: Clock; readonly pause: typeof realPause },
  paces: Paces,
): Delivery {
  return makeDelivery({
    worker: "bench",
    outbox: box,
    platforms: new Map([[platform.id, platform]]),
    clearance: () => Promise.resolve("internal"),
    seal: (m, lang) => Promise.resolve({ message: m, buttonTokens: [], formTokens: {}, lang }),
    pace: () => paces.channel,
    platformPace: () => paces.everywhere,
    ...time,
    random: systemRandom,
    log: jsonLog("error"),
  });
}

interface Place {
  readonly platform: ChatPlatform;
  readonly channels: readonly string[];
  /** When each was accepted, by the platform's clock. */
  readonly times: () => readonly number[];
  readonly ask: () => Promise<number>;
  readonly close: () => Promise<void>;
}

async function slack(clock: Clock, channels: number): Promise<Place> {
  const made = await slackBench(silent, { clock, slack: { ...MEI_IN_OPS, echo: false, keepBodies: 100 } });
  const ids = Array.from({ length: channels }, (_, i) => made.slack.addChannel({ name: `shop-${i}` }).id);
  return {
    platform: made.platform,
    channels: ids,
    times: () => made.slack.ledger.posts().flatMap((m) => (m.via === "chat.postMessage" && ids.includes(m.channel) ? [m.acceptedAt] : [])),
    ask: async () => (await made.slack.slash("ops", "mei", "/kpi", "gmv")).ms,
    close: () => made.close(),
  };
}

async function feishu(clock: Clock, channels: number): Promise<Place> {
  const made = await feishuBench(silent, { clock });
  const ids = Array.from({ length: channels }, (_, i) => made.fake.addChat(`shop-${i}`).chatId);
  return {
    platform: made.platform,
    channels: ids,
    times: () => made.fake.ledger.messages().flatMap((m) => (m.from === "bot" && ids.includes(m.chatId) ? [m.createdAt] : [])),
    ask: async () => {
      const began = performance.now();
      await made.fake.person.type(made.direct, made.user, "/kpi gmv");
      return performance.now() - began;
    },
    close: () => made.close(),
  };
}

/** Sends a digest: posts a second of the platform's clock, and how long somebody waited who asked all the time. */
async function digest(
  box: Outbox,
  place: Place,
  time: ReturnType<typeof faster>,
  paces: Paces,
  from: number,
): Promise<{ readonly rate: number; readonly waits: readonly number[] }> {
  const { platform, channels } = place;
  const delivery = deliver(box, platform, time, paces);
  await box.put(
    Array.from({ length: POSTS }, (_, i) => post(from + i, platform.id, channels[i % channels.length] ?? "")),
    time.clock.now(),
  );
  const waits: number[] = [];
  let on = true;
  const asking = (async () => {
    while (on) {
      waits.push(await place.ask());
      await pause(100);
    }
  })();
  delivery.start();
  while (place.times().length < POSTS) await pause(50);
  await delivery.stop();
  on = false;
  await asking;
  const times = place.times().toSorted((a, b) => a - b);
  return { rate: ((POSTS - 1) * 1_000) / ((times.at(-1) ?? 0) - (times[0] ?? 0)), waits: waits.toSorted((a, b) => a - b) };
}

async function digests(box: Outbox): Promise<Row[]> {
  const rows: Row[] = [];
  const cases = [
    { name: "slack", channels: 1, scale: 5, allowed: 1, what: "1 a second and channel" },
    { name: "slack", channels: 50, scale: 4, allowed: 10, what: "600 a minute" },
    { name: "feishu", channels: 1, scale: 2, allowed: 5, what: "5 a second and chat" },
    { name: "feishu", channels: 50, scale: 3, allowed: 1_000 / 60, what: "1,000 a minute" },
  ] as const;
  for (const [i, { name, channels, scale, allowed, what }] of cases.entries()) {
    const time = faster(scale);
    const place = await (name === "slack" ? slack(time.clock, channels) : feishu(time.clock, channels));
    console.error(`${name}, ${channels} …`);
    const { rate, waits } = await digest(box, place, time, PACES[name], i * POSTS);
    await place.close();
    const hurry = ` (clock ${scale} times faster)`;
    const into = `${POSTS} posts into ${channels} ${channels === 1 ? "channel" : "channels"}`;
    rows.push({
      what: `${name}: ${into}`,
      measured: `${rate.toFixed(2)} posts/s, ${Math.round((rate / allowed) * 100)} % of ${what}${hurry}`,
      target: "at least 90 %",
      met: rate >= allowed * 0.9,
    });
    // Only where posts are many: the platform's whole rate, and more of it a second than any digest, where the clock is faster.
    if (channels === 1) continue;
    const p99 = quantile(waits, 0.99);
    rows.push({
      what: `${name}: acknowledgement of a command while ${into} go out, ${Math.round(rate * scale)} a second`,
      measured: `p99 ${p99.toFixed(0)} ms, median ${quantile(waits, 0.5).toFixed(0)} ms, of ${waits.length}`,
      target: "p99 under 500 ms",
      met: p99 < 500,
    });
  }
  return rows;
}

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;
function heapMiB(): number {
  collect();
  return process.memoryUsage().heapUsed / 2 ** 20;
}

/** A platform that takes everything at once: what is left in the memory is delivery's. */
async function memory(box: Outbox): Promise<Row[]> {
  let sent = 0;
  const open: ChatPlatform = {
    id: "memory",
    capabilities: { edit: false, reconcile: false, threads: true },
    start: () => Promise.resolve(),
    stop: () => Promise.resolve(),
    post: ({ channel }) => {
      sent += 1;
      return Promise.resolve({ kind: "sent", ref: { channel, messageId: `m${sent}`, threadId: `m${sent}`, revision: 0 } });
    },
  };
  const time = faster(1);
  // A channel an hour old is as good as forgotten, so there are always new ones.
  const delivery = deliver(box, open, time, { channel: 1, everywhere: 0 });
  delivery.start();
  const began = performance.now();
  const heap: number[] = [];
  for (let put = 0; put < MEMORY_POSTS;) {
    const some = Array.from({ length: 500 }, (_, i) => post(put + i, "memory", `C${Math.floor((put + i) / 5)}`));
    await box.put(some, time.clock.now());
    put += some.length;
    delivery.nudge();
    while (sent < put) await pause(2);
    if (put % (MEMORY_POSTS / 10) === 0) heap.push(heapMiB());
  }
  await delivery.stop();
  const [, early = 0] = heap;
  const late = heap.at(-1) ?? 0;
  return [
    {
      what: `heap after ${MEMORY_POSTS} posts, against after ${MEMORY_POSTS / 5}`,
      measured: `${late.toFixed(1)} MiB against ${early.toFixed(1)} MiB (${Math.round(MEMORY_POSTS / ((performance.now() - began) / 1000))} posts/s)`,
      target: "flat: at most 5 MiB more",
      met: late - early <= 5,
    },
  ];
}

const parts = { digests, memory };
const only = process.argv.slice(2);
const rows: Row[] = [];
{
  const postgres = await startPostgres();
  for (const [name, measure] of Object.entries(parts)) {
    if (only.length > 0 && !only.includes(name)) continue;
    const database = await postgres.create();
    const connection = await connect({ url: database.url });
    rows.push(...(await measure(outbox(connection.prisma))));
    await connection.close();
    await database.drop();
  }
  await postgres.close();
}
report(rows);
process.exit(0);
