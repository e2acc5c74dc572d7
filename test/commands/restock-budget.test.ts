import { describe, expect, it } from "vitest";
import { UserError } from "../../src/domain/user-error.ts";
import { given, SEA, sold } from "../domain/restock/given.ts";
import { describeEmbedded } from "../store/harness.ts";
import { openPlanned } from "./house.ts";

/** A earns most for its money, B comes in a large minimum order, C earns least, D has no cost. */
const INPUTS = [
  given({ sku: "A", onHand: 0, unitCost: 2, carton: 10 }),
  given({ sku: "B", onHand: 0, unitCost: 8, moq: 400 }),
  given({ sku: "C", onHand: 0, unitCost: 11, carton: 10 }),
  given({ sku: "D", onHand: 0, unitCost: null }),
  given({ sku: "E", onHand: 5000 }),
];

interface Data {
  readonly buy: readonly {
    sku: string;
    units: number;
    ofUnits: number;
    cash: { amount: string } | null;
    earns: { amount: string } | null;
  }[];
  readonly leftOut: readonly { sku: string; units: number }[];
  readonly spent: { readonly amount: string } | null;
  readonly next: { readonly money: { readonly amount: string }; readonly earns: { readonly amount: string } | null };
  readonly notWeighed: readonly { readonly sku: string }[];
}

