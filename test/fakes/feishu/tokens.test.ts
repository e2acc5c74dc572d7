import { Client, DefaultCache, LoggerLevel } from "@larksuiteoapi/node-sdk";
import { describe, expect, it } from "vitest";
import { TOKEN_INVALID, TOKEN_MISSING } from "./codes.ts";
import { TOKENS } from "./faults.ts";
import { clientOf, refusal, stage } from "./kit.ts";
import { quiet } from "./quiet.ts";

const info = (client: Client): Promise<unknown> => client.request({ method: "GET", url: "/open-apis/bot/v3/info" });

describe("tenant tokens", () => {
  it("the SDK asks for one and keeps it", async () => {
    await using s = await stage();

    expect(await info(s.client)).toMatchObject({ code: 0, bot: { open_id: s.fake.botOpenId, app_name: "Purser" } });
    await info(s.client);

    expect(s.fake.ledger.callsTo(/tenant_access_token/)).toHaveLength(1);
  });

  it("a token ends after two hours, and calls with it are refused", async () => {
    await using s = await stage();
    await info(s.client);

    s.clock.pass(7_200_000);

    expect(await refusal(info(s.client))).toMatchObject({ status: 400, code: TOKEN_INVALID });
  });

  it("every token can be made invalid at once", async () => {
    await using s = await stage();
    await info(s.client);

    s.fake.expireTokens();

    expect(await refusal(info(s.client))).toMatchObject({ code: TOKEN_INVALID });
    expect(await info(clientOf(s.fake))).toMatchObject({ code: 0 });
  });

  it("a call without a token is told so", async () => {
    await using s = await stage();

    const answer = await fetch(`${s.fake.url}/open-apis/bot/v3/info`);

    expect([answer.status, await answer.json()]).toMatchObject([400, { code: TOKEN_MISSING }]);
  });

  it("a wrong secret gets none", async () => {
    await using s = await stage();
    const stranger = new Client({
      appId: s.fake.appId,
      appSecret: "wrong",
      domain: s.fake.url,
      cache: new DefaultCache(),
      logger: quiet,
      loggerLevel: LoggerLevel.error,
    });

    await refusal(info(stranger));

    expect(s.fake.ledger.callsTo(TOKENS).map((c) => [c.code, c.accepted])).toEqual([[10014, false]]);
  });
});
