import { describe, expect, it } from "vitest";
import { retell } from "../../src/app/retro/now.ts";
import { UserError } from "../../src/domain/user-error.ts";
import { dressed } from "../../src/views/retro-dress.ts";
import { binding } from "../fakes/company.ts";
import type { FakeBooks } from "../fakes/facts.ts";
import { zone } from "../../src/domain/calendar/zone.ts";
import { day } from "../../src/domain/calendar/day.ts";
import { retroHouse } from "./retro-house.ts";
import { sells } from "./shop.ts";

const covered = { "amazon-us": { from: "2025-10-01", to: "2027-02-28" } };
const lines = [
  ...sells("amazon-us", "A", "2026-09-01", "2026-09-30", 8),
  ...sells("amazon-us", "A", "2026-10-01", "2026-10-31", (d) => (d === "2026-10-14" ? 90 : d < "2026-10-16" ? 9 : 11)),
  ...sells("amazon-us", "A", "2026-11-01", "2027-02-28", 10),
];
const books: FakeBooks = {
  covered,
  lines,
  returns: [
    { store: "amazon-us", orderDay: "2026-10-02", day: "2026-10-20", sku: "A", units: 20, refund: "200" },
    { store: "amazon-us", orderDay: "2026-12-02", day: "2026-12-10", sku: "A", units: 6, refund: "60" },
  ],
};
const WHY = { event: "2026-10-14", link: "stocking", why: "Big Deal Days", change: "Fix promo stock six weeks ahead", owner: "wei" };
const TODO = {
  what: "Redo the size chart of A",
  owner: "wei",
  due: "2026-11-20",
  metric: "return-rate",
  expected: "3%",
  checkOn: "2026-12-30",
};

const october = (more = {}) => retroHouse({ at: "2026-11-01T09:00:00Z", books, ...more });
async function held(more = {}) {
  const h = october(more);
  await h.run("monthly-retro");
  return h;
}
async function takesOn(h: ReturnType<typeof retroHouse>, month = "2026-10", todo = TODO) {
  return h.pressed("olga", await h.opens("olga", `${month}:decisions`, "Add an action"), todo);
}

