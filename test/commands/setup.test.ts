import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { command as setup } from "../../commands/setup.ts";
import { action as setupChannel } from "../../src/actions/setup-channel.ts";
import { action as unbind } from "../../src/actions/unbind-channel.ts";
import { readBinding } from "../../src/app/binding-words.ts";
import type { Action, Command } from "../../src/app/types.ts";
import { zone } from "../../src/domain/calendar/zone.ts";
import { UserError } from "../../src/domain/user-error.ts";
import { plain } from "../../src/message/plain.ts";
import type { Sealed } from "../../src/message/message.ts";
import type { Audience } from "../../src/ports/chat-platform.ts";
import { type Company, type Purpose, PURPOSES, type Role } from "../../src/ports/company.ts";
import { binding, store } from "../fakes/company.ts";
import { describeEmbedded, type TestStore } from "../store/harness.ts";
import { openHouse } from "./house.ts";
import { talk } from "./talk.ts";

async function chat(opened: TestStore, audience?: () => Promise<Audience>, purposes?: ReadonlySet<Purpose>) {
  const house = await openHouse(opened, []);
  const people: Readonly<Record<string, Role[]>> = { olga: ["admin"], ann: ["operator"] };
  for (const [slug, roles] of Object.entries(people))
    await house.context.company.saveMember({ slug, name: slug, email: null, roles, accounts: [{ platform: "slack", account: slug }] });
  let events = 0;
  const context = { ...house.context, commands: new Map<string, Command>([["setup", setup as Command]]), ...(purposes && { purposes }) };
  const actions = { "setup-channel": setupChannel as Action, "unbind-channel": unbind as Action };
  const handlers = talk(context, actions, { platform: "slack", ...(audience && { audience }) });
  const at = (who: string) => ({ eventId: `e${(events += 1)}`, channel: "C0OPS", person: { account: who } });
  return {
    context,
    handlers,
    ask: (who: string, text = "/setup") => handlers.text({ ...at(who), text }),
    fill: (who: string, card: Sealed | undefined, fields: Record<string, string>) =>
      handlers.press({ ...at(who), token: Object.values(card?.formTokens ?? {})[0] ?? "", fields }),
    press: (who: string, card: Sealed | undefined) => handlers.press({ ...at(who), token: card?.buttonTokens[0] ?? "" }),
    read: (s: Sealed | undefined) => (s ? plain(s.message, "en") : ""),
  };
}

