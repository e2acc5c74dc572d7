import { describe, expect, it } from "vitest";
import { redact, sdkLogger } from "../../../src/platforms/feishu/logger.ts";
import { FakeLog } from "../../fakes/clock.ts";

describe("what the SDK says", () => {
  it("is told in words, without the requests that hang on its errors", () => {
    const log = new FakeLog();
    const logger = sdkLogger(log, ["s3cret-of-the-app"]);
    const error = Object.assign(new Error("Request failed with status code 400"), {
      config: { headers: { Authorization: "Bearer t-g1044abcdefghijklmnop" }, data: { app_secret: "s3cret-of-the-app" } },
      response: { status: 400, data: { msg: "bad" } },
    });
    logger.error([error]);
    logger.error(["[ws]", { secret: "s3cret-of-the-app" }, "code: 514, s3cret-of-the-app"]);

    expect(log.lines).toEqual([
      { level: "warn", event: "feishu.sdk", fields: { words: "Request failed with status code 400 (HTTP 400)" } },
      { level: "warn", event: "feishu.sdk", fields: { words: "[ws] code: 514, ***" } },
    ]);
  });

  it.for([
    ["wss://open.feishu.cn/ws/v2?device_id=1&ticket=abc", "wss://open.feishu.cn/ws/v2?***"],
    ["token t-g1044qeGEDXTB6NDJOGV4JQCYDGHRBARFTGT1234 refused", "token *** refused"],
    ["Authorization: Bearer xyz", "Authorization: ***"],
    ["an ordinary sentence, code 230002", "an ordinary sentence, code 230002"],
  ] as const)("%s", ([said, written]) => {
    expect(redact(said)).toBe(written);
  });
});
