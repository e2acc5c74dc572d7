import { expect, it } from "vitest";
import { readStockWords } from "../../src/app/restock-words.ts";
import { fakeCompany } from "../fakes/company.ts";

it("a pasted letter is no SKU, and costs the store few questions", async () => {
  let asked = 0;
  const company = {
    ...fakeCompany({}),
    findSkus: () => {
      asked += 1;
      return Promise.resolve([]);
    },
  };
  await expect(readStockWords(["x".repeat(5000)], { company })).rejects.toMatchObject({ code: "unknown-sku" });
  expect(asked).toBeLessThan(50);
});
