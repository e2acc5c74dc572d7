import { EventDispatcher, WSClient } from "@larksuiteoapi/node-sdk";
import { describe, expect, it } from "vitest";
import { eventually, stage } from "./kit.ts";
import { quiet } from "./quiet.ts";
import { ACK_WITHIN_MS } from "./limits.ts";
import { INTERNAL_ERROR } from "./socket.ts";

describe("the long connection", () => {
  it("an event goes to one of the app's processes, and not always to the same", async () => {
    await using s = await stage();
    const mei = s.fake.addUser("美玲");
    const got: string[] = [];
    for (const name of ["a", "b"]) await s.connect({ "im.message.receive_v1": () => void got.push(name) });

    for (let i = 0; i < 12; i += 1) await s.fake.person.type(s.fake.direct(mei), mei, `/kpi ${i}`);

    expect(got).toHaveLength(12);
    expect(new Set(got)).toEqual(new Set(["a", "b"]));
  });

  it("an event in frames that are cut inside of characters arrives whole", async () => {
    await using s = await stage();
    const mei = s.fake.addUser("美玲");
    s.fake.deliveries.manner.parts = 7;
    const texts: string[] = [];
    await s.connect({ "im.message.receive_v1": ({ message }) => void texts.push(message.content) });

    const said = await s.fake.person.type(s.fake.direct(mei), mei, "补货提醒：雨衣（儿童）还剩三件");

    expect(said.attempt).toMatchObject({ outcome: "acked", transport: "long connection" });
    expect(texts).toEqual([JSON.stringify({ text: "补货提醒：雨衣（儿童）还剩三件" })]);
  });

  it("without a connection the event waits for the next push", async () => {
    await using s = await stage();
    const mei = s.fake.addUser("美玲");
    const said = await s.fake.person.type(s.fake.direct(mei), mei, "/kpi");
    expect(said.attempt?.outcome).toBe("nobody");
    const got: string[] = [];
    await s.connect({ "im.message.receive_v1": ({ message }) => void got.push(message.message_id) });

    s.clock.pass(15_000);
    await s.fake.pump();

    expect(got).toEqual([said.messageId]);
  });

  it("a connection that breaks before the ack makes the event come again", async () => {
    await using s = await stage();
    const mei = s.fake.addUser("美玲");
    let times = 0;
    await s.connect({
      "im.message.receive_v1": () => {
        times += 1;
        if (times === 1) s.fake.sockets.cutAll();
      },
    });

    const said = await s.fake.person.type(s.fake.direct(mei), mei, "/kpi");
    expect(said.attempt?.outcome).toBe("lost");
    await eventually(() => expect(s.fake.sockets.connected).toBe(1));
    s.clock.pass(15_000);
    await s.fake.pump();

    expect(times).toBe(2);
    expect(s.fake.sockets.opened).toBe(2);
  });

  it("an ack that comes after the deadline does not count", async () => {
    await using s = await stage({ ackWithinMs: 40 });
    const mei = s.fake.addUser("美玲");
    let times = 0;
    await s.connect({
      "im.message.receive_v1": async () => {
        times += 1;
        if (times === 1) await new Promise((resolve) => setTimeout(resolve, 80));
      },
    });

    const said = await s.fake.person.type(s.fake.direct(mei), mei, "/kpi");
    expect(said.attempt?.outcome).toBe("late");
    s.fake.deliveries.manner.ackWithinMs = ACK_WITHIN_MS;
    s.clock.pass(15_000);
    await s.fake.pump();

    expect(times).toBe(2);
    expect(s.fake.deliveries.all[0]?.state).toBe("acked");
  });

  it("an acknowledged event can come twice, and an ack can be lost", async () => {
    await using s = await stage();
    const mei = s.fake.addUser("美玲");
    const ids: string[] = [];
    await s.connect({ "im.message.receive_v1": (data) => void ids.push(data.event_id ?? "") });

    s.fake.deliveries.manner.duplicates = 1;
    await s.fake.person.type(s.fake.direct(mei), mei, "/kpi");
    s.fake.deliveries.manner.duplicates = 0;
    s.fake.deliveries.manner.lostAcks = 1;
    await s.fake.person.type(s.fake.direct(mei), mei, "/kpi");
    s.fake.deliveries.manner.lostAcks = 0;
    s.clock.pass(15_000);
    await s.fake.pump();

    expect(ids).toHaveLength(4);
    expect(new Set(ids).size).toBe(2);
  });

  it("a client that is closed comes back", async () => {
    await using s = await stage();
    await s.connect({});

    s.fake.sockets.closeAll();

    await eventually(() => expect(s.fake.sockets).toMatchObject({ opened: 2, connected: 1 }));
  });

  it("a dead link is left by a client that waits for its pong", async () => {
    await using s = await stage();
    s.fake.sockets.muted = true;
    const ws = new WSClient({
      appId: s.fake.appId,
      appSecret: s.fake.appSecret,
      domain: s.fake.url,
      logger: quiet,
      wsConfig: { pingTimeout: 0.05 },
    });
    await ws.start({ eventDispatcher: new EventDispatcher({ logger: quiet }) });

    await eventually(() => expect(s.fake.sockets.opened).toBeGreaterThan(1));
    s.fake.sockets.muted = false;

    await eventually(() => expect(s.fake.sockets.pings).toBeGreaterThan(0));
    ws.close({ force: true });
  });

  it("one connection too many is refused for good", async () => {
    await using s = await stage({ maxConnections: 1 });
    await s.connect({});

    await expect(s.connect({})).rejects.toThrow("1000040350");
  });

  it("a wrong secret is refused for good", async () => {
    await using s = await stage();
    const ws = new WSClient({
      appId: s.fake.appId,
      appSecret: "wrong",
      domain: s.fake.url,
      logger: quiet,
      onError: (error) => failed.push(error.message),
    });
    const failed: string[] = [];

    await ws.start({ eventDispatcher: new EventDispatcher({ logger: quiet }) });

    await eventually(() => expect(failed).toEqual([expect.stringContaining("code=514")]));
    expect(s.fake.sockets.opened).toBe(0);
  });

  it("an inner error of the platform is tried again until it is over", async () => {
    await using s = await stage();
    await s.connect({});
    s.fake.sockets.endpointCode = INTERNAL_ERROR;
    s.fake.sockets.cutAll();
    await eventually(() => expect(s.fake.ledger.callsTo(/ws\/endpoint/)).toHaveLength(2));

    s.fake.sockets.endpointCode = undefined;

    await eventually(() => expect(s.fake.sockets.connected).toBe(1));
  });

  it("nobody connects without a ticket", async () => {
    await using s = await stage();
    const stranger = new WebSocket(`${s.fake.url.replace("http", "ws")}/ws/v2?service_id=7&ticket=guess`);
    const { promise, resolve } = Promise.withResolvers<string>();
    stranger.addEventListener("error", () => resolve("refused"));
    stranger.addEventListener("open", () => resolve("open"));

    expect(await promise).toBe("refused");
  });
});
