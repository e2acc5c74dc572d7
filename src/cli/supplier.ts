import { openPurser } from "../main.ts";
import { codeOf, currencyOf, type Subcommand, text, UsageError, wholeNumber } from "./subcommand.ts";
import { planning, renewPlan } from "./support/plan.ts";

/** `purser supplier add CODE …`, `purser supplier list` */
export const subcommand: Subcommand = {
  summary: "Suppliers and how many days they need to produce: half of the time within p50, nine times of ten within p90.",
  usage: "add CODE [--name NAME] [--currency CCC] [--production-p50 DAYS --production-p90 DAYS] | list",
  options: {
    name: { type: "string" },
    currency: { type: "string" },
    "production-p50": { type: "string" },
    "production-p90": { type: "string" },
  },
  async run({ values, positionals: [verb, code] }, io) {
    if (verb !== "list" && (verb !== "add" || code === undefined)) throw new UsageError('expected "add CODE" or "list"');
    if (verb === "list" || code === undefined) {
      await using purser = await openPurser(io.config);
      for (const s of await purser.ports.company.suppliers()) {
        io.out(
          `${s.code}  ${s.name}  ${s.productionDaysP50 ?? "?"}-${s.productionDaysP90 ?? "?"} days${s.simulated ? "  (simulated)" : ""}`,
        );
      }
      return 0;
    }
    codeOf(code);
    const p50 = wholeNumber(values, "production-p50");
    const p90 = wholeNumber(values, "production-p90") ?? p50;
    if (p50 !== null && p90 !== null && p90 < p50) throw new UsageError(`--production-p90 ${p90} is less than --production-p50 ${p50}`);
    const written = text(values["currency"]);
    const currency = written === undefined ? null : currencyOf(written, "--currency");
    await using purser = await openPurser(io.config);
    await purser.ports.company.saveSupplier({
      code,
      name: text(values["name"]) ?? code,
      currency,
      productionDaysP50: p50,
      productionDaysP90: p90,
      simulated: false,
    });
    await renewPlan(purser, planning(io));
    io.out(`saved supplier ${code}`);
    return 0;
  },
};