describe("before the retro", () => {
  it("says nothing before its day, and on which day it will", async () => {
    const late = {
      policy: "retro-day",
      scope: { kind: "company" },
      value: 10,
      from: day("2026-01-01"),
      to: null,
      by: "olga",
      at: new Date(0),
    };
    const h = october({ overrides: [late] });
    expect((await h.run("monthly-retro"))[0]).toMatchObject({
      outcome: "nothing",
      because: { en: "the retro of 2026-10 is posted on 2026-11-07 and frozen on 2026-11-10" },
    });
    h.clock.set("2026-11-07T09:00:00Z");
    expect((await h.run("monthly-retro"))[0]?.outcome).toBe("queued");
    expect(h.reads("2026-10")).toContain("frozen on 2026-11-10");
  });

  it("asks for an answer to each exception, and shows who answered what", async () => {
    const h = await held();
    expect(h.reads("2026-10")).toMatch(/Exceptions answered: 0 of \d/);
    const token = await h.opens("ann", "2026-10:exceptions", "Answer an exception");
    expect(h.titles(await h.pressed("ann", token, WHY))).toMatch(/^Answered: 2026-10-14 amazon-us/);
    expect(h.reads("2026-10:exceptions")).toMatch(
      /2026-10-14 amazon-us .* stocking +Big Deal Days +Fix promo stock six weeks ahead +Wei +Ann/,
    );
    expect(h.reads("2026-10:exceptions", "zh")).toMatch(/备货 +Big Deal Days/);
    expect(h.reads("2026-10")).toMatch(/Exceptions answered: 1 of \d/);
    expect(h.retros.audited).toMatchObject([{ what: "retro-answer", by: "ann", on: "monthly-retro:fake:ops:2026-10" }]);
  });

  it("keeps the first of two answers; who replaces one does so knowingly", async () => {
    const h = await held();
    const [one, two] = [
      await h.opens("ann", "2026-10:exceptions", "Answer an exception"),
      await h.opens("wei", "2026-10:exceptions", "Answer an exception"),
    ];
    await h.pressed("ann", one, WHY);
    const late = await h.pressed("wei", two, { ...WHY, why: "A rival ran out" });
    expect(late).toMatchObject({ reach: "asker", undecided: true, message: { title: { en: "Not saved: somebody answered first" } } });
    expect(h.reads("2026-10:exceptions")).not.toContain("A rival ran out");
    const again = await h.opens("wei", "2026-10:exceptions", "Answer an exception");
    await h.pressed("wei", again, { ...WHY, why: "A rival ran out" });
    expect(h.reads("2026-10:exceptions")).toContain("A rival ran out");
    expect(h.reads("2026-10:exceptions")).not.toContain("Big Deal Days");
  });

  it("refuses what is half filled in, by the name of the field, and the form can be sent again", async () => {
    const h = await held();
    const answer = await h.opens("ann", "2026-10:exceptions", "Answer an exception");
    const asked = async (fields: Record<string, string>) => h.titles(await h.pressed("ann", answer, fields));
    expect(await asked({ ...WHY, why: " " })).toBe('"Why" is empty.');
    expect(await asked({ ...WHY, event: "2026-10-02" })).toBe('The retro has no exception "2026-10-02".');
    expect(await asked({ ...WHY, link: "sales" })).toBe('"Which link" has no "sales".');
    expect(await asked({ ...WHY, why: "x".repeat(501) })).toBe('"Why" has 501 characters; at most 500.');
    expect(await asked({ ...WHY, link: "备货" })).toMatch(/^Answered/);

    const action = await h.opens("olga", "2026-10:decisions", "Add an action");
    const todo = async (fields: Record<string, string>) => h.titles(await h.pressed("olga", action, { ...TODO, ...fields }));
    expect(await todo({ due: "" })).toBe('"Due" is empty.');
    expect(await todo({ due: "2026-10-31" })).toBe('"Due" is "2026-10-31", not a day from 2026-11-01 on.');
    expect(await todo({ owner: "bob" })).toBe('"Owner" has no "bob".');
    expect(await todo({ metric: "" })).toBe("There is an expected figure, but no KPI.");
    expect(await todo({ expected: "" })).toBe("There is a KPI, but no figure that is expected of it.");
    expect(await todo({ expected: "soon" })).toBe('"To what" is "soon", not a number.');
    expect(await todo({ sku: "NO-SUCH" })).toBe("No SKU is called NO-SUCH.");
    expect(await todo({})).toBe("Action added");
    expect(await todo({})).toMatch(/^Already done by Olga/);
    expect(h.reads("2026-10:decisions")).toMatch(
      /Redo the size chart of A +Wei +2026-11-20 +open +Return rate \d\.\d% → 3\.0% +2026-12-30/,
    );
  });

  it("leaves nobody's words out when two people add something at the same moment", async () => {
    const h = await held();
    const [{ id } = { id: 0 }] = await h.retros.months({ platform: "fake", channel: "ops" }, 1);
    const context = h.deps.contextAt(h.clock.now());
    const noted = (what: string) => ({ what, why: "so", by: "wei", at: h.clock.now() });
    const entry = { at: h.clock.now(), by: "wei", what: "retro-decide", on: "retro", details: {} };
    await context.retros.decide(id, "one", noted("No more air"), entry);
    let told = 0;
    await retell(context, id, (now) => {
      told += 1;
      // While the first is told, a second one is written; whoever wrote it has told theirs already.
      if (told === 1) void context.retros.decide(id, "two", noted("Fewer colours"), entry);
      return dressed(now);
    });
    expect(told).toBe(2);
    expect(h.reads("2026-10:decisions")).toMatch(/No more air[^]*Fewer colours/);
  });

  it("notes a decision with its reason", async () => {
    const h = await held();
    await h.pressed("wei", await h.opens("wei", "2026-10", "Note a decision"), { decision: "No more air", why: "freight rose by a fifth" });
    expect(h.reads("2026-10:decisions")).toMatch(/No more air +freight rose by a fifth +Wei/);
    expect(h.reads("2026-10")).toContain("1 decision, 0 new actions");
  });

  it("is renewed each morning with what has come since, and keeps what people wrote", async () => {
    const h = await held();
    await h.pressed("ann", await h.opens("ann", "2026-10", "Answer an exception"), WHY);
    lines.push(...sells("amazon-us", "LATE", "2026-10-20", "2026-10-20", 5));
    try {
      h.clock.set("2026-11-02T09:00:00Z");
      const before = h.reads("2026-10:scorecard");
      await h.run("monthly-retro");
      expect(h.reads("2026-10:scorecard")).not.toBe(before);
      expect(h.reads("2026-10:exceptions")).toContain("Big Deal Days");
    } finally {
      lines.pop();
    }
  });
});

