import { UserError } from "../domain/user-error.ts";
import { openPurser, type Purser } from "../main.ts";
import { langOf, type CliIo, type Subcommand } from "./subcommand.ts";
import { chatChecks } from "./support/doctor/chat.ts";
import { type Check, checkLine, t } from "./support/doctor/check.ts";
import { botCheck, diskCheck, homeCheck, nodeCheck } from "./support/doctor/machine.ts";
import { hasStore, noStore, storeChecks } from "./support/doctor/storage.ts";
import { tradeChecks } from "./support/doctor/trade.ts";
import { workChecks } from "./support/doctor/work.ts";

async function open(io: CliIo): Promise<Purser | Check> {
  try {
    return await openPurser(io.config);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { state: "broken", name: t("数据库", "Store"), found: error.text, ...(error.hint && { todo: error.hint }) };
  }
}

/** `purser doctor` */
export const subcommand: Subcommand = {
  summary: "Looks at everything that Purser needs, and says what to do where something is wrong (exit code 1 then).",
  usage: "[--lang zh|en]",
  options: { lang: { type: "string" } },
  async run({ values }, io) {
    const lang = langOf(values) ?? io.lang;
    let broken = false;
    const tell = (checks: readonly Check[]): void => {
      for (const check of checks) {
        broken ||= check.state === "broken";
        io.out(checkLine(check, lang));
      }
    };
    tell([nodeCheck(), await homeCheck(io.config), await diskCheck(io.config)]);
    if (broken) return 1;
    if (!(await hasStore(io.config))) {
      tell([noStore]);
      return 0;
    }
    const opened = await open(io);
    if ("state" in opened) {
      tell([opened]);
      return 1;
    }
    await using purser = opened;
    const now = purser.clock.now();
    tell(await storeChecks(purser, now));
    tell([await botCheck(io.config)]);
    tell(await chatChecks(purser));
    tell(await tradeChecks(purser));
    tell(await workChecks(purser, now));
    return broken ? 1 : 0;
  },
};
