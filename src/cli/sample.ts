import { openPurser } from "../main.ts";
import { type Subcommand, UsageError } from "./subcommand.ts";
import { bar, extendSample, loadSample, removeSample } from "./support/sample.ts";
import { planning, renewPlan } from "./support/plan.ts";

/** `purser sample load|remove|extend` */
export const subcommand: Subcommand = {
  summary: "The sample: six simulated stores to try everything on. Every figure of them is marked.",
  usage: "load | extend | remove",
  async run({ positionals: [verb] }, io) {
    if (verb !== "load" && verb !== "extend" && verb !== "remove") throw new UsageError('expected "load", "extend" or "remove"');
    await using purser = await openPurser(io.config);
    const watch = bar(io);
    if (verb === "load") await loadSample(purser, { watch });
    else if (verb === "remove") await removeSample(purser);
    else if (!(await extendSample(purser, { watch }))) io.out("nothing to add");
    await renewPlan(purser, planning(io));
    if (verb !== "extend") io.out(verb === "load" ? "the sample is there" : "the sample is gone");
    return 0;
  },
};