describe("the freeze", () => {
  it("comes by itself on the day, once, and says so in the thread", async () => {
    const h = await held();
    h.clock.set("2026-11-04T09:00:00Z");
    await h.run("monthly-retro");
    expect(h.reads("2026-10:frozen")).toContain("Frozen by schedule, 2026-11-04 09:00 UTC");
    expect(h.reads("2026-10")).toContain("The figures are frozen (by schedule, 2026-11-04 09:00 UTC)");
    expect(h.reads("2026-10")).not.toContain("Freeze the figures");
    h.clock.set("2026-11-05T09:00:00Z");
    expect((await h.run("monthly-retro"))[0]?.outcome).toBe("already-posted");
    expect(h.retros.audited.filter((e) => e.what === "retro-freeze")).toMatchObject([{ by: "purser" }]);
  });

  it("can be done by hand before, by those who may; a second one changes nothing and is told who was first", async () => {
    const h = await held();
    const [one, two] = [await h.button("2026-10", "Freeze"), await h.button("2026-10", "Freeze")];
    expect(h.titles(await h.presses("ann", "2026-10", "Freeze"))).toBe("Your role may not use this button.");
    expect(h.titles(await h.pressed("wei", one))).toBe("The figures of 2026-10 are frozen; the thread says so");
    expect(h.reads("2026-10:frozen")).toContain("Frozen by Wei, 2026-11-01 09:00 UTC");
    h.clock.set("2026-11-02T09:00:00Z");
    const second = await h.pressed("olga", two);
    expect(second).toMatchObject({ reach: "asker", message: { title: { en: "2026-10 was frozen before" } } });
    h.clock.set("2026-11-04T09:00:00Z");
    await h.run("monthly-retro");
    expect(h.reads("2026-10:frozen")).toContain("by Wei, 2026-11-01");
  });

  it("keeps the figures as they were said; late data is a difference below, and words can still be added", async () => {
    const h = await held();
    await h.presses("wei", "2026-10", "Freeze");
    const before = h.reads("2026-10:scorecard");
    lines.push(...sells("amazon-us", "LATE", "2026-10-20", "2026-10-20", 5));
    try {
      h.clock.set("2026-11-05T09:00:00Z");
      expect((await h.run("monthly-retro"))[0]?.outcome).toBe("queued");
      expect(h.reads("2026-10:scorecard")).toBe(before);
      expect(h.reads("2026-10:late")).toMatch(/GMV +\$3,920\.00 +\$3,970\.00 +\+1\.3%/);
      lines.push(...sells("amazon-us", "LATER", "2026-10-21", "2026-10-21", 5));
      h.clock.set("2026-11-06T09:00:00Z");
      await h.run("monthly-retro");
      expect(h.reads("2026-10:late")).toMatch(/GMV +\$3,920\.00 +\$4,020\.00 +\+2\.6%/);
      expect(h.outbox.rows.filter((r) => r.key.endsWith(":late"))).toHaveLength(1);
    } finally {
      lines.splice(-2);
    }
    await h.pressed("ann", await h.opens("ann", "2026-10:exceptions", "Answer an exception"), WHY);
    expect(h.reads("2026-10:exceptions")).toContain("Ann (after the freeze)");
  });
});

