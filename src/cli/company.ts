import { parseZone } from "../domain/calendar/zone.ts";
import type { Company } from "../ports/company.ts";
import { openPurser } from "../main.ts";
import { currencyOf, langOf, type Subcommand, text, UsageError } from "./subcommand.ts";

/** `purser company set …`, `purser company show` */
export const subcommand: Subcommand = {
  summary: "The company: its name, the currency that figures over several stores are told in, its language and zone.",
  usage: "set [--name NAME] [--currency CCC] [--lang zh|en] [--tz ZONE] | show",
  options: { name: { type: "string" }, currency: { type: "string" }, lang: { type: "string" }, tz: { type: "string" } },
  async run({ values, positionals: [verb] }, io) {
    if (verb !== "set" && verb !== "show") throw new UsageError('expected "set" or "show"');
    let change: Partial<Company> = {};
    if (verb === "set") {
      const lang = langOf(values);
      const tz = text(values["tz"]);
      const zone = tz === undefined ? undefined : parseZone(tz);
      if (tz !== undefined && !zone) throw new UsageError(`--tz ${tz}: not a known time zone`);
      const name = text(values["name"]);
      const currency = text(values["currency"]);
      change = {
        ...(name === undefined ? {} : { name }),
        ...(currency === undefined ? {} : { currency: currencyOf(currency, "--currency") }),
        ...(lang === undefined ? {} : { lang }),
        ...(zone === undefined ? {} : { zone }),
      };
      if (Object.keys(change).length === 0) throw new UsageError("nothing to set");
    }
    await using purser = await openPurser(io.config);
    const { company } = purser.ports;
    if (verb === "set") await company.setCompany(change);
    const c = await company.company();
    io.out(`${c.name}  ${c.currency}  ${c.lang}  ${c.zone}`);
    return 0;
  },
};
