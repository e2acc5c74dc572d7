import { describe, expect, it } from "vitest";
import { jobAgain } from "../../src/app/job-again.ts";
import { runJob, type RunJobDeps } from "../../src/app/run-job.ts";
import { day } from "../../src/domain/calendar/day.ts";
import { zone } from "../../src/domain/calendar/zone.ts";
import { job } from "../../src/jobs/daily-digest.ts";
import { isNoDigest } from "../../src/views/digest-missing.ts";
import type { FakeOutbox } from "../fakes/outbox.ts";
import { binding, store } from "../fakes/company.ts";
import type { FakeBooks } from "../fakes/facts.ts";
import { sells, shop } from "./shop.ts";

const AT = "2026-11-22T10:00:00Z";
const whole = { from: "2026-10-01", to: "2026-11-21" };
const short = { from: "2026-10-01", to: "2026-11-17" };
const STORES = ["amazon-us", "shop-us", "walmart-us"];
const imported = (code: string, newest: string, at: string) => ({
  store: code,
  fact: "order-lines",
  newest: day(newest),
  importedAt: new Date(at),
});

/** Three stores in UTC, of which some end on the 17th. */
function town(late: readonly string[], more: Partial<Parameters<typeof shop>[1]> = {}) {
  const last = (code: string): string => (late.includes(code) ? "2026-11-17" : "2026-11-21");
  const books: FakeBooks = {
    covered: Object.fromEntries(STORES.map((code) => [code, late.includes(code) ? short : whole])),
    lines: STORES.flatMap((code) => sells(code, "A", "2026-11-01", last(code), 7)),
  };
  return shop(
    { "daily-digest": job },
    {
      at: AT,
      stores: STORES.map((code) => store(code, { zone: zone("UTC") })),
      bindings: [binding()],
      books,
      freshness: STORES.map((code) => imported(code, last(code), "2026-11-22T07:00:00Z")),
      ...more,
    },
  );
}

describe("a day of which too little is known", () => {
  it("gets one sentence instead of a digest: what is missing and what to do, and no figure", async () => {
    const said = await town(STORES).says("daily-digest");
    expect(said).toContain("No digest today: 2026-11-21 is not known");
    expect(said).toContain("Sales of the day are missing or not whole in 3 of 3 stores. Drop newer orders reports into this channel");
    expect(said).toContain("shop-us: ends on 2026-11-17; 2026-11-21 is missing");
    expect(said).not.toMatch(/\$|GMV|Out of stock/);
    const zh = await town(STORES).says("daily-digest", "zh");
    expect(zh).toContain("今天没有日报：缺 2026-11-21 的数据");
    expect(zh).toContain("3 个店铺中 3 个的数据不全。把新的订单报表拖进这个频道；今天补齐后，这条会换成日报。");
  });

  it("most stores are too little; the others' sum would be read as the day", async () => {
    expect(await town(["amazon-us", "shop-us"]).says("daily-digest")).toContain("No digest today");
  });

  it("of one store in three the digest is told, and says whose sales are not in it", async () => {
    const said = await town(["shop-us"]).says("daily-digest");
    expect(said).toContain("Daily digest, 2026-11-21");
    expect(said).toMatch(/Units sold +14/);
    expect(said).toContain("Left out or not whole: shop-us: ends on 2026-11-17; 2026-11-21 is missing");
    expect(said).toMatch(/shop-us +—/);
  });

  it("a report that was read before the day had ended is not the day", async () => {
    const midway = STORES.map((code) => imported(code, "2026-11-21", "2026-11-21T15:02:00Z"));
    const said = await town([], { freshness: midway }).says("daily-digest");
    expect(said).toContain("amazon-us: the report of 2026-11-21 was imported on that day, 2026-11-21 15:02 UTC, before it had ended");
    const one = [...midway.slice(0, 1), ...STORES.slice(1).map((code) => imported(code, "2026-11-21", "2026-11-22T07:00:00Z"))];
    expect(await town([], { freshness: one }).says("daily-digest")).toMatch(
      /Units sold +21[^]*Left out or not whole: amazon-us: the report/,
    );
    // The day ended in UTC at midnight; seven hours later it is whole.
    expect(await town([]).says("daily-digest")).not.toContain("not whole");
  });

  it("where nothing was ever imported it is one sentence without a list", async () => {
    const said = await town(STORES, { books: { covered: {} }, freshness: [] }).says("daily-digest");
    expect(said).toContain("No sales were ever imported. Drop an orders report into this channel to import it.");
    expect(said).not.toContain("•");
  });

  it("is said once a day, and not again when somebody asks", async () => {
    const s = town(STORES);
    expect((await s.run("daily-digest")).map((r) => r.outcome)).toEqual(["queued"]);
    expect((await s.run("daily-digest")).map((r) => r.outcome)).toEqual(["already-posted"]);
    expect(s.outbox.rows).toHaveLength(1);
  });
});

describe("reports that come after the hour of the digest", () => {
  const KEY = "daily-digest:fake:ops:2026-11-21";

  /** Another look at the same channel: what was posted and run before is still there. */
  const look = ({ deps }: ReturnType<typeof town>, outbox: FakeOutbox): RunJobDeps => ({
    ...deps,
    contextAt: (now) => ({ ...deps.contextAt(now), outbox }),
  });

  /** A morning without reports. */
  async function morning() {
    const s = town(STORES);
    await s.run("daily-digest");
    const [row] = s.outbox.rows;
    if (!row) throw new Error("nothing was posted");
    row.state = "sent";
    return s;
  }

  it("put the digest in the place of the sentence, in the same message", async () => {
    const { outbox, clock } = await morning();
    const after = look(town([]), outbox);
    const [report] = await runJob(after, "daily-digest", clock.now(), { dryRun: false });
    expect(report).toMatchObject({ outcome: "nothing", because: { zh: "数据已补齐，之前的说明换成了日报" } });
    const edit = outbox.rows.find((r) => r.edits === KEY);
    expect(edit?.message.title.en).toBe("Daily digest, 2026-11-21");
    expect(edit?.message.lead?.zh).toBe("数据已补齐，以下是今天的日报。");
    expect(edit && isNoDigest(edit.message)).toBe(false);
    // Once it is told it is told: whoever asks again finds the key taken.
    expect((await runJob(after, "daily-digest", clock.now(), { dryRun: false })).map((r) => r.outcome)).toEqual(["already-posted"]);
    expect(outbox.rows).toHaveLength(2);
  });

  it("are noticed by themselves, once for each change of the facts and no later than the digest is worth", async () => {
    const before = await morning();
    const { outbox } = before;
    const idle = jobAgain(look(before, outbox));
    expect([await idle.look(), await idle.look()]).toEqual([1, 0]);
    expect(outbox.rows.filter((r) => r.edits !== null)).toEqual([]);

    // Twelve hours and a minute after the post.
    expect(await jobAgain(look(town([], { at: "2026-11-22T22:01:00Z" }), outbox)).look()).toBe(0);
    const soon = jobAgain(look(town([], { at: "2026-11-22T21:59:00Z" }), outbox));
    expect([await soon.look(), await soon.look()]).toEqual([1, 0]);
    expect(outbox.rows.filter((r) => r.edits === KEY)).toHaveLength(1);
    expect(outbox.rows.find((r) => r.edits === KEY)?.message.title.en).toBe("Daily digest, 2026-11-21");
    // The digest is there: nothing is looked at any more.
    expect(await jobAgain(look(town([]), outbox)).look()).toBe(0);
  });
});
