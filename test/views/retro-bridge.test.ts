import { Decimal } from "decimal.js";
import { describe, expect, it } from "vitest";
import { bridgeOf } from "../../src/app/retro/bridge.ts";
import type { Frame } from "../../src/app/retro/frame.ts";
import { day } from "../../src/domain/calendar/day.ts";
import type { MeasureAnswer, MeasureId, MeasureQuery } from "../../src/domain/kpi/measure.ts";
import { defaults } from "../../src/domain/policy/reader.ts";
import { resolvePolicy } from "../../src/domain/policy/policy.ts";
import { missing, present } from "../../src/domain/value.ts";
import { cutFor } from "../../src/message/audience.ts";
import { plain } from "../../src/message/plain.ts";
import { validMessage } from "../../src/message/valid.ts";
import { bridgeMessage } from "../../src/views/retro-bridge.ts";
import { store } from "../fakes/company.ts";
import { declaredKpis } from "../fakes/kpis.ts";

const kpis = await declaredKpis();
const OCTOBER = "2026-10-01";

/** A month of one store in its own currency: units of one SKU, price and landed cost of a unit, and what else it paid. */
interface Month {
  readonly units: number;
  readonly price: number;
  readonly cost: number;
  readonly fees: number;
  readonly ads: number;
}
/** Dollars that its own currency bought in September and in October. */
type Shop = { readonly currency: string; readonly rates: readonly [number, number]; readonly months: readonly [Month, Month] };

/** Books of which only what the bridge asks is known. */
function read(shops: Readonly<Record<string, Shop>>) {
  return (query: MeasureQuery): Promise<MeasureAnswer> => {
    const at = query.period.from >= OCTOBER ? 1 : 0;
    const value = (code: string, id: MeasureId): number => {
      const shop = shops[code];
      if (!shop) throw new Error(code);
      const { units, price, cost, fees, ads } = shop.months[at];
      const rate = query.currency === shop.currency ? 1 : shop.rates[at];
      const own: Partial<Record<MeasureId, number>> = {
        "costed-sales": units * price,
        "costable-sales": units * price,
        "landed-cost": units * cost,
        "platform-fees": fees,
        "ad-spend": ads,
      };
      return id === "units" || id === "orders" ? units : (own[id] ?? 0) * rate;
    };
    const sum = (codes: readonly string[], id: MeasureId) => present(new Decimal(codes.reduce((a, c) => a + value(c, id), 0)));
    const row = (key: string | null, codes: readonly string[]) => ({
      key,
      values: Object.fromEntries(query.measures.map((m) => [m, sum(codes, m)])),
    });
    const { stores } = query.scope;
    const rows =
      query.by === "store"
        ? stores.map((c) => row(c, [c]))
        : query.by === "sku"
          ? [row("A", stores)]
          : query.by === "day"
            ? // All of a month on its first day: what matters here is that days add up to it.
              [row(query.period.from, stores)]
            : [row(null, stores)];
    const days = 30 * stores.length;
    return Promise.resolve({
      rows,
      coverage: { covered: days, of: days },
      sources: ["order-lines"],
      newest: query.period.to,
      notes: [],
    });
  };
}

function frameOf(shops: Readonly<Record<string, Shop>>): Frame {
  const stores = Object.entries(shops).map(([code, { currency }]) => store(code, { currency }));
  return {
    period: { from: day(OCTOBER), to: day("2026-10-31") },
    today: day("2026-11-01"),
    stores,
    codes: stores.map((s) => s.code),
    everyStore: true,
    currency: "USD",
    companyCurrency: "USD",
    policy: (p) => resolvePolicy(p, [], { day: day("2026-11-01") }),
    rules: defaults,
    read: read(shops),
    running: [],
  };
}

const month = (units: number, price: number, more: Partial<Month> = {}): Month => ({ units, price, cost: 4, fees: 100, ads: 50, ...more });
const us: Shop = { currency: "USD", rates: [1, 1], months: [month(100, 10), month(120, 11, { ads: 80 })] };
const de: Shop = { currency: "EUR", rates: [1.1, 1], months: [month(100, 10), month(100, 10)] };

async function told(shops: Readonly<Record<string, Shop>>) {
  const f = frameOf(shops);
  const answer = await bridgeOf({ kpis }, f);
  const said = bridgeMessage(answer, { frame: f, card: { newest: day("2026-10-31") } });
  expect(validMessage(said)).toEqual([]);
  return { answer, said, text: plain(said, "en") };
}

describe("the profit bridge of the retro", () => {
  it("goes from last month's contribution to this month's, each step with what it means", async () => {
    const { text } = await told({ "amazon-us": us });
    // 100 × (10 − 4) − 150 = 450; 120 × (11 − 4) − 180 = 660.
    expect(text).toMatch(/CM3 of 2026-09 +\$450\.00/);
    expect(text).toMatch(/Price +\+\$120\.00/);
    expect(text).toMatch(/Volume +\+\$120\.00/);
    expect(text).toMatch(/Ads +-\$30\.00/);
    expect(text).toMatch(/CM3 of 2026-10 +\$660\.00/);
    for (const word of ["Mix", "Unit cost", "Exchange rates", "Not explained"]) expect(text).not.toMatch(new RegExp(`^${word} `, "m"));
  });

  it("keeps what exchange rates did out of prices and fees", async () => {
    const { text } = await told({ "amazon-us": { ...us, months: [us.months[0], us.months[0]] }, "amazon-de": de });
    // 450 euros of contribution, at 1.1 and at 1 dollar.
    expect(text).toMatch(/Exchange rates +-\$45\.00/);
    for (const word of ["Price", "Volume", "Platform fees", "Ads", "Not explained"]) expect(text).not.toMatch(new RegExp(`^${word} `, "m"));
  });

  it("shows nothing of it where margins are not read, chart and table alike, and says so", async () => {
    const { said } = await told({ "amazon-us": us });
    const internal = plain(cutFor(said, "internal"), "en");
    expect(internal).toContain("Not shown here: margin figures.");
    expect(internal).not.toMatch(/\$|Chart|Volume/);
  });

  it("says why where there is nothing to tell", async () => {
    const f = frameOf({ "amazon-us": us });
    const because = { zh: "没有成本", en: "no costs are known" };
    const bare = (query: MeasureQuery) =>
      f.read(query).then((a) => ({ ...a, rows: a.rows.map((r) => ({ ...r, values: { ...r.values, "landed-cost": missing(because) } })) }));
    const answer = await bridgeOf({ kpis }, { ...f, read: bare });
    expect(plain(bridgeMessage(answer, { frame: f, card: { newest: null } }), "en")).toContain("It cannot be told: ");
  });
});
