import { FREIGHT_MODES } from "../domain/facts/facts.ts";
import { openPurser } from "../main.ts";
import { codeOf, currencyOf, required, type Subcommand, text, UsageError, wholeNumber } from "./subcommand.ts";
import { renewPlan } from "./support/plan.ts";

/** `purser lane add CODE …`, `purser lane list` */
export const subcommand: Subcommand = {
  summary: "Freight lanes to a warehouse: mode, days from the supplier's door to the shelf (p50, p90), freight of one unit.",
  usage: "add CODE --warehouse W --mode sea|rail|air|express --p50 DAYS [--p90 DAYS] [--unit-freight N --currency CCC] | list",
  options: {
    warehouse: { type: "string" },
    mode: { type: "string" },
    p50: { type: "string" },
    p90: { type: "string" },
    "unit-freight": { type: "string" },
    currency: { type: "string" },
  },
  async run({ values, positionals: [verb, code] }, io) {
    if (verb !== "list" && (verb !== "add" || code === undefined)) throw new UsageError('expected "add CODE" or "list"');
    if (verb === "list" || code === undefined) {
      await using purser = await openPurser(io.config);
      for (const l of await purser.ports.company.lanes()) {
        io.out(
          `${l.code}  ${l.mode} to ${l.warehouse}  ${l.daysP50}-${l.daysP90} days${l.unitFreight ? `  ${l.unitFreight} ${l.currency}` : ""}${l.simulated ? "  (simulated)" : ""}`,
        );
      }
      return 0;
    }
    codeOf(code);
    const mode = FREIGHT_MODES.find((m) => m === required(values, "mode"));
    if (!mode) throw new UsageError(`--mode ${text(values["mode"]) ?? ""}: expected one of ${FREIGHT_MODES.join(", ")}`);
    const warehouse = required(values, "warehouse");
    const daysP50 = wholeNumber(values, "p50");
    if (daysP50 === null) throw new UsageError("--p50 is missing");
    const daysP90 = wholeNumber(values, "p90") ?? daysP50;
    if (daysP90 < daysP50) throw new UsageError(`--p90 ${daysP90} is less than --p50 ${daysP50}`);
    const unitFreight = text(values["unit-freight"]) ?? null;
    if (unitFreight !== null && !/^\d+(\.\d+)?$/.test(unitFreight))
      throw new UsageError(`--unit-freight ${unitFreight}: expected an amount such as 1.20`);
    const currency = unitFreight === null ? null : currencyOf(required(values, "currency"), "--currency");
    await using purser = await openPurser(io.config);
    await purser.ports.company.saveLane({ code, warehouse, mode, daysP50, daysP90, unitFreight, currency, simulated: false });
    await renewPlan(purser);
    io.out(`saved lane ${code}`);
    return 0;
  },
};
