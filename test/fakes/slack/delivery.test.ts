import { afterEach, describe, expect, it } from "vitest";
import type { App } from "@slack/bolt";
import { httpApp, socketApp } from "./bolts.ts";
import type { FakeSlackOptions } from "./options.ts";
import type { FakeSlack } from "./server.ts";
import { startFakeSlack } from "./server.ts";

const open: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const o of open.splice(0).toReversed()) await o.stop();
});

const transports = { socket: socketApp, http: httpApp };

describe.each(["socket", "http"] as const)("a Bolt app over %s", (transport) => {
  const start = async (listen: (app: App) => void, options: FakeSlackOptions = {}): Promise<FakeSlack> => {
    const slack = await startFakeSlack({ users: [{ name: "ann" }], channels: [{ name: "ops" }], ...options });
    open.push(slack);
    open.push(await transports[transport](slack, listen));
    return slack;
  };

  it("shows a person a failure when nobody acknowledges in time", async () => {
    const slack = await start((app) => app.command("/slow", async () => undefined), { ackTimeoutMs: 80 });

    const answer = await slack.slash("ops", "ann", "/slow");

    expect(answer).toMatchObject({ acked: false, failure: "operation_timeout" });
    expect(answer.ms).toBeGreaterThan(70);
  });

  it("gets an event again with the same event_id when told to, and a click only once", async () => {
    const ids: string[] = [];
    const slack = await start((app) => app.event("app_mention", async ({ body }) => void ids.push(body.event_id)));
    slack.push.duplicate(1);

    await slack.type("ops", "ann", "@purser hello");
    await slack.push.idle();

    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(1);
  });

  it("may hear one gesture as two messages, which only their client_msg_id betrays", async () => {
    const heard: (string | undefined)[][] = [];
    const slack = await start((a) => a.event("app_mention", async ({ event }) => void heard.push([event.client_msg_id, event.ts])));

    await slack.type("ops", "ann", "@purser hi", { stutter: true });

    expect(heard).toHaveLength(2);
    expect(heard[0]?.[0]).toBe(heard[1]?.[0]);
    expect(heard[0]?.[1]).not.toBe(heard[1]?.[1]);
  });

  it("reads characters of several bytes whole although they arrive in two pieces", async () => {
    const heard: string[] = [];
    const slack = await start((app) => {
      app.command("/kpi", async ({ command, ack }) => {
        heard.push(command.text);
        await ack("补货：完成");
      });
      app.event("app_mention", async ({ event }) => void heard.push(event.text));
    });
    slack.splitBytes(true);

    await slack.slash("ops", "ann", "/kpi", "净销售额");
    await slack.type("ops", "ann", "@purser 补货");

    expect(heard).toEqual(["净销售额", `<@${slack.botUser}> 补货`]);
    expect(slack.whispers("ann")).toEqual(["补货：完成"]);
  });
});
