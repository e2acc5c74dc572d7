import { parseZone } from "../domain/calendar/zone.ts";
import { openPurser } from "../main.ts";
import { currencyOf, required, type Subcommand, text, UsageError } from "./subcommand.ts";

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
    await using purser = await openPurser(io.config);
    if (verb === "list") {
      for (const s of await purser.ports.company.stores()) {
        io.out(`${s.code}  ${s.platform}  ${s.country}  ${s.currency}  ${s.zone}${s.simulated ? "  (simulated)" : ""}`);
      }
      return 0;
    }
    if (verb !== "add" || code === undefined) throw new UsageError('expected "add CODE" or "list"');
    if (!/^[A-Za-z0-9][\w.-]{0,39}$/.test(code))
      throw new UsageError(`"${code}" is no store code: letters, digits, "-", "_" and ".", at most 40`);
    const tz = required(values, "tz");
    const zone = parseZone(tz);
    if (!zone) throw new UsageError(`--tz ${tz}: not a known time zone (an IANA name such as America/Los_Angeles)`);
    const country = required(values, "country").toUpperCase();
    if (!/^[A-Z]{2}$/.test(country)) throw new UsageError(`--country ${country}: expected two letters, such as US`);
    const existing = (await purser.ports.company.stores()).find((s) => s.code === code);
    if (existing?.simulated)
      throw new UsageError(`${code} is a store of the sample: run \`purser sample remove\` first, or take another code`);
    await purser.ports.company.saveStore({
      code,
      name: text(values["name"]) ?? existing?.name ?? code,
      platform: required(values, "platform").toLowerCase(),
      country,
      currency: currencyOf(required(values, "currency"), "--currency"),
      zone,
      simulated: false,
    });
    io.out(`${existing ? "changed" : "added"} store ${code}`);
    return 0;
  },
};
