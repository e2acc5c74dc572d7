import { readBinding } from "../app/binding-words.ts";
import { UserError } from "../domain/user-error.ts";
import { openPurser } from "../main.ts";
import { type Binding, PURPOSES } from "../ports/company.ts";
import { langOf, type Subcommand, text, UsageError } from "./subcommand.ts";

/** What a channel may lie on, connected or not yet. */
const PLATFORMS: ReadonlySet<string> = new Set(["local", "slack", "feishu"]);

/** A wrong word on the command line is wrong usage. */
function usage<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof UserError) throw new UsageError(`${error.text.en} ${error.hint?.en ?? ""}`.trim());
    throw error;
  }
}

function line(b: Binding): string {
  const stores = b.stores.join(",") || "all stores";
  return `${b.purpose}  ${b.platform} ${b.channel}  ${stores}  ${b.lang}  ${b.zone}  ${b.clearance}${b.quiet ? `  quiet ${b.quiet.from}-${b.quiet.to}` : ""}`;
}

/** `purser bind PURPOSE PLATFORM CHANNEL …`, `purser bind remove PURPOSE PLATFORM CHANNEL`, `purser bind list` */
export const subcommand: Subcommand = {
  summary: "Says which channel gets what: digest, stock warnings, the retrospective …",
  usage: `PURPOSE PLATFORM CHANNEL [--stores A,B] [--lang zh|en] [--tz ZONE] [--currency CCC] [--clearance internal|margin] [--quiet 22-7] | remove PURPOSE PLATFORM CHANNEL | list    purposes: ${PURPOSES.join(", ")}`,
  options: {
    stores: { type: "string" },
    lang: { type: "string" },
    tz: { type: "string" },
    currency: { type: "string" },
    clearance: { type: "string" },
    quiet: { type: "string" },
  },
  async run({ values, positionals }, io) {
    const removes = positionals[0] === "remove";
    const [purposeWord, platform, channel] = removes ? positionals.slice(1) : positionals;
    if (purposeWord === "list") {
      await using purser = await openPurser(io.config);
      for (const b of await purser.ports.company.bindings()) io.out(line(b));
      return 0;
    }
    if (purposeWord === undefined || platform === undefined || channel === undefined) {
      throw new UsageError(`expected PURPOSE PLATFORM CHANNEL; purposes: ${PURPOSES.join(", ")}`);
    }
    if (!PLATFORMS.has(platform)) throw new UsageError(`"${platform}" is no platform: expected one of ${[...PLATFORMS].join(", ")}`);
    await using purser = await openPurser(io.config);
    const { company, audit } = purser.ports;
    const decided = { at: purser.clock.now(), by: "command-line", on: `${platform} ${channel}` };
    if (removes) {
      const there = (await company.bindings()).find((b) => b.purpose === purposeWord && b.platform === platform && b.channel === channel);
      if (!there) throw new UsageError(`${platform} ${channel} does not get "${purposeWord}" (npm run purser -- bind list)`);
      await company.removeBinding(there);
      await audit.record({ ...decided, what: "unbind-channel", details: { binding: there } });
      io.out(`${purposeWord} does not go to ${platform} ${channel} any more`);
      return 0;
    }
    const [house, stores] = await Promise.all([company.company(), company.stores()]);
    const words = { stores: text(values["stores"]), lang: langOf(values), zone: text(values["tz"]), currency: text(values["currency"]) };
    const rest = { clearance: text(values["clearance"]), quiet: text(values["quiet"]) };
    const binding = usage(() => readBinding({ purpose: purposeWord, platform, channel, ...words, ...rest }, house, stores));
    await company.saveBinding(binding);
    await audit.record({ ...decided, what: "setup-channel", details: { binding } });
    io.out(`${binding.purpose} goes to ${platform} ${channel}:\n${line(binding)}`);
    return 0;
  },
};
