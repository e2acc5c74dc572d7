import type { SlipFacts } from "../../../src/domain/alerts/eta-slip.ts";
import { day } from "../../../src/domain/calendar/day.ts";
import { snoozesOver } from "../../../src/views/attention.ts";
import { shipmentSlipped, slipBack, slipOver } from "../../../src/views/shipment-slip.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { planPromo } from "../../../src/app/promo/plan.ts";
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
      // Black Friday sells three times as much in the sample (examples/sample/calendar/events.ts), and that is what is found.
      const ahead = (await house.purser.ports.promos.all()).find((p) => p.name.includes("Ahead"));
      const plan = ahead && (await planPromo(house.purser.contextAt(house.clock.now()), ahead));
      expect(plan?.history.uplifts.measured).toBeGreaterThan(1.5);
      expect(plan?.history.uplifts.measured).toBeLessThan(2.7);
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

    it("shipments: listed, opened, booked, updated, received; a slip and its end; lines snoozed, assigned and back", async () => {
      const all: Payload[] = [];
      const { ports } = house.purser;
      const open = await ports.shipments.find({ open: true });
      const { lines } = await ports.plans.lines({ limit: PLACES.length });
      for (const [i, place] of PLACES.entries()) {
        const by: Place = { ...place, role: "supply" };
        const tell = (what: string, sealed: Sealed): Sealed => {
          all.push({ what, sealed });
          return sealed;
        };
        const button = (of: Sealed, action: string, nth = 0): string =>
          of.message.actions.flatMap((b, at) => (b.deed.action === action ? [of.buttonTokens[at] ?? ""] : []))[nth] ?? "";
        const form = (of: Sealed): string => Object.values(of.formTokens)[0] ?? "";
        tell("/shipment", await house.says("/shipment", by));
        const number = open[i]?.number ?? "";
        const card = tell("a shipment", await house.says(`/shipment ${number}`, by));
        const update = tell("update", await house.presses(button(card, "ship-form"), by));
        tell("updated", await house.presses(form(update), by, { state: "", eta: "2027-03-01", note: "<!channel> *late* | @all" }));
        const receive = tell("receive", await house.presses(button(card, "ship-form", 1), by));
        tell("too many", await house.presses(form(receive), by, { lines: "NO-SUCH 1", rest: "coming", day: "" }));
        tell("received", await house.presses(form(receive), by, { lines: "all", rest: "short", day: "" }));
        const place0 = await house.says(`/shipment ${open[i]?.warehouse ?? ""}`, by);
        const book = tell("book", await house.presses(button(place0, "ship-form"), by));
        const sku = lines[i]?.sku ?? "";
        const fields = { lines: `${sku} 12`, mode: "sea", bookedOn: "", eta: "" };
        tell("booked", await house.presses(form(book), by, { ...fields, number: `<b>${"N".repeat(50)}${i}` }));
        const line = await house.says(`/restock ${sku} ${lines[i]?.warehouse ?? ""}`, by);
        const snooze = tell("snooze", await house.presses(button(line, "line-form"), by));
        tell("snoozed", await house.presses(form(snooze), by, { how: "7", reason: "*why* <@U1> | `x`" }));
        const assign = tell("assign", await house.presses(button(line, "line-form", 1), by));
        tell("assigned", await house.presses(form(assign), by, { member: "owner" }));
        tell("the card of it", await house.says(`/restock ${sku} ${lines[i]?.warehouse ?? ""}`, by));
        for (const text of ["/restock", "/restock snoozed", "/restock mine"]) tell(text, await house.says(text, by));
      }
      // What was to be done was done, and what was not to be was refused.
      const refused = new Set(all.filter((p) => p.sealed.message.tone === "error").map((p) => p.what));
      expect([...refused]).toEqual(["too many"]);
      const skus = lines.map((l) => ({
        sku: l.sku,
        stores: l.stores,
        outBefore: null,
        outNow: l.stockOutDate,
        unitsLost: 12,
        moneyAtRisk: l.moneyAtRisk,
        currency: l.currency,
        airUnits: 6,
      }));
      const facts: SlipFacts = {
        warehouse: "US-FBA",
        number: "*US-SEA-1* <!here>",
        from: day("2026-12-03"),
        to: day("2026-12-12"),
        days: 9,
        stores: ["amazon-us"],
        skus,
        simulated: true,
      };
      const [snoozed] = await ports.attention.snoozes();
      const names = new Map([["owner", "Owner"]]);
      for (const lang of LANGUAGES)
        for (const message of [
          shipmentSlipped(facts, [], day("2026-11-21")),
          ...(["back", "there", "gone", "unknown"] as const).map((why) => slipOver(facts, { why, eta: facts.from })),
          slipBack(facts, { why: "back", eta: facts.from }),
          ...(snoozed
            ? [
                snoozesOver(
                  lines.map((l) => ({ snooze: snoozed, because: "worse", line: l })),
                  names,
                ),
              ]
            : []),
        ])
          all.push({ what: message.title.en, sealed: asSaid(message, lang) });
      expect(all.filter((p) => p.what.startsWith("Worse while snoozed"))).toHaveLength(LANGUAGES.length);
      expect(problemsOf(all)).toEqual([]);
    });

    it("and these were many", () => {
      expect(tally.payloads).toBeGreaterThan(350);
      expect(tally.looks).toBeGreaterThan(12 * tally.payloads);
      if (process.env["FIGURES"] !== undefined) process.stdout.write(`${tally.payloads} payloads, ${tally.looks} looks at them\n`);
    });
  },
);
