import { parseZone } from "../domain/calendar/zone.ts";
import { UserError } from "../domain/user-error.ts";
import { counted } from "../domain/words/counted.ts";
import { openPurser } from "../main.ts";
import { type CliIo, codeOf, countryOf, currencyOf, required, type Subcommand, text, UsageError } from "./subcommand.ts";
import { planning, renewPlan } from "./support/plan.ts";
import { salesPlatformOf } from "./support/sales-platforms.ts";

/** Takes a store out that was added by mistake, or that is closed and whose figures nobody wants any more. */
async function remove(code: string, withFacts: boolean, io: CliIo): Promise<number> {
  await using purser = await openPurser(io.config);
  const { company, audit, imports } = purser.ports;
  const known = await company.stores();
  const store = known.find((s) => s.code === code);
  if (!store) throw new UsageError(`there is no store "${code}". Known: ${known.map((s) => s.code).join(", ") || "none"}`);
  if (store.simulated)
    throw new UserError(
      "sample-store",
      { zh: `${code} 是示例店铺。`, en: `${code} is a store of the sample.` },
      { zh: "用 npm run purser -- sample remove 移除整个示例。", en: "npm run purser -- sample remove takes the whole sample out." },
    );
  // A file of a killed process is no file that is being read.
  await imports.recover();
  const removal = await company.removeStore(code, withFacts);
  switch (removal.kind) {
    case "has-facts":
      throw new UserError(
        "store-has-facts",
        {
          zh: `店铺 ${code} 有 ${removal.imports} 次导入的数据，没有移除。`,
          en: `${code} has the facts of ${counted(removal.imports, "import")} and was not removed.`,
        },
        {
          zh: `连同数据一起移除（不可恢复）：npm run purser -- store remove ${code} --with-facts。建议先备份：npm run purser -- db backup`,
          en: `To remove it with all of them, for good: npm run purser -- store remove ${code} --with-facts. Keep a copy before: npm run purser -- db backup`,
        },
      );
    case "busy":
      throw new UserError(
        "store-busy",
        { zh: `正在向店铺 ${code} 导入文件。`, en: `A file is being imported into ${code} right now.` },
        { zh: "等它完成后再试。", en: "Try again when it is done." },
      );
    case "unknown":
    case "removed": {
      const taken = removal.kind === "removed" ? removal.imports : 0;
      await audit.record({ at: purser.clock.now(), by: "command-line", what: "store-removed", on: code, details: { imports: taken } });
      if (taken > 0) await renewPlan(purser, planning(io));
      io.out(`removed store ${code}${taken > 0 ? ` with the facts of ${counted(taken, "import")}` : ""}`);
      return 0;
    }
  }
}

/** `purser store add CODE …`, `purser store list`, `purser store remove CODE` */
export const subcommand: Subcommand = {
  summary: "Stores: where you sell. The zone decides where a store's days are cut.",
  usage: "add CODE --platform P --country CC --currency CCC --tz ZONE [--name NAME] | list | remove CODE [--with-facts]",
  options: {
    platform: { type: "string" },
    country: { type: "string" },
    currency: { type: "string" },
    tz: { type: "string" },
    name: { type: "string" },
    "with-facts": { type: "boolean" },
  },
  async run({ values, positionals: [verb, code] }, io) {
    if (verb !== "list" && ((verb !== "add" && verb !== "remove") || code === undefined))
      throw new UsageError('expected "add CODE", "remove CODE" or "list"');
    if (verb === "list" || code === undefined) {
      await using purser = await openPurser(io.config);
      for (const s of await purser.ports.company.stores()) {
        io.out(`${s.code}  ${s.platform}  ${s.country}  ${s.currency}  ${s.zone}${s.simulated ? "  (simulated)" : ""}`);
      }
      return 0;
    }
    if (verb === "remove") return remove(code, values["with-facts"] === true, io);
    codeOf(code);
    const tz = required(values, "tz");
    const zone = parseZone(tz);
    if (!zone) throw new UsageError(`--tz ${tz}: not a known time zone (an IANA name such as America/Los_Angeles)`);
    const country = countryOf(values);
    const platform = salesPlatformOf(required(values, "platform"));
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
