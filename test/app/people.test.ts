import { describe, expect, it } from "vitest";
import type { Audience, Profile } from "../../src/ports/chat-platform.ts";
import { town } from "./town.ts";

const CANARY = /73[.]317/;
const profileOf = (more: Partial<Profile>): { profile: (account: string) => Promise<Profile> } => ({
  profile: () => Promise.resolve({ name: "Wei", email: "Wei@harbour.example", outsider: false, ...more }),
});

describe("an account that nobody linked", () => {
  it("is its member's when the platform vouches for the same e-mail, from then on and on the record", async () => {
    const t = town(profileOf({}));
    expect(await t.hears("/buy", "", { person: { account: "U999" } })).toContain("Proposal");
    expect(await t.hears("/buy", "", { person: { account: "U999" } })).toContain("Proposal");
    expect(t.audited).toMatchObject([{ what: "link-account", by: "wei", details: { platform: "fake", account: "U999" } }]);
  });

  it("leaves what somebody decides about the member meanwhile as it is", async () => {
    const t = town({
      profile: async () => {
        const wei = (await t.company.members()).find((m) => m.slug === "wei");
        if (wei) await t.company.saveMember({ ...wei, roles: ["finance"] });
        return { name: "Wei", email: "wei@harbour.example", outsider: false };
      },
    });
    expect(await t.hears("/buy", "", { person: { account: "U999" } })).toContain("/buy");
    const wei = (await t.company.members()).find((m) => m.slug === "wei");
    expect(wei).toMatchObject({ roles: ["finance"], accounts: [{ account: "U-wei" }, { account: "U999" }] });
  });

  it("is linked once, and both answers are its member's, when it writes twice at the same moment", async () => {
    const t = town(profileOf({}));
    const both = [t.hears("/buy", "", { person: { account: "U999" } }), t.hears("/buy", "", { person: { account: "U999" } })];
    expect(await Promise.all(both)).toEqual([expect.stringContaining("Proposal"), expect.stringContaining("Proposal")]);
    expect(t.audited.map((a) => a.what)).toEqual(["link-account"]);
  });

  it.for([
    ["a guest's or another company's", profileOf({ outsider: true })],
    ["one with another address", profileOf({ email: "wei@elsewhere.example" })],
    ["one without an address", profileOf({ email: null })],
    ["one that the platform cannot tell about", { profile: () => Promise.reject(new Error("users.info: ratelimited")) }],
  ] as const)("stays a stranger's: %s", async ([, deps]) => {
    const t = town(deps);
    const said = await t.says("/buy", "", { person: { account: "U999" } });
    expect(t.read(said)).toContain("I do not know your account yet");
    expect(said?.reach).toBe("asker");
    expect(t.audited).toEqual([]);
  });
});

describe("a margin", () => {
  const where = (audience: () => Promise<Audience>) => town({ audience });
  const readers = {
    team: () => Promise.resolve("team" as const),
    outside: () => Promise.resolve("outside" as const),
    unknown: () => Promise.reject(new Error("conversations.info: timeout")),
  };

  it("is told in a channel that was cleared for it, while only the team reads it", async () => {
    expect(await where(readers.team).hears("/margin", "olga", { channel: "finance" })).toMatch(CANARY);
  });

  it.for(["outside", "unknown"] as const)("is not told there when the readers are %s", async (who) => {
    const said = await where(readers[who]).hears("/margin", "olga", { channel: "finance" });
    expect(said).not.toMatch(CANARY);
    expect(said).toContain("12");
  });

  it("is told to the owner alone, whoever else is in the company", async () => {
    expect(await where(readers.outside).hears("/margin", "olga", { direct: true })).toMatch(CANARY);
  });
});

describe("a figure of the house", () => {
  it("is told to outsiders only where somebody bound the channel", async () => {
    const t = town({ audience: () => Promise.resolve("outside" as const) });
    expect(await t.hears("/margin", "olga", { channel: "zh" })).toContain("12");
    expect(await t.hears("/margin", "olga", { channel: "with-our-forwarder" })).not.toContain("12");
  });
});
