import { expect, it } from "vitest";
import { makePlans } from "../../../src/store/planning/plans.ts";
import { describeStores } from "../harness.ts";
import { flagged, importFile, importsOf, line, makeCompany, returned } from "../imports/world.ts";
import { AS_OF } from "./rows.ts";

describeStores((_, open) => {
  it("tells large order lines and large returns one by one, and which platforms sell", async () => {
    const { prisma } = await open();
    await makeCompany(prisma);
    const [imports, plans] = [importsOf(prisma), makePlans(prisma, { now: () => new Date("2026-11-11T01:00:00Z") })];
    await importFile(imports, "order-lines", [
      line("1", "A", 1, "1", "2026-11-06"),
      line("big", "A", 40, "40", "2026-11-06"),
      flagged(line("no", "A", 90, "90", "2026-11-06"), "cancelled"),
    ]);
    await importFile(imports, "returns", [returned("big", "A", 40, "2026-11-08"), returned("1", "A", 1, "2026-11-09")]);
    for await (const [input] of plans.inputs(AS_OF, { sku: "A" })) {
      const at = (on: string) => input?.history.find((d) => d.day === on);
      expect(at("2026-11-06")).toMatchObject({ units: 41, large: [40] });
      expect(at("2026-11-08")).toMatchObject({ units: 0, returned: [40] });
      expect(at("2026-11-09")).not.toHaveProperty("returned");
      expect(input?.platforms).toEqual(["amazon"]);
    }
    expect.assertions(4);
  });
});
