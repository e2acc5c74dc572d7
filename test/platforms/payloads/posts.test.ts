import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { extension } from "../../../examples/sample/index.ts";
import { jobEntries, runJobFor } from "../../../src/app/run-job.ts";
import { stockOutFactsOf } from "../../../src/app/stock-out-facts.ts";
import { sampleFiles } from "../../../src/cli/support/sample-files.ts";
import { STOCK_OUT } from "../../../src/domain/alerts/stock-out.ts";
import { addDays } from "../../../src/domain/calendar/day.ts";
import type { Sealed } from "../../../src/message/message.ts";
import { NOTICE } from "../../../src/ports/delivery.ts";
import { contentSpike, type SpikeTold } from "../../../src/views/content-spike.ts";
import { undelivered } from "../../../src/views/undelivered.ts";
import { SHANGHAI, TODAY, wall } from "../../day/kit.ts";
import type { Payload } from "./draw.ts";
import { type House, LANGUAGES, openHouse, type Place, PLACES } from "./house.ts";
import { asSent, everywhere, Tally } from "./tally.ts";
import { named } from "./named.ts";

/** Nothing spikes on these mornings: it is drawn by itself below. */
const JOBS = named("src/jobs").filter((name) => name !== "content-spikes");
const OWNER: Place = { role: "owner", clearance: "internal", lang: "zh" };

let house: House;
const tally = new Tally();
const problemsOf = (all: readonly Payload[]): readonly string[] => tally.problemsOf(all);
beforeAll(async () => {
  house = await openHouse();
}, 240_000);
afterAll(() => house[Symbol.asyncDispose]());

