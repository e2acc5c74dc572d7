import { describe, expect, it } from "vitest";
import { readConfig } from "../src/config.ts";

const refusal = (env: Record<string, string>): string => {
  try {
    readConfig(env);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return "accepted";
};

describe("the environment", () => {
  it("needs nothing: embedded store, loopback, port 7070, sample", () => {
    expect(readConfig({})).toMatchObject({ databaseUrl: null, host: "127.0.0.1", port: 7070, sample: true, logLevel: "warn" });
  });

  it("an empty variable is one that is not set", () => {
    expect(readConfig({ DATABASE_URL: "", PORT: "" })).toMatchObject({ databaseUrl: null, port: 7070 });
  });

  it("a wrong variable stops the start with its name and value", () => {
    expect(refusal({ PORT: "seventy" })).toMatch(/^PORT is "seventy"/);
    expect(refusal({ SLACK_BOT_TOKEN: "xoxb-bad" })).toContain("xoxb- and at least 10 characters after it");
    expect(refusal({ PORT: "70707" })).toMatch(/^PORT is "70707"/);
    expect(refusal({ LOG_LEVEL: "loud" })).toMatch(/^LOG_LEVEL is "loud"/);
    expect(refusal({ NO_SAMPLE: "perhaps" })).toMatch(/^NO_SAMPLE is "perhaps"/);
  });

  it("a database URL is never shown, since it holds a password", () => {
    const said = refusal({ DATABASE_URL: "mysql://me:s3cret@db/x" });
    expect(said).toMatch(/^DATABASE_URL: expected postgres:/);
    expect(said).not.toContain("s3cret");
  });

  it("takes no sample when told so", () => {
    expect(readConfig({ NO_SAMPLE: "1" }).sample).toBe(false);
  });
});
