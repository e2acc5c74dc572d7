import type { Warehouse } from "../ports/company.ts";
import { openPurser } from "../main.ts";
import { codeOf, countryOf, required, type Subcommand, text, UsageError } from "./subcommand.ts";
import { planning, renewPlan } from "./support/plan.ts";

const KINDS = ["platform-pool", "third-party", "domestic", "own"] as const;

/** `purser warehouse add CODE …`, `purser warehouse list` */
export const subcommand: Subcommand = {
  summary: "Warehouses and platform pools, and which stores sell from them (the first store's first choice comes first).",
  usage: "add CODE --kind platform-pool|third-party|domestic|own --country CC [--stores A,B:2] [--name NAME] | list",
  options: { kind: { type: "string" }, country: { type: "string" }, stores: { type: "string" }, name: { type: "string" } },
  async run({ values, positionals: [verb, code] }, io) {
    if (verb !== "list" && (verb !== "add" || code === undefined)) throw new UsageError('expected "add CODE" or "list"');
    await using purser = await openPurser(io.config);
    const { company } = purser.ports;
    if (verb === "list" || code === undefined) {
      for (const w of await company.warehouses()) {
        io.out(
          `${w.code}  ${w.kind}  ${w.country}  ${w.stores.map((s) => `${s.store}:${s.priority}`).join(",") || "-"}${w.simulated ? "  (simulated)" : ""}`,
        );
      }
      return 0;
    }
    codeOf(code);
    const kind = KINDS.find((k) => k === required(values, "kind"));
    if (!kind) throw new UsageError(`--kind ${text(values["kind"]) ?? ""}: expected one of ${KINDS.join(", ")}`);
    const known = new Set((await company.stores()).map((s) => s.code));
    const stores: Warehouse["stores"] = (text(values["stores"]) ?? "")
      .split(",")
      .filter(Boolean)
      .map((s) => {
        const [store = "", priority = "1"] = s.split(":");
        if (!known.has(store))
          throw new UsageError(
            `--stores: there is no store ${store}. Known: ${[...known].join(", ") || "none yet (npm run purser -- store add)"}`,
          );
        if (!/^[1-9]\d?$/.test(priority)) throw new UsageError(`--stores ${s}: the priority is a whole number from 1`);
        return { store, priority: Number(priority) };
      });
    await company.saveWarehouse({
      code,
      name: text(values["name"]) ?? code,
      kind,
      country: countryOf(values),
      simulated: false,
      stores,
    });
    await renewPlan(purser, planning(io));
    io.out(`saved warehouse ${code}`);
    return 0;
  },
};