describe(
  "every post and report passes the limits of Slack and Feishu, in zh and en, for internal and margin, with pictures and without, native and not",
  { timeout: 240_000 },
  () => {
    it("a promotion is ahead, so that there is something to count down to, and one runs", async () => {
      const last = "last 2025-11-28..2025-12-01";
      // It is still yesterday where the store sells: seven days before, as it counts.
      for (const [name, from, to] of [
        ["Ahead", 6, 8],
        ["Running", -2, 3],
      ] as const)
        expect(
          (await house.says(`/promo new "${name}" amazon-us ${addDays(TODAY, from)}..${addDays(TODAY, to)} ${last}`, OWNER)).message.tone,
        ).not.toBe("critical");
    });

    it.each(JOBS)("the job %s: what it posts on this morning and a month before, root and replies, late and in time", async (name) => {
      const job = house.purser.jobs.get(name);
      if (!job) throw new Error(`src/jobs/${name}.ts is not discovered`);
      const deps = { jobs: house.purser.jobs, contextAt: (now: Date) => house.purser.contextAt(now), clock: house.clock };
      const all: Payload[] = [];
      for (const [back, late, clearance] of [
        [0, false, "internal"],
        [0, false, "margin"],
        [0, true, "margin"],
        [31, false, "internal"],
      ] as const) {
        const day = addDays(TODAY, -back);
        const at = wall("09:00", day);
        const binding = house.binding(job.purpose, { ...OWNER, clearance });
        const report = await runJobFor(deps, name, binding, { at, day, late, dryRun: true }, at);
        for (const lang of LANGUAGES)
          all.push(...(await asSent(house, `${name} of ${day}${late ? ", late" : ""}`, report.messages, { ...OWNER, clearance, lang })));
      }
      expect(all.length).toBeGreaterThan(5);
      expect(problemsOf(all)).toEqual([]);
    });

    it("spikes of content channels: one, and more than a message shows", async () => {
      const spike = (i: number): SpikeTold => ({
        sku: `A-SKU-WITH-A-LONG-NAME-${i}`,
        store: "tiktok-us",
        units: 1234 - i,
        usual: 3.5,
        hours: 12,
        until: { day: TODAY, hour: 8 },
        stock: i % 3 === 0 ? null : 400,
        warehouse: i % 3 === 0 ? null : "US-3PL",
        inbound: i,
        simulated: true,
      });
      const all: Payload[] = [];
      for (const many of [1, 40])
        for (const place of PLACES) {
          const found = Array.from({ length: many }, (_, i) => spike(i));
          all.push(...(await asSent(house, `${many} spikes`, [contentSpike(found, [], [])], place)));
        }
      expect(all.length).toBeGreaterThanOrEqual(2 * PLACES.length);
      expect(problemsOf(all)).toEqual([]);
    });

    it("posts that did not arrive, of which one nobody knows, and their being sent again", async () => {
      const { outbox } = house.purser.ports;
      const now = house.clock.now();
      const made = ["a", "b", "c", "d", "e", "f", "g"].map((key) => ({
        key: `daily-digest:chat:lost:${key}`,
        platform: "chat",
        channel: `lost-${key}`,
        replyTo: null,
        job: "daily-digest",
        message: { version: 1, title: { zh: `运营日报 ${key}`, en: `Digest ${key}` }, tone: "neutral", blocks: [], actions: [] } as const,
        lang: "zh" as const,
        expiresAt: null,
      }));
      await outbox.put(made, now);
      for (const row of await outbox.claim("test", now, 60_000, 10))
        await outbox.settle(
          row.id,
          "test",
          row.channel === "lost-a"
            ? { kind: "unknown", reason: "no answer came" }
            : { kind: "failed", code: "not_in_channel", reason: "channel C0LOST: not_in_channel" },
          now,
        );
      const posts = await outbox.unnoticed(20);
      expect(posts.map((p) => p.job)).not.toContain(NOTICE);
      expect(posts).toHaveLength(made.length);
      const all: Payload[] = [];
      for (const place of PLACES) {
        const [notice] = await asSent(house, "undelivered", [undelivered({ posts, zone: SHANGHAI })], place);
        if (!notice) throw new Error("no notice");
        all.push(notice, {
          what: "sent again",
          sealed: await house.presses(notice.sealed.buttonTokens[PLACES.indexOf(place)] ?? "", { ...place, role: "admin" }),
        });
      }
      expect(problemsOf(all)).toEqual([]);
    });

    it("alerts: a stock warning that is opened, that recovers, and that says in its own message that it is over", async () => {
      const { purser, clock } = house;
      const deps = { jobs: purser.jobs, contextAt: (now: Date) => purser.contextAt(now), clock };
      const all: Payload[] = [];
      const posted = new Map<string, Place>();
      const morning = async (day: typeof TODAY): Promise<void> => {
        clock.putForward(wall("09:00", day));
        for (const entry of (await jobEntries(deps)).filter((e) => e.job === "stock-warnings")) {
          const place = PLACES.find((p) => p.clearance === entry.binding.clearance) ?? OWNER;
          const { messages, key } = await runJobFor(deps, entry.job, entry.binding, { at: clock.now(), day, late: false }, clock.now());
          for (const lang of LANGUAGES) all.push(...(await asSent(house, `stock-warnings of ${day}`, messages, { ...place, lang })));
          posted.set(key, place);
        }
      };
      await morning(TODAY);
      const open = (await purser.ports.alerts.open(STOCK_OUT)).map(stockOutFactsOf);
      expect(open.length).toBeGreaterThan(20);
      // Half of them have got a ship load, as a newer report of the same day says.
      const tomorrow = addDays(TODAY, 1);
      const { asOf } = await purser.ports.plans.lines({ limit: 1 });
      const rows = open.filter((_, i) => i % 2 === 0).map((f) => `${f.warehouse},${f.sku},available,${asOf},9000`);
      const text = `warehouse,sku,state,day,quantity\n${rows.join("\n")}\n`;
      const taken = await purser.intake.take({
        name: "stock.csv",
        given: { format: "stock" },
        by: null,
        simulated: true,
        async *open() {
          yield Buffer.from(text);
        },
      });
      expect(taken).toMatchObject({ kind: "done", accepted: rows.length, rejected: 0 });
      await morning(tomorrow);
      for (const [key, place] of posted) {
        // Nothing was sent yet, so that the post itself reads differently from now on.
        const revised = await purser.ports.outbox.byKey(key);
        for (const lang of LANGUAGES) if (revised) all.push(...(await asSent(house, "revised", [revised.message], { ...place, lang })));
      }
      const titles = new Set(all.map((p) => p.sealed.message.title.en.replaceAll(/\d+/g, "n")));
      expect([...titles]).toEqual(["Stock warning: n new (n SKUs)", "Stock recovered: n", "Stock warning: n of n still open"]);
      expect(problemsOf(all)).toEqual([]);
    });

    it("the retro: its thread, its forms, what they answer, what comes too late, and the freeze", async () => {
      const job = house.purser.jobs.get("monthly-retro");
      if (!job) throw new Error("src/jobs/monthly-retro.ts is not discovered");
      const deps = { jobs: house.purser.jobs, contextAt: (now: Date) => house.purser.contextAt(now), clock: house.clock };
      const at = wall("09:30");
      const all: Payload[] = [];
      for (const place of PLACES) {
        const binding = house.binding("retro", place);
        const { messages } = await runJobFor(deps, "monthly-retro", binding, { at, day: TODAY, late: false }, at);
        const thread = await asSent(house, "monthly-retro", messages, place);
        const press = async (label: string, role: Place["role"], fields?: Record<string, string>, among = thread): Promise<Sealed> => {
          const card = among.findLast((p) => p.sealed.message.actions.some((b) => b.label.en.startsWith(label)))?.sealed;
          const token = card?.buttonTokens[card.message.actions.findIndex((b) => b.label.en.startsWith(label))] ?? "";
          const sealed = await house.presses(token, { ...place, role }, fields);
          all.push({ what: label, sealed });
          return sealed;
        };
        const fill = async (label: string, fields: Record<string, string>): Promise<void> => {
          const form = await press(label, "operator");
          const token = Object.values(form.formTokens)[0] ?? "";
          for (const role of ["operator", "analyst"] as const) {
            const sealed = await house.presses(token, { ...place, role }, fields);
            expect([label, role, sealed.message.tone]).toEqual([label, role, role === "operator" ? "good" : "neutral"]);
            all.push({ what: `${label}, sent by ${role}`, sealed });
          }
          all.push({ what: `${label}, empty`, sealed: await house.presses(token, { ...place, role: "product" }, {}) });
        };
        const retro = await house.purser.ports.retros.of(binding, "2026-11");
        await fill("Answer an exception", {
          event: retro?.said.events[0]?.key ?? "",
          link: "stocking",
          why: "<!channel> *x* 大促翻倍，备货只按平日算",
          change: "y".repeat(500),
          owner: "supply",
        });
        const due = addDays(TODAY, 14);
        await fill("Add an action", { what: `重做尺码表 ${place.lang}`, owner: "product", due, metric: "return-rate", expected: "3%" });
        await fill("Add an action", { what: "x".repeat(500), owner: "supply", due });
        await fill("Note a decision", { decision: "No more air <at id=all></at>", why: "z".repeat(500) });
        const after = await runJobFor(deps, "monthly-retro", binding, { at, day: TODAY, late: false, dryRun: true }, at);
        all.push(...thread, ...(await asSent(house, "monthly-retro, filled in", after.messages, place)));
        all.push({ what: "/retro", sealed: await house.says("/retro", place) });
        const next = { at: wall("09:30", addDays(TODAY, 31)), day: addDays(TODAY, 31), late: false, dryRun: true };
        all.push(
          ...(await asSent(house, "the next month", (await runJobFor(deps, "monthly-retro", binding, next, next.at)).messages, place)),
        );
      }
      for (const place of PLACES) {
        const status = await house.says("/retro", place);
        const token = status.buttonTokens[status.message.actions.findIndex((b) => b.deed.action === "retro-freeze")];
        for (const role of ["service", "analyst", "admin"] as const)
          if (token !== undefined) all.push({ what: `frozen by ${role}`, sealed: await house.presses(token, { ...place, role }) });
        all.push({ what: "/retro, frozen", sealed: await house.says("/retro", place) });
      }
      expect(all.filter((p) => p.sealed.message.title.en.endsWith("the thread says so"))).not.toEqual([]);
      expect(problemsOf(all)).toEqual([]);
    });

    it("files: every report of the sample store as somebody drops it, what it lacks, what is wrong in it, and what is no report", async () => {
      const all: Payload[] = [];
      const [place = OWNER, other = OWNER] = [PLACES[0], PLACES[3]];
      const seen = { asked: 0, done: 0, rejected: 0, refused: 0 };
      await using files = sampleFiles(extension(addDays(TODAY, -2), TODAY) ?? { from: TODAY, to: TODAY, today: TODAY });
      for (let file = await files.next(); file; file = await files.next()) {
        // Its last row is cut in two, as by a download that broke off, and one has a word where a number should be.
        const lines = file.text.split(/(?<=\n)/);
        const broken = [
          ...lines.slice(0, 40).map((line, i) => (i === 0 ? line : line.replaceAll(/\d{4}-\d{2}-\d{2}/g, "yesterday"))),
          (lines[1] ?? "").slice(0, 9),
        ].join("");
        for (const [text, where] of [
          [broken, other],
          [file.text, place],
        ] as const) {
          const asked = await house.drops(file.name, Buffer.from(text), where);
          all.push({ what: file.name, sealed: asked });
          const token = Object.values(asked.formTokens)[0];
          if (token === undefined) continue;
          seen.asked += 1;
          const wrong = await house.presses(token, where, { store: "amazon-xx", period: "never", warehouse: "MOON", day: "never" });
          const answer = await house.presses(token, where, {
            ...(file.store !== undefined && { store: file.store }),
            ...(file.warehouse !== undefined && { warehouse: file.warehouse }),
            ...(file.day !== undefined && { day: file.day }),
            ...(file.period !== undefined && { period: `${file.period.from}..${file.period.to}` }),
          });
          all.push({ what: `${file.name}, answered wrongly`, sealed: wrong }, { what: `${file.name}, answered`, sealed: answer });
        }
      }
      const bytes: readonly (readonly [string, Uint8Array])[] = [
        ["photo.png", Buffer.from("89504e470d0a1a0a0000000d49484452", "hex")],
        ["reports.zip", Buffer.from("504b0304140000000800", "hex")],
        ["report.csv.gz", gzipSync(Buffer.alloc(300_000_000 / 100, "0"))],
        ["empty.csv", new Uint8Array()],
        ["notes.csv", Buffer.from("hello, world\nthis is, no report\n")],
        ["quote.csv", Buffer.from('sku,day,quantity\n"never closed,2026-11-01,1\n')],
        ["broken.json", Buffer.from('{"salesAndTrafficByDate": [')],
        [`${"很长的文件名".repeat(40)}.csv`, Buffer.from("a,b\n1,2\n")],
        ["<!channel> <at id=all></at>.csv", Buffer.from("a,b\n1,2\n")],
      ];
      for (const [name, content] of bytes) all.push(...(await everywhere(name, (where) => house.drops(name, content, where))));
      for (const { sealed } of all) {
        if (sealed.message.tone === "error") seen.refused += 1;
        else if (sealed.message.blocks.some((b) => b.kind === "table")) seen.rejected += 1;
        else seen.done += 1;
      }
      expect(Object.entries(seen).filter(([, n]) => n < 3)).toEqual([]);
      expect(problemsOf(all)).toEqual([]);
    });

    it("and these were many", () => {
      expect(tally.payloads).toBeGreaterThan(120);
      expect(tally.looks).toBeGreaterThan(12 * tally.payloads);
      if (process.env["FIGURES"] !== undefined) process.stdout.write(`${tally.payloads} payloads, ${tally.looks} looks at them\n`);
    });
  },
);
