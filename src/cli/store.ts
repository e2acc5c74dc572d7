import { parseZone } from "../domain/calendar/zone.ts";
import { openPurser } from "../main.ts";
import { codeOf, countryOf, currencyOf, required, type Subcommand, text, UsageError } from "./subcommand.ts";

/** `purser store add CODE …`, `purser store list` */
export const subcommand: Subcommand = {
  summary: "Stores: where you sell. The zone decides where a store's days are cut.",
  usage: "add CODE --platform P --country CC --currency CCC --tz ZONE [--name NAME] | list",
  options: {
    platform: { type: "string" },
    country: { type: "string" },
    currency: { type: "string" },
    tz: { type: "string" },
    name: { type: "string" },
  },
  async run({ values, positionals: [verb, code] }, io) {
    if (verb !== "list" && (verb !== "add" || code === undefined)) throw new UsageError('expected "add CODE" or "list"');
    if (verb === "list" || code === undefined) {
      await using purser = await openPurser(io.config);
      for (const s of await purser.ports.company.stores()) {
        io.out(`${s.code}  ${s.platform}  ${s.country}  ${s.currency}  ${s.zone}${s.simulated ? "  (simulated)" : ""}`);
      }
      return 0;
    }
    codeOf(code);
    const tz = required(values, "tz");
    const zone = parseZone(tz);
    if (!zone) throw new UsageError(`--tz ${tz}: not a known time zone (an IANA name such as America/Los_Angeles)`);
    const country = countryOf(values);
    const platform = required(values, "platform").toLowerCase();
    const currency = currencyOf(required(values, "currency"), "--currency");
    await using purser = await openPurser(io.config);
    const existing = (await purser.ports.company.stores()).find((s) => s.code === code);
    await purser.ports.company.saveStore({
      code,
      name: text(values["name"]) ?? existing?.name ?? code,
      platform,
      country,
      currency,
      zone,
      simulated: false,
    });
    io.out(`${existing ? "changed" : "added"} store ${code}`);
    return 0;
  },
};
