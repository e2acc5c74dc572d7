import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { strangerMessage } from "../../../src/app/asker.ts";
import { bugMessage } from "../../../src/app/errors.ts";
import type { Sealed } from "../../../src/message/message.ts";
import { greeting, said as asSaid, unreadable } from "../../../src/platforms/feishu/words.ts";
import { ROLES } from "../../../src/ports/company.ts";
import type { Payload } from "./draw.ts";
import { type House, LANGUAGES, openHouse, type Place, PLACES } from "./house.ts";
import { everywhere, Tally } from "./tally.ts";
import { named } from "./named.ts";

const COMMANDS = named("commands");
const OWNER: Place = { role: "owner", clearance: "internal", lang: "zh" };

let house: House;
const tally = new Tally();
const problemsOf = (all: readonly Payload[]): readonly string[] => tally.problemsOf(all);
beforeAll(async () => {
  house = await openHouse();
}, 240_000);
afterAll(() => house[Symbol.asyncDispose]());
/** What people get wrong, whatever the command. */
const MISTAKES = [
  "abracadabra",
  "2026-13",
  "SKU-THAT-IS-NOT",
  "amazon-xx last month",
  "top 0",
  "<!channel> <at id=all></at> *x* | `y`",
  "啊".repeat(400),
];
describe(
  "every answer passes the limits of Slack and Feishu, in zh and en, for internal and margin, with pictures and without, native and not",
  { timeout: 240_000 },
  () => {
    it.each(COMMANDS)("/%s: its examples, its help, mistakes, and somebody without the role", async (name) => {
      const command = house.purser.commands.get(name);
      if (!command) throw new Error(`commands/${name}.ts is not discovered`);
      const all: Payload[] = [];
      for (const text of [...command.examples, `/help ${name}`, ...MISTAKES.map((m) => `/${name} ${m}`), `/${name}x`])
        all.push(...(await everywhere(text, (place) => house.says(text, place))));
      for (const role of ROLES)
        for (const lang of LANGUAGES)
          all.push({ what: `/${name} as ${role}`, sealed: await house.says(`/${name}`, { role, lang, clearance: "internal" }) });
      expect(all.length).toBeGreaterThan(40);
      expect(problemsOf(all)).toEqual([]);
    });

    it("/restock and /stock of the SKUs of the sample store, of a hundred of them where there are more", async () => {
      const all = [...new Set((await house.purser.ports.plans.lines({ limit: 10_000 })).lines.map((l) => l.sku))];
      const skus = all.filter((_, i) => i % Math.ceil(all.length / 100) === 0);
      expect(skus.length).toBeGreaterThan(50);
      for (const [i, sku] of skus.entries()) {
        const place = PLACES[i % PLACES.length] ?? OWNER;
        const asked = i % 4 === 0 ? [`/restock ${sku}`, `/stock ${sku}`] : [`/restock ${sku}`];
        for (const text of asked) expect(problemsOf([{ what: text, sealed: await house.says(text, place) }])).toEqual([]);
      }
    });

    it("/kpi of every KPI over a month, by store, by day, by SKU and against last year in turn", async () => {
      const splits = ["", " by store", " by sku", " by day", " vs last-year"];
      for (const [i, id] of [...house.purser.kpis.keys()].entries())
        for (const at of [i, i + 2]) {
          const text = `/kpi ${id} last month${splits[at % splits.length] ?? ""}`;
          expect(problemsOf([{ what: text, sealed: await house.says(text, PLACES[at % PLACES.length] ?? OWNER) }])).toEqual([]);
        }
    });

    it("/promo: declared, planned, followed and looked back on, one that is ahead and one that is over", async () => {
      const OWNER_EN: Place = { role: "owner", clearance: "margin", lang: "en" };
      const last = "last 2025-11-28..2025-12-01";
      await house.says(`/promo new "<!channel> *Ahead* | 2027" amazon-us 2027-02-12..2027-02-15 ${last}`, OWNER_EN);
      await house.says(`/promo new Over amazon-us shopify 2026-10-13..2026-10-16 ${last}`, OWNER_EN);
      const all: Payload[] = [];
      for (const text of ["/promo", "/promo plan ahead", "/promo status ahead", "/promo status over", "/promo review over", "/promo new"])
        all.push(...(await everywhere(text, (place) => house.says(text, place))));
      expect(all.length).toBeGreaterThan(20);
      expect(problemsOf(all)).toEqual([]);
    });

    it("the page of one's own and a greeting, for every role", async () => {
      const all: Payload[] = [];
      for (const role of ROLES)
        for (const lang of LANGUAGES) {
          const sealed = await house.home({ role, lang, clearance: "internal" });
          all.push({ what: `home of ${role}`, sealed, on: "home" }, { what: `home of ${role}, as a message`, sealed });
        }
      const words = [...house.purser.commands].map(([name, c]) => ({ name, ...c }));
      const kinds = ["image", "folder", "audio", "media", "sticker", "interactive", "share_chat", "something-new"];
      for (const lang of LANGUAGES)
        for (const message of [
          greeting("Purser", words),
          ...kinds.map(unreadable),
          bugMessage("AB12CD34"),
          strangerMessage({ platform: "feishu", loopback: false }, `ou_${"0".repeat(32)}`),
        ])
          all.push({ what: message.title.en, sealed: asSaid(message, lang) });
      expect(problemsOf(all)).toEqual([]);
    });

    it("the form of /setup, what follows each answer, and a wrong one", async () => {
      const all: Payload[] = [];
      for (const place of PLACES) {
        const form = await house.says("/setup", place);
        const token = Object.values(form.formTokens)[0] ?? "";
        all.push({ what: "/setup", sealed: form });
        for (const fields of [
          { purpose: "retro", stores: "", lang: place.lang, zone: "Asia/Shanghai", quiet: "22-7", clearance: place.clearance },
          { purpose: "retro", stores: "amazon-xx", lang: "zh", zone: "Mars/Olympus", quiet: "", clearance: "internal" },
          { purpose: "", stores: "", lang: "", zone: "", quiet: "25-99", clearance: "" },
        ])
          all.push({ what: `/setup ${JSON.stringify(fields)}`, sealed: await house.presses(token, place, fields) });
        all.push({ what: "/setup by an operator", sealed: await house.presses(token, { ...place, role: "operator" }, {}) });
        all.push({ what: "a button that nobody knows", sealed: await house.presses("no-such-token", place) });
      }
      expect(all.flatMap(({ sealed }) => Object.keys(sealed.formTokens))).not.toEqual([]);
      expect(problemsOf(all)).toEqual([]);
    });

    it("approvals: by one, too late by another, refused, taken back, and the card that was pressed", async () => {
      const all: Payload[] = [];
      // What is due and only to be moved has nothing to approve.
      const due = await house.purser.ports.plans.lines({ states: ["order-now"] });
      const lines = due.lines.filter((l) => (l.orderQuantity ?? 0) > 0);
      for (const [i, place] of PLACES.entries()) {
        const card = await house.says(`/restock ${lines[i]?.sku ?? ""} ${lines[i]?.warehouse ?? ""}`, place);
        const at = card.message.actions.findIndex((b) => b.deed.action === "approve-purchase");
        const approve = card.buttonTokens[at] ?? "";
        const by = (role: Place["role"]): Promise<Sealed> => house.presses(approve, { ...place, role });
        const [refused, first, second] = [await by("service"), await by("supply"), await by("finance")];
        all.push(
          { what: "card", sealed: card },
          { what: "refused", sealed: refused },
          { what: "approved", sealed: first },
          { what: "too late", sealed: second },
        );
        expect([refused.message.tone, first.message.tone, first.instead === undefined, second.reach]).toEqual([
          "error",
          "good",
          false,
          "asker",
        ]);
        all.push({ what: "taken back", sealed: await house.presses(first.buttonTokens[0] ?? "", { ...place, role: "supply" }) });
      }
      expect(problemsOf(all)).toEqual([]);
    });

    it("and these were many", () => {
      expect(tally.payloads).toBeGreaterThan(350);
      expect(tally.looks).toBeGreaterThan(12 * tally.payloads);
      if (process.env["FIGURES"] !== undefined) process.stdout.write(`${tally.payloads} payloads, ${tally.looks} looks at them\n`);
    });
  },
);
