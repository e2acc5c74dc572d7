import { formatValue } from "../message/format.ts";
import { openPurser } from "../main.ts";
import { langOf, type Subcommand, text, UsageError } from "./subcommand.ts";

const SHOWN = 50;

/** `sku KTC-01, warehouse US-FBA, quantity 228`: what an action noted of its decision. */
function decided(noted: unknown): string | undefined {
  if (typeof noted !== "object" || noted === null) return undefined;
  return Object.entries(noted)
    .map(([name, value]) => `${name} ${String(value)}`)
    .join(", ");
}

const MOST = 10_000;

/** `purser audit [--last N] [--json]` */
export const subcommand: Subcommand = {
  summary: "Who decided what, when and where; the newest last.",
  usage: "[--last N] [--json] [--lang zh|en]",
  options: { last: { type: "string" }, json: { type: "boolean" }, lang: { type: "string" } },
  async run({ values }, io) {
    const lang = langOf(values) ?? io.lang;
    const written = text(values["last"]);
    const last = written === undefined ? SHOWN : Number(written);
    if (!Number.isInteger(last) || last < 1 || last > MOST)
      throw new UsageError(`--last ${written ?? ""}: expected a number from 1 to ${MOST}`);
    await using purser = await openPurser(io.config);
    const entries = (await purser.ports.audit.recent(last)).toReversed();
    if (values["json"] === true) {
      io.out(JSON.stringify(entries, null, 2));
      return 0;
    }
    const { zone } = await purser.ports.company.company();
    for (const { at, by, what, on, details } of entries) {
      const where = [details["platform"], details["channel"]].filter((w) => typeof w === "string").join(" ");
      io.out(
        `${formatValue({ kind: "instant", at: at.toISOString(), zone }, lang)}  ${by}  ${what}  ${decided(details["noted"]) ?? on}${where === "" ? "" : `  (${where})`}`,
      );
    }
    if (entries.length === 0) io.out(lang === "zh" ? "还没有任何决定" : "nothing was decided yet");
    return 0;
  },
};