describeEmbedded((_, open) => {
  describe("/setup", () => {
    it("binds the channel in which it was typed, in the words of a form, and remembers who did", async () => {
      const c = await chat(await open());
      const card = await c.ask("olga");
      expect(card?.reach).toBe("asker");
      expect(c.read(card)).toContain("Nothing is posted here by itself yet");
      const fields = { purpose: "stock", stores: "AMAZON-US", lang: "zh", zone: "Asia/Shanghai", quiet: "22-7", clearance: "internal" };
      expect(c.read(await c.fill("olga", card, fields))).toContain("Set up: stock warnings in this channel");
      expect(await c.context.company.bindings()).toMatchObject([
        { purpose: "stock", platform: "slack", channel: "C0OPS", stores: ["amazon-us"], lang: "zh", quiet: { from: 22, to: 7 } },
      ]);
      expect(await c.context.audit.recent(1)).toMatchObject([{ by: "olga", what: "setup-channel", on: "slack C0OPS" }]);
      expect(c.read(await c.ask("olga"))).toContain("Posted here: stock warnings.");
    });

    it("offers its form to a dialog, with what is there already", async () => {
      const c = await chat(await open());
      const card = await c.ask("olga");
      const form = await c.handlers.form(Object.values(card?.formTokens ?? {})[0] ?? "", { account: "olga" });
      expect(form).toMatchObject({ title: { en: "What this channel is for" }, submit: { en: "Set this channel up" }, lang: "en" });
      expect(form?.fields.find((f) => f.name === "zone")?.value).toBe("UTC");
      expect(await c.handlers.form("forged", { account: "olga" })).toBeUndefined();
      for (const account of ["ann", "a-stranger"])
        expect(await c.handlers.form(Object.values(card?.formTokens ?? {})[0] ?? "", { account })).toBeUndefined();
    });

    it("is filled in on the day of the channel where its button is", async () => {
      const c = await chat(await open());
      const token = Object.values((await c.ask("olga"))?.formTokens ?? {})[0] ?? "";
      await c.fill("olga", await c.ask("olga"), { purpose: "digest", lang: "en", zone: "Pacific/Honolulu" });
      // Nine in the morning in London is still the day before in Honolulu.
      expect((await c.handlers.form(token, { account: "olga" }, "C0OPS"))?.today).toBe("2026-11-21");
      expect((await c.handlers.form(token, { account: "olga" }, "C0ELSEWHERE"))?.today).toBe("2026-11-22");
    });

    it.for([
      ["people of other companies read", () => Promise.resolve("outside" as const), "People outside the company read this channel"],
      ["nobody can tell who reads", () => Promise.reject(new Error("timeout")), "It cannot be told now who reads this channel"],
    ] as const)("lets an admin set up a channel where %s, and says what is never shown there", async ([, audience, said]) => {
      const c = await chat(await open(), audience);
      const card = await c.ask("olga");
      expect(c.read(card)).toContain(`${said}`);
      expect(c.read(card)).toContain("costs and margins are never shown here, other figures only once it is set up");
      expect(c.read(card)).toContain("No channel of this platform receives yet: daily digest");
      expect(c.read(card)).not.toContain("Not shown here");
      const form = card?.message.blocks.find((b) => b.kind === "form");
      expect(form?.fields.find((f) => f.name === "clearance")?.options?.map((o) => o.value)).toEqual(["internal", "public"]);

      // An older form may still say otherwise; what is seen there does not change.
      const done = c.read(await c.fill("olga", card, { purpose: "digest", lang: "en", zone: "UTC", clearance: "margin" }));
      expect(done).toMatch(/Set up: daily digest[^]*costs and margins are never shown here[^]*figures without costs and margins/);
      expect(done).not.toContain("with costs and margins");
      expect(c.read(await c.ask("olga"))).toMatch(/Posted here: daily digest[^]*figures without costs and margins/);
    });

    it("says nothing of others where only the team reads", async () => {
      const c = await chat(await open(), () => Promise.resolve("team" as const));
      const card = await c.ask("olga");
      expect(c.read(card)).not.toContain("outside");
      const form = card?.message.blocks.find((b) => b.kind === "form");
      expect(form?.fields.find((f) => f.name === "clearance")?.options?.map((o) => o.value)).toEqual(["internal", "margin", "public"]);
    });

    it("proposes what is posted and nobody gets on this platform yet, whatever the local workspace gets", async () => {
      const c = await chat(await open(), undefined, new Set(["digest", "stock", "retro", "ops"]));
      for (const purpose of ["digest", "stock", "retro", "ops"] as const)
        await c.context.company.saveBinding(binding({ purpose, platform: "local", channel: purpose }));
      const purposeOf = (card: Sealed | undefined) => {
        const form = card?.message.blocks.find((b) => b.kind === "form");
        return form?.fields.find((f) => f.name === "purpose");
      };

      const card = await c.ask("olga");
      expect(c.read(card)).toContain("No channel of this platform receives yet: daily digest, stock warnings, ");
      expect(c.read(card)).not.toMatch(/receives yet:.*(returns|prices)/);
      expect(purposeOf(card)?.value).toBe("digest");
      expect(
        purposeOf(card)
          ?.options?.map((o) => o.label.en)
          .slice(-2),
      ).toEqual(["returns (nothing is posted yet)", "prices (nothing is posted yet)"]);

      await c.fill("olga", card, { purpose: "digest", lang: "en", zone: "UTC" });
      expect(purposeOf(await c.ask("olga"))?.value).toBe("stock");
    });

    it("stops a post again", async () => {
      const c = await chat(await open());
      await c.fill("olga", await c.ask("olga"), { purpose: "digest", lang: "en", zone: "UTC" });
      const card = await c.ask("olga");
      expect(c.read(await c.press("olga", card))).toBe("The daily digest is not posted here any more");
      expect(await c.context.company.bindings()).toEqual([]);
    });

    it("is not for everybody, at the form neither", async () => {
      const c = await chat(await open());
      const card = await c.ask("olga");
      expect(c.read(await c.ask("ann"))).toContain("Your role may not use /setup");
      expect(c.read(await c.fill("ann", card, { purpose: "digest" }))).toContain("Your role may not use this button");
    });
  });
});

describe("a channel's settings in words", () => {
  const company: Company = { name: "Harbour", currency: "USD", lang: "en", zone: zone("UTC") };
  const stores = [store("amazon-us"), store("shop-uk")];
  const read = (more: object) => readBinding({ purpose: "digest", platform: "slack", channel: "C1", ...more }, company, stores);

  it.for([
    [{ purpose: "diggest" }, 'Purpose: "diggest"'],
    [{ stores: "amazon-su" }, 'Store: "amazon-su"'],
    [{ zone: "Shanghai" }, 'Time zone: "Shanghai"'],
    [{ quiet: "22" }, 'Quiet hours: "22"'],
    [{ quiet: "22-25" }, 'Quiet hours: "22-25"'],
    [{ quiet: "9-9" }, 'Quiet hours: "9-9"'],
    [{ clearance: "personal" }, 'Clearance: "personal"'],
    [{ currency: "RMB" }, 'Currency: "RMB"'],
    [{ lang: "de" }, 'Language: "de"'],
  ] as const)("that are wrong are refused with the place and the value: %j", ([more, said]) => {
    expect(() => read(more)).toThrow(UserError);
    expect(() => read(more)).toThrow(said);
  });

  it("may be written as people write them", () => {
    expect(read({ quiet: "22 至 7", stores: "AMAZON-US，shop-uk", currency: "gbp" })).toMatchObject({
      quiet: { from: 22, to: 7 },
      stores: ["amazon-us", "shop-uk"],
      currency: "GBP",
    });
  });

  it("that are left out are the company's", () => {
    fc.assert(
      fc.property(fc.constantFrom(...PURPOSES), (purpose) => {
        expect(read({ purpose, zone: " ", stores: "", quiet: undefined })).toEqual({
          purpose,
          platform: "slack",
          channel: "C1",
          stores: [],
          lang: "en",
          zone: company.zone,
          currency: null,
          clearance: "internal",
          quiet: null,
        });
      }),
    );
  });
});
