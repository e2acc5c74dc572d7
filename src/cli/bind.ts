import { parseZone } from "../domain/calendar/zone.ts";
import { SENSITIVITIES } from "../domain/value.ts";
import { PURPOSES } from "../ports/company.ts";
import { openPurser } from "../main.ts";
import { currencyOf, langOf, type Subcommand, text, UsageError } from "./subcommand.ts";

/** What a channel may lie on, connected or not yet. */
const PLATFORMS: ReadonlySet<string> = new Set(["local", "slack", "feishu"]);

/** `purser bind PURPOSE PLATFORM CHANNEL …`, `purser bind list` */
export const subcommand: Subcommand = {
  summary: "Says which channel gets what: digest, stock warnings, the retrospective …",
  usage: `PURPOSE PLATFORM CHANNEL [--stores A,B] [--lang zh|en] [--tz ZONE] [--currency CCC] [--clearance internal|margin] [--quiet 22-7] | list    purposes: ${PURPOSES.join(", ")}`,
  options: {
    stores: { type: "string" },
    lang: { type: "string" },
    tz: { type: "string" },
    currency: { type: "string" },
    clearance: { type: "string" },
    quiet: { type: "string" },
  },
  async run({ values, positionals: [purposeWord, platform, channel] }, io) {
    if (purposeWord === "list") {
      await using purser = await openPurser(io.config);
      for (const b of await purser.ports.company.bindings()) {
        io.out(
          `${b.purpose}  ${b.platform} ${b.channel}  ${b.stores.join(",") || "all stores"}  ${b.lang}  ${b.zone}  ${b.clearance}${b.quiet ? `  quiet ${b.quiet.from}-${b.quiet.to}` : ""}`,
        );
      }
      return 0;
    }
    const purpose = PURPOSES.find((p) => p === purposeWord);
    if (!purpose) throw new UsageError(`"${purposeWord ?? ""}" is no purpose: expected one of ${PURPOSES.join(", ")}`);
    if (platform === undefined || channel === undefined) throw new UsageError("expected PURPOSE PLATFORM CHANNEL");
    if (!PLATFORMS.has(platform)) throw new UsageError(`"${platform}" is no platform: expected one of ${[...PLATFORMS].join(", ")}`);
    const lang = langOf(values);
    const tz = text(values["tz"]);
    const zone = tz === undefined ? undefined : parseZone(tz);
    if (tz !== undefined && !zone) throw new UsageError(`--tz ${tz}: not a known time zone (an IANA name such as Asia/Shanghai)`);
    const clearanceWord = text(values["clearance"]) ?? "internal";
    const clearance = SENSITIVITIES.find((s) => s === clearanceWord);
    if (!clearance) throw new UsageError(`--clearance ${clearanceWord}: expected one of ${SENSITIVITIES.join(", ")}`);
    const quietText = text(values["quiet"]);
    const hours = /^(\d{1,2})-(\d{1,2})$/.exec(quietText ?? "");
    if (quietText !== undefined && (!hours || Number(hours[1]) > 23 || Number(hours[2]) > 23))
      throw new UsageError(`--quiet ${quietText}: expected hours such as 22-7`);
    const written = text(values["currency"]);
    const currency = written === undefined ? null : currencyOf(written, "--currency");
    await using purser = await openPurser(io.config);
    const { company } = purser.ports;
    const c = await company.company();
    const known = new Set((await company.stores()).map((s) => s.code));
    const stores = (text(values["stores"]) ?? "").split(",").filter(Boolean);
    const unknown = stores.find((s) => !known.has(s));
    if (unknown !== undefined) throw new UsageError(`--stores ${unknown}: not known. Known: ${[...known].join(", ")}`);
    await company.saveBinding({
      purpose,
      platform,
      channel,
      stores,
      lang: lang ?? c.lang,
      zone: zone ?? c.zone,
      clearance,
      currency,
      quiet: hours ? { from: Number(hours[1]), to: Number(hours[2]) } : null,
    });
    io.out(`${purpose} goes to ${platform} ${channel}`);
    return 0;
  },
};
