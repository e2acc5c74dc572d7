import { afterEach, describe, expect, it } from "vitest";
import type { IncomingText } from "../../../src/ports/chat-platform.ts";
import { FORGERIES, forge, replay } from "../../fakes/feishu/forge.ts";
import { post as postTo, type HttpPush } from "../../fakes/feishu/http-push.ts";
import { feishuBench, type FeishuBench, type FeishuBenchOptions } from "./bench.ts";
import { app, held, sealed } from "./say.ts";

let open: FeishuBench | undefined;
afterEach(async () => {
  await open?.close();
  open = undefined;
});

async function given(options: FeishuBenchOptions = {}): Promise<FeishuBench & { readonly heard: IncomingText[]; readonly url: HttpPush }> {
  const heard: IncomingText[] = [];
  open = await feishuBench(app({ text: async (incoming) => (heard.push(incoming), sealed(`Heard ${incoming.text}`)) }), {
    transport: "http",
    ...options,
  });
  if (open.push === undefined) throw new Error("no route");
  return { ...open, heard, url: open.push };
}

const sum = (counts: ReadonlyMap<string, number>): number => [...counts.values()].reduce((a, b) => a + b, 0);

describe("the address for callbacks", () => {
  it("answers the challenge with which the console asks whether it is ours", async () => {
    const b = await given();
    expect(await b.url.verifyUrl()).toMatchObject({ ok: true, status: 200 });
    expect(b.heard).toEqual([]);
  });

  it("takes a true event", async () => {
    const b = await given();
    const said = await b.fake.person.type(b.direct, b.user, "/kpi");
    await b.settled();

    expect(said.attempt).toMatchObject({ outcome: "acked", status: 200, answer: {} });
    expect(b.heard).toHaveLength(1);
  });

  it("reads characters whole that the network cut in pieces", async () => {
    const b = await given();
    b.fake.deliveries.manner.parts = 40;
    await b.fake.person.type(b.direct, b.user, "/kpi 补货建议 保温杯 ★ 上个月 🚚 退货率");
    await b.settled();

    expect(b.heard.map((h) => h.text)).toEqual(["/kpi 补货建议 保温杯 ★ 上个月 🚚 退货率"]);
  });

  it.for(FORGERIES)("refuses a forged request (%s), counts it and does nothing", async (kind) => {
    const b = await given();
    const posted = await forge(b.fake.world, b.url, kind);
    await b.settled();

    expect(posted.status).toBe(401);
    expect(b.heard).toEqual([]);
    expect(sum(b.platform.refusals())).toBe(1);
    expect(b.log.lines.filter((l) => l.event === "feishu.refused")).toHaveLength(1);
  });

  it("does what a true request asks once, however often somebody sends it again", async () => {
    const b = await given();
    const [first, second] = await replay(b.fake.world, b.url);
    await b.settled();

    expect([first.status, second.status]).toEqual([200, 401]);
    expect(b.heard).toHaveLength(1);
    expect(b.platform.refusals()).toEqual(new Map([["seen before", 1]]));
  });

  it("does not answer a challenge that another made up", async () => {
    const b = await given();
    const challenge = { challenge: "abc", token: "wrong", type: "url_verification" };
    const { raw } = b.url.prepare(challenge, { signed: false });
    const [encrypted, plain] = await Promise.all(
      [raw, JSON.stringify({ ...challenge, token: b.fake.verificationToken })].map((body) => knock(b, body)),
    );

    expect([encrypted, plain]).toEqual([401, 401]);
  });

  it("does not read a body without an end", async () => {
    const b = await given();
    expect(await knock(b, "x".repeat(2_000_000))).toBe(413);
  });

  it("sends an event away while it stops, so that it is pushed again", async () => {
    const answer = held();
    const b = await given();
    const stopping = b.platform.stop();
    const said = await b.fake.person.type(b.direct, b.user, "/kpi");
    answer.resolve();
    await stopping;

    expect(said.attempt).toMatchObject({ outcome: "refused", status: 503 });
    expect(b.heard).toEqual([]);
  });

  it("knows no other path and no other method", async () => {
    const b = await given();
    const statuses = await Promise.all([fetch(`${b.url.settings.url}/x`, { method: "POST" }), fetch(b.url.settings.url)]);
    expect(statuses.map((s) => s.status)).toEqual([404, 404]);
  });
});

async function knock(b: { readonly url: HttpPush }, body: string): Promise<number> {
  const posted = await postTo(b.url.settings.url, body, {}, { parts: 1, deadlineMs: 3_000 });
  if (typeof posted === "string") throw new Error(posted);
  return posted.status;
}