describeEmbedded((_, open) => {
  const house = async (inputs = INPUTS) => openPlanned(await open(), inputs);

  describe("/restock budget", () => {
    it("buys first what earns most for its money, never more than there is, and names what waits", async () => {
      const h = await house();
      const { message, data } = await h.says("/restock budget 1500 USD");
      const d = data as Data;
      expect(d.buy[0]).toMatchObject({ sku: "A" });
      expect(d.buy.map((b) => b.sku)).not.toContain("B");
      expect(Number(d.spent?.amount)).toBeLessThanOrEqual(1500);
      expect(Number(d.spent?.amount)).toBeGreaterThan(1000);
      expect(d.leftOut.map((b) => b.sku)).toContain("B");
      expect(d.notWeighed).toEqual([{ sku: "D", warehouse: "US-FBA" }]);
      expect(message.title.en).toMatch(/^Restock for (USD|\$) ?1,500.*: \d lines? to buy$/);
      expect(message.title.zh).toContain("补货预算");
    });

    it("says what the next money would earn, and that it would earn nothing where all is bought", async () => {
      const h = await house();
      const little = (await h.says("/restock budget 1500")).data as Data;
      expect(little.next.money.amount).toBe("100.00");
      expect(Number(little.next.earns?.amount)).toBeGreaterThan(0);
      expect(await h.en("/restock budget 1500")).toContain("The next");
      const all = (await h.says("/restock budget 100k")).data as Data;
      expect(all.leftOut).toEqual([]);
      expect(Number(all.next.earns?.amount)).toBe(0);
      expect(await h.zh("/restock 预算 10万 美元")).toContain("再加预算也不多赚");
    });

    it("buys more with more money, and nothing of a minimum order that it cannot pay", async () => {
      const h = await house();
      const units = async (money: number): Promise<number> =>
        ((await h.says(`/restock budget ${money}`)).data as Data).buy.reduce((sum, b) => sum + b.units, 0);
      expect(await units(100)).toBeLessThan(await units(1000));
      const rich = (await h.says("/restock budget 5000")).data as Data;
      const b = rich.buy.find((x) => x.sku === "B");
      expect(b === undefined || b.units >= 400).toBe(true);
    });

    it("tells its figures of money only to whom margins are shown", async () => {
      const h = await house();
      const text = await h.en("/restock budget 1500", "internal");
      expect(text).toContain("A");
      expect(text).not.toMatch(/Expected to earn|The next/);
      const { data } = await h.says("/restock budget 1500", "internal");
      expect((data as Data).spent).toBeNull();
      expect((data as Data).buy.every((b) => b.cash === null && b.earns === null)).toBe(true);
    });

    it("has nothing to spend where nothing is to be ordered", async () => {
      const h = await house([given({ sku: "E", onHand: 5000 })]);
      expect((await h.says("/restock budget 1500")).message.title.en).toContain("nothing to order");
    });

    it("names lines without a freight, and lines that it would not buy in full although the plan does", async () => {
      const h = await house([
        given({ sku: "F", onHand: 0, routes: [{ ...SEA, unitFreight: null }] }),
        given({ sku: "G", onHand: 0, history: sold(120, 1), moq: 500 }),
        given({ sku: "A", onHand: 0 }),
      ]);
      const text = await h.en("/restock budget 100k");
      expect(text).toContain("1 line is not weighed, since its price, cost or freight is not known: F");
      expect(text).toContain("1 line is not to be bought in full");
    });

    it("counts what it could not weigh, and names all six of them", async () => {
      const h = await house(["A", "B", "C", "D", "E", "F"].map((sku) => given({ sku, onHand: 0, unitCost: null })));
      expect(await h.en("/restock budget 1500")).toContain(
        "6 lines are not weighed, since their price, cost or freight is not known: A, B, C, D, E, F",
      );
    });

    it("is of the whole plan or of one place, and of no SKU", async () => {
      const h = await house();
      expect((await h.says("/restock budget 1500 US-FBA")).message.title.en).toContain("(US-FBA)");
      const refused: unknown = await h.says("/restock A budget 1500").catch((e: unknown) => e);
      expect(refused).toBeInstanceOf(UserError);
    });

    it("is compared in a currency of no line as soon as its rate is known", async () => {
      const h = await house();
      const dollars = (await h.says("/restock budget 1500 USD")).data as Data;
      h.plans.ratesNow = { "CNY/USD": 1 / 7.5 };
      const yuan = (await h.says("/restock budget 11250 CNY")).data as Data;
      expect(yuan.buy.map((b) => [b.sku, b.units])).toEqual(dollars.buy.map((b) => [b.sku, b.units]));
      expect(Number(yuan.spent?.amount)).toBeCloseTo(7.5 * Number(dollars.spent?.amount), 0);
    });

    it("says what is wrong with a currency that is none and an amount of nothing", async () => {
      const h = await house();
      const refused = async (text: string): Promise<string> => {
        const error: unknown = await h.says(text).catch((e: unknown) => e);
        return error instanceof UserError ? error.text.en : "taken";
      };
      expect(await refused("/restock budget 20000 XYZ")).toBe("budget: XYZ is no currency that is known.");
      expect(await refused("/restock budget 0")).toBe("budget: the amount must be above 0.");
      expect(await refused("/restock budget 20000 US-FBA US-FBB")).toContain("US-FBB");
    });

    it("and the list say the same of an order that does not pay: it stays on the list, and a budget leaves it out", async () => {
      const h = await house([...INPUTS, given({ sku: "F", onHand: 0, unitCost: 15, moq: 900 })]);
      expect(await h.en("/restock")).toContain(
        "By price, cost and fees 1 SKU would not earn the money of its order; a budget leaves it out: F",
      );
      expect(await h.zh("/restock")).toContain("赚不回来，排预算时不会买：F");
      const { data } = await h.says("/restock budget 100k");
      expect((data as Data).buy.map((b) => b.sku)).not.toContain("F");
      expect(await h.en("/restock budget 100k")).toContain("not expected to pay): F");
      expect(await h.en("/restock F")).toContain("this order is not expected to earn its money: a budget leaves it out");
    });

    it("cannot be compared in a currency of which no rate is known", async () => {
      const h = await house([...INPUTS, given({ sku: "K", onHand: 0, currency: "JPY", unitPrice: null })]);
      const refused: unknown = await h.says("/restock budget 1500 SEK").catch((e: unknown) => e);
      expect(refused).toBeInstanceOf(UserError);
      const { text, hint } = refused as UserError;
      expect(text).toEqual({
        zh: "没有 SEK→USD 汇率，算不了这个预算。",
        en: "There is no rate SEK→USD, so that this budget cannot be compared with the orders.",
      });
      // Nothing in yen could be weighed: it would be refused as well.
      expect(hint?.en).toBe("Say it in USD, or tell the rate with npm run purser -- fx set SEK USD RATE");
      expect(hint?.zh).toBe("可以用 USD 写预算，或先运行 npm run purser -- fx set SEK USD 汇率");
    });

    it("says of which orders a rate is missing, and of which a price, a cost or a freight", async () => {
      const noRates = [{ of: "cost", from: "JPY", to: "USD" }] as const;
      const h = await house([given({ sku: "D", onHand: 0, unitCost: null }), given({ sku: "K", onHand: 0, unitCost: null, noRates })]);
      const text = await h.en("/restock budget 1500 USD");
      expect(text).toContain("no order could be weighed");
      expect(text).toContain("1 line is not weighed, since its price, cost or freight is not known: D");
      expect(text).toContain("1 line is not weighed, since there is no rate JPY→USD (npm run purser -- fx set JPY USD RATE): K");
      expect(await h.zh("/restock 预算 1500 USD")).toContain(
        "1 行没有 JPY→USD 汇率，没有排进来（请用 npm run purser -- fx set JPY USD 汇率 录入）：K",
      );
    });
  });
});
