import { expect, it } from "vitest";
import { command as kpi } from "../../commands/kpi.ts";
import { action } from "../../src/actions/open-returns.ts";
import type { Asker, Command } from "../../src/app/types.ts";
import { zone } from "../../src/domain/calendar/zone.ts";
import { plain } from "../../src/message/plain.ts";
import { describeEmbedded } from "../store/harness.ts";
import { sells } from "../jobs/shop.ts";
import { openKpiHouse } from "./kpi-house.ts";

const SKU = "MUG-1";
const asker: Asker = {
  member: { slug: "li", name: "Li", email: null, roles: ["service"], accounts: [] },
  roles: ["service"],
  lang: "en",
  platform: "local",
  channel: null,
  clearance: "internal",
  zone: zone("Asia/Shanghai"),
};

describeEmbedded((_, open) => {
  const house = async () =>
    openKpiHouse(await open(), {
      covered: { "amazon-us": { from: "2025-10-01", to: "2026-11-21" } },
      lines: sells("amazon-us", SKU, "2026-10-01", "2026-11-21", 4),
      returns: [{ store: "amazon-us", orderDay: "2026-10-05", day: "2026-10-20", sku: SKU, units: 31, refund: "310" }],
    });

  it("a press on a SKU of the weekly returns opens its return rate week by week and month by month", async () => {
    const { context } = await house();
    const { message } = await action.run(action.args.parse({ sku: SKU }), context, asker, {});
    const said = plain(message, "en");
    expect(said).toContain(`Return rate · ${SKU}`);
    // 31 of the 124 units that October sold.
    expect(said).toMatch(/2026-10 +25\.0%/);
    expect(action.repeatable).toBe(true);
  });

  it("asks for the code as it is, be it a KPI's name or several words", async () => {
    const { context } = await house();
    for (const sku of ["gmv", "BOX 60L", 'BOX "L"', "6-12"])
      await expect(action.run({ sku }, context, asker, {})).rejects.toThrow(`no SKU is called ${sku.includes('"') ? "BOX" : sku}`);
  });

  it("is for whom `/kpi` is for", async () => {
    const { context } = await house();
    const commands = new Map([["kpi", { ...(kpi as Command), roles: ["finance"] as const }]]);
    await expect(action.run({ sku: SKU }, { ...context, commands }, asker, {})).rejects.toThrow("Your role may not use /kpi.");
  });
});
