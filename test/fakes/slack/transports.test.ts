import { afterEach, describe, expect, it } from "vitest";
import type { App } from "@slack/bolt";
import { httpApp, socketApp } from "./bolts.ts";
import type { Running } from "./bolts.ts";
import type { FakeSlack } from "./server.ts";
import { startFakeSlack } from "./server.ts";

const PEOPLE = { users: [{ name: "ann", email: "ann@example.com" }, { name: "bo" }], channels: [{ name: "ops" }] };

const open: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const o of open.splice(0).toReversed()) await o.stop();
});

const transports = {
  socket: async (slack: FakeSlack, listen: (app: App) => void): Promise<Running> => socketApp(slack, listen),
  http: async (slack: FakeSlack, listen: (app: App) => void): Promise<Running> => httpApp(slack, listen),
};

async function start(transport: keyof typeof transports, listen: (app: App) => void): Promise<FakeSlack> {
  const slack = await startFakeSlack(PEOPLE);
  open.push(slack);
  open.push(await transports[transport](slack, listen));
  return slack;
}

describe.each(["socket", "http"] as const)("a Bolt app over %s", (transport) => {
  it("hears a slash command with its text and answers with the acknowledgement and through the response_url", async () => {
    const slack = await start(transport, (app) =>
      app.command("/kpi", async ({ command, ack, respond }) => {
        await ack(`looking up ${command.text} for ${command.user_name}`);
        await respond({ response_type: "in_channel", text: "Net sales: $5" });
      }),
    );

    const answer = await slack.type("ops", "ann", "/kpi net-sales 7d");
    await slack.until(() => slack.shown("ops").length > 0, "the answer in the channel");

    expect(answer).toMatchObject({ acked: true, failure: null });
    expect(answer.ms).toBeLessThan(3000);
    expect(slack.whispers("ann")).toEqual(["looking up net-sales 7d for ann"]);
    expect(slack.shown("ops")).toEqual(["Net sales: $5"]);
  });
});