describe("what was taken on", () => {
  const later = (h: ReturnType<typeof retroHouse>, at: string) => {
    h.clock.set(at);
    return h.run("monthly-retro");
  };

  it("is looked at by the next retro: open, late by days, carried over, and escalated the second time", async () => {
    const h = await held();
    await takesOn(h);
    expect(h.reads("2026-10:actions")).toContain("This is the first retro here");
    await later(h, "2026-12-01T09:00:00Z");
    expect(h.reads("2026-11:actions")).toMatch(
      /Redo the size chart of A +Wei +2026-11-20 +11 days late +Return rate .* checked on 2026-12-30/,
    );
    expect(h.reads("2026-11:actions")).not.toContain("Escalated");
    await later(h, "2027-01-01T09:00:00Z");
    expect(h.reads("2026-12:actions")).toContain('Escalated: "Redo the size chart of A" (Wei) was carried over 2 times');
    expect(h.posted("2026-12:actions").tone).toBe("critical");
    expect(h.reads("2026-12:actions", "zh")).toContain("逾期 42 天，顺延 2 次");
  });

  it("has its effect measured on the check day against what was expected", async () => {
    const h = await held();
    await takesOn(h);
    await h.presses("wei", "2026-10:decisions", "Add an action");
    await later(h, "2026-12-01T09:00:00Z");
    expect(h.titles(await h.presses("wei", "2026-11:actions", "Done"))).toBe("Action: done");
    await later(h, "2027-01-01T09:00:00Z");
    // 6 of 300 units in the thirty days up to the check.
    expect(h.reads("2026-12:actions")).toMatch(
      /Redo the size chart of A .* done +Return rate .* → 3\.0% +2\.0%, as expected \(2026-12-01 to 2026-12-30\)/,
    );
    expect(h.reads("2026-12:actions")).not.toContain("Done:");
    await later(h, "2027-02-01T09:00:00Z");
    expect(h.reads("2027-01:actions")).toContain("There is nothing to look back on.");
  });

  it("is done once: who presses second is told who was first", async () => {
    const h = await held();
    await takesOn(h);
    await later(h, "2026-12-01T09:00:00Z");
    const [one, two] = [await h.button("2026-11:actions", "Done"), await h.button("2026-11:actions", "Done")];
    await h.pressed("wei", one);
    const second = await h.pressed("ann", two);
    expect(second.message.title.en).toBe('Wei marked it "done" already, 2026-12-01 09:00 UTC');
    expect(h.reads("2026-11:actions")).toMatch(/Redo the size chart of A +Wei +2026-11-20 +done/);
    expect(h.reads("2026-10:decisions")).toMatch(/Redo the size chart of A +Wei +2026-11-20 +done/);
    expect(h.retros.audited.filter((e) => e.what === "retro-close")).toHaveLength(1);
  });
});

describe("/retro", () => {
  it("says where it stands and offers what is left to do", async () => {
    const h = await held();
    await takesOn(h);
    const { text, message } = await h.status("wei");
    expect(text).toContain("Full-chain retro of 2026-10: where it stands");
    expect(text).toMatch(/Exceptions answered +0 of \d/);
    expect(text).toMatch(/Redo the size chart of A +Wei +2026-11-20 +open/);
    expect(message.actions.map((b) => b.label.en)).toEqual([
      "Answer an exception",
      "Add an action",
      "Note a decision",
      "Freeze the figures",
      "Done: Redo the size chart of A",
    ]);
    expect((await h.status("ann")).message.actions.map((b) => b.label.en)).not.toContain("Done: Redo the size chart of A");
  });

  it("says when the first one comes, and what to do where no channel gets one", async () => {
    const h = october();
    expect((await h.status("wei")).text).toContain("It is posted to fake ops on 2026-11-01 and frozen on 2026-11-04");
    expect((await h.status("wei", ["2026-05"])).text).toContain("None was posted for that month");
    const late = october({ at: "2026-11-22T09:00:00Z" });
    expect((await late.status("wei")).text).toContain(
      "None was posted then. That of 2026-11 is posted to fake ops on 2026-12-01 and frozen on 2026-12-04.",
    );
    const nowhere = october({ bindings: [binding({ zone: zone("UTC") })] });
    expect((await nowhere.status("wei")).text).toContain("No channel receives the retro yet");
  });

  it("takes a month in both languages, and nothing else", async () => {
    const h = await held();
    expect((await h.status("wei", ["last-month"])).text).toContain("2026-10");
    expect((await h.status("wei", ["上月"])).text).toContain("2026-10");
    await expect(h.status("wei", ["2026-10-05"])).rejects.toBeInstanceOf(UserError);
    await expect(h.status("wei", ["banana"])).rejects.toThrow('"banana" is no month.');
  });
});
