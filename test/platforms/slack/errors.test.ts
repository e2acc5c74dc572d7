import { webApi } from "@slack/bolt";
import { describe, expect, it } from "vitest";
import { inChannel, judge } from "../../../src/platforms/slack/errors.ts";

const slack = (error: string, more: object = {}) => new webApi.WebAPIPlatformError({ ok: false, error, ...more });
const http = (status: number) => new webApi.WebAPIHTTPError(status, "", {});
const broken = (code: string) =>
  new webApi.WebAPIRequestError(Object.assign(new TypeError("fetch failed"), { cause: Object.assign(new Error(code), { code }) }));

describe("what an error of Slack's means", () => {
  it.each<[string, unknown, string]>([
    ["the channel is gone", slack("channel_not_found"), "final"],
    ["the bot is not in it", slack("not_in_channel"), "final"],
    ["the blocks are wrong", slack("invalid_blocks"), "final"],
    ["a code that is new", slack("brand_new_refusal"), "final"],
    ["a page of a proxy", slack("<html>Bad Gateway</html>"), "unknown"],
    ["Slack broke inside", slack("internal_error"), "unknown"],
    ["Slack broke inside", slack("fatal_error"), "unknown"],
    ["too fast", slack("ratelimited"), "later"],
    ["too fast", new webApi.WebAPIRateLimitedError(30), "later"],
    [
      "too fast, and no word how long",
      new Error("Retry header did not contain a valid timeout (url: x, retry-after header: null)"),
      "later",
    ],
    ["the token was taken back", slack("token_revoked"), "later"],
    ["HTTP 500", http(500), "unknown"],
    ["HTTP 502", http(502), "unknown"],
    ["HTTP 504", http(504), "unknown"],
    ["HTTP 413", http(413), "final"],
    ["HTTP 403 of a proxy", http(403), "later"],
    ["nobody listens", broken("ECONNREFUSED"), "later"],
    ["no such host", broken("ENOTFOUND"), "later"],
    ["no connection in time", broken("UND_ERR_CONNECT_TIMEOUT"), "later"],
    ["the line broke", broken("ECONNRESET"), "unknown"],
    ["the other side hung up", broken("UND_ERR_SOCKET"), "unknown"],
    ["no answer in time", new webApi.WebAPIRequestError(new DOMException("timeout", "TimeoutError")), "unknown"],
    ["the answer was cut off", new TypeError("terminated"), "unknown"],
    ["something that is no error", "what?", "unknown"],
  ])("%s: %o is %s", (_, error, kind) => {
    expect(judge(error, inChannel("C1")).kind).toBe(kind);
  });

  it("names the place, Slack's word and what is needed", () => {
    expect(judge(slack("missing_scope", { needed: "files:write" }), inChannel("C1"))).toEqual({
      kind: "final",
      code: "missing_scope",
      reason: "channel C1: the app lacks a permission (missing_scope, it needs files:write)",
      because: {
        zh: "频道 C1：应用缺少权限（missing_scope，需要 files:write）",
        en: "channel C1: the app lacks a permission (missing_scope, it needs files:write)",
      },
    });
    expect(judge(new webApi.WebAPIRateLimitedError(7), inChannel("C1"))).toMatchObject({ waitMs: 7000 });
  });
});
