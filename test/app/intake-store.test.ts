import { expect, it } from "vitest";
import { type Given, type IntakeDone, takeFile } from "../../src/app/intake.ts";
import { dayIn } from "../../src/domain/calendar/zone.ts";
import { inspector } from "../../src/sources/tables/inspect.ts";
import { companyData } from "../../src/store/company.ts";
import { makeImports } from "../../src/store/imports/imports.ts";
import { allSources, inPieces, utf8 } from "../sources/kit.ts";
import { describeStores } from "../store/harness.ts";
import { AMAZON_US, done, FBA_US, MYI, NOW, ORDERS, RETAIL, SHOP_UK } from "./intake-kit.ts";

const sources = await allSources();

describeStores((_, open) => {
  const start = async () => {
    const { prisma } = await open();
    const company = companyData(prisma);
    const imports = makeImports(prisma, {
      now: () => NOW,
      onTrouble: (error) => {
        throw error;
      },
    });
    await company.setCompany({ name: "Co", currency: "USD", lang: "en", zone: AMAZON_US.zone });
    for (const store of [AMAZON_US, SHOP_UK]) await company.saveStore(store);
    await company.saveWarehouse(FBA_US);
    const deps = { company, imports, sources, inspect: inspector(), today: (z: typeof AMAZON_US.zone) => dayIn(z, NOW) };
    const take = async (content: string, given: Given = {}): Promise<IntakeDone> => {
      const result = done(await takeFile({ name: "f.txt", open: inPieces(utf8(content)), given, by: null }, deps));
      await imports.settled();
      return result;
    };
    return { prisma, imports, take };
  };
  const counts = ({ read, accepted, unchanged, rejected }: IntakeDone) => [read, accepted, unchanged, rejected];

  it("a stock file counts SKUs, not states, and a SKU of which one state moved is one change", async () => {
    const { take, prisma } = await start();
    const day = { day: "2026-11-21" };
    expect(counts(await take(MYI, day))).toEqual([2, 2, 0, 0]);
    expect(await prisma.stockSnapshot.count()).toBe(4);
    expect(counts(await take(MYI, day))).toEqual([2, 0, 2, 0]);
    expect(counts(await take(MYI.replace("S1\t10\t2", "S1\t10\t3"), day))).toEqual([2, 1, 1, 0]);
    expect(counts(await take(MYI.replace("S1\t10\t2", "S1\tten\t3"), day))).toEqual([2, 0, 1, 1]);
  });

  it("orders, and returns written as orders, are here once however often they come", async () => {
    const { take, prisma, imports } = await start();
    expect(counts(await take(ORDERS))).toEqual([5, 5, 0, 0]);
    expect(counts(await take(ORDERS))).toEqual([5, 0, 5, 0]);
    expect(counts(await take(RETAIL))).toEqual([2, 2, 0, 0]);
    expect(counts(await take(RETAIL))).toEqual([2, 0, 2, 0]);
    expect(await prisma.return.count()).toBe(1);
    expect((await imports.recent(10)).map((i) => [i.format, i.store, i.state])).toEqual([
      ["online-retail", "gifts-uk", "visible"],
      ["online-retail", "gifts-uk", "visible"],
      ["amazon-all-orders", "amazon-us", "visible"],
      ["amazon-all-orders", "amazon-us", "visible"],
    ]);
  });

  it("keeps rejected rows with the import, in any language of the file", async () => {
    const { take, imports } = await start();
    const result = await take(`${ORDERS}111-9\t昨天 "\\ {,}\tShipped\tMUG\t1\tUSD\t10.99\tMug\n`);
    expect(await imports.rejections(result.importId, 10)).toEqual(result.rejections);
    expect(result.rejections).toMatchObject([{ row: 7, column: "purchase-date", value: '昨天 "\\ {,}', code: "not-a-date" }]);
  });
});
