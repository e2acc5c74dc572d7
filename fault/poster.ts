// A bot process of the experiments: the real platforms, delivery and store, on a clock that runs faster. It waits for its start with
// everything open, posts until it is killed, and ends with whoever started it.
import { tmpdir } from "node:os";
import { tellUndelivered } from "../src/app/tell-undelivered.ts";
import { makeDelivery } from "../src/delivery/worker.ts";
import { feishuPlatform } from "../src/platforms/feishu/platform.ts";
import { slackPlatform } from "../src/platforms/slack/platform.ts";
import type { ChatPlatform } from "../src/ports/chat-platform.ts";
import type { Inbox } from "../src/ports/inbox.ts";
import type { ChartRenderer, Log } from "../src/ports/system.ts";
import { pngEncoder } from "../src/render/png.ts";
import { companyData } from "../src/store/company.ts";
import { connect } from "../src/store/connect.ts";
import { inbox } from "../src/store/inbox.ts";
import { outbox } from "../src/store/outbox.ts";
import { jsonLog, systemRandom } from "../src/system.ts";
import { undelivered } from "../src/views/undelivered.ts";
import { type Epoch, fastClock, fastPause } from "./clock.ts";
import type { Login } from "./stage.ts";

export interface Order {
  readonly databaseUrl: string;
  readonly logins: readonly Login[];
  readonly scale: number;
}
export interface Start {
  readonly worker: string;
  readonly epoch: Epoch;
}

const MINUTE = 60_000;
const REQUEST_MS = 10_000;
const HISTORY_LAG_MS = 60_000;
/** As src/cli/support/platforms.ts has them. */
const PACES: Readonly<Record<string, number>> = { slack: 1_050, feishu: 220 };

const UPLOAD_MS = 20_000;
const PICTURE_MS = 4_000;
const PICTURE_GIVEN_UP_MS = 20_000;
const POLL_MS = [250, 2_000] as const;

const encode = pngEncoder();
/** What a picture shows is tested elsewhere; how long Slack takes over it is what counts here. */
const onePixel: ChartRenderer = { png: () => Promise.resolve(encode(new Uint8Array(4), 1, 1)) };

function platformOf(login: Login, clock: ReturnType<typeof fastClock>, log: Log, scale: number, gestures: Inbox): ChatPlatform {
  const shared = {
    commands: () => [],
    renderer: onePixel,
    inbox: gestures,
    clock,
    random: systemRandom,
    log,
    workFolder: tmpdir(),
  };
  // What waits for a socket is real time, what is compared with stamps is the clock's.
  // The SDKs take whole milliseconds only.
  const real = (ms: number): number => Math.round(ms / scale);
  const request = real(REQUEST_MS);
  if (login.id === "slack") {
    const { botToken, appToken, apiUrl } = login;
    const config = { botToken, apiUrl, connection: { kind: "socket" as const, appToken } };
    const [first, most] = POLL_MS;
    const timeouts = {
      request,
      picture: real(PICTURE_MS),
      pictureGivenUp: real(PICTURE_GIVEN_UP_MS),
      poll: [real(first), real(most)] as const,
    };
    const historyLagMs = HISTORY_LAG_MS + REQUEST_MS - request;
    return slackPlatform({ ...shared, config, maxFileBytes: 1, timeouts, historyLagMs });
  }
  const { appId, appSecret, domain } = login;
  const config = { appId, appSecret, domain, connection: { kind: "ws" as const } };
  return feishuPlatform({ ...shared, config, timeouts: { requestMs: request, uploadMs: real(UPLOAD_MS) } });
}

async function main(order: Order): Promise<void> {
  const log = jsonLog("warn");
  const { prisma } = await connect({ url: order.databaseUrl }, { poolSize: 4 });
  const box = outbox(prisma);
  const company = companyData(prisma);
  // The first question is the slow one: it is asked before the start.
  const gestures = inbox(prisma);
  await Promise.all([company.bindings(), gestures.first("fault", `${process.pid}`, new Date())]);
  process.once("message", ({ worker, epoch }: Start) => {
    const clock = fastClock(epoch);
    const pause = fastPause(epoch.scale);
    const platforms = new Map(order.logins.map((login) => [login.id as string, platformOf(login, clock, log, epoch.scale, gestures)]));
    const delivery = makeDelivery({
      worker,
      outbox: box,
      platforms,
      clearance: () => Promise.resolve("internal"),
      seal: (message, lang) => Promise.resolve({ message, buttonTokens: [], formTokens: {}, lang }),
      pace: (id) => PACES[id] ?? 0,
      pause,
      clock,
      random: systemRandom,
      log,
    });
    const everyMinute = async (): Promise<void> => {
      for (;;) {
        await tellUndelivered({ outbox: box, company, now: clock.now() }, (posts, { zone }) => undelivered({ posts, zone })).catch(
          (error: unknown) => log.error("notice-failed", error),
        );
        await pause(MINUTE);
      }
    };
    delivery.start();
    void everyMinute();
    process.send?.("started");
  });
  process.send?.("ready");
}

process.on("disconnect", () => process.exit());
await main(JSON.parse(process.argv[2] ?? "") as Order);
