import { createHash } from "node:crypto";
import type { DecimalText } from "../domain/facts/facts.ts";
import { openPurser } from "../main.ts";
import { currencyOf, dayOf, type Subcommand, text, UsageError } from "./subcommand.ts";
import { renewPlan } from "./support/plan.ts";

/** `purser fx set USD CNY 7.1234 [--day …]` */
export const subcommand: Subcommand = {
  summary: "Exchange rates: 1 BASE costs RATE QUOTE from a day on, until the next rate.",
  usage: "set BASE QUOTE RATE [--day YYYY-MM-DD] [--source TEXT]",
  options: { day: { type: "string" }, source: { type: "string" } },
  async run({ values, positionals: [verb, baseWord, quoteWord, rate] }, io) {
    if (verb !== "set" || baseWord === undefined || quoteWord === undefined || rate === undefined)
      throw new UsageError('expected "set BASE QUOTE RATE"');
    const base = currencyOf(baseWord, "BASE");
    const quote = currencyOf(quoteWord, "QUOTE");
    if (base === quote) throw new UsageError(`${base} and ${quote} are the same currency`);
    if (!/^\d+(\.\d{1,12})?$/.test(rate) || Number(rate) === 0)
      throw new UsageError(`RATE ${rate}: expected a positive number such as 7.1234`);
    const since = dayOf(values, "day");
    await using purser = await openPurser(io.config);
    const day = since ?? purser.today((await purser.ports.company.company()).zone);
    const head = {
      file: "typed in",
      hash: createHash("sha256").update(`${day} ${base} ${quote} ${rate}`).digest("hex"),
      format: "fx",
      fact: "fx" as const,
      store: null,
      period: null,
      currency: null,
      by: "owner",
      encoding: null,
    };
    const open = await purser.ports.imports.open(head, false);
    await open.add([{ row: 1, fact: { day, base, quote, rate: rate as DecimalText, source: text(values["source"]) ?? "typed in" } }]);
    await open.publish();
    await renewPlan(purser);
    io.out(`1 ${base} = ${rate} ${quote} from ${day}`);
    return 0;
  },
};
