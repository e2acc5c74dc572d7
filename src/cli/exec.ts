import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ownClearance } from "../app/roles.ts";
import { runCommand } from "../app/run-command.ts";
import type { Asker } from "../app/types.ts";
import { UserError } from "../domain/user-error.ts";
import { type Moved, noonOf, openPurser, type Purser } from "../main.ts";
import type { Language, Message } from "../message/message.ts";
import { nameOfFile } from "../message/file-line.ts";
import { plain } from "../message/plain.ts";
import { fileBytes } from "../platforms/common/files.ts";
import { sentences } from "./support/sentences.ts";
import { dayOf, langOf, type Subcommand, text, UsageError } from "./subcommand.ts";

async function askerOf(purser: Purser, slug: string, lang: Language | undefined): Promise<Asker> {
  const { company } = purser.ports;
  const [c, members] = await Promise.all([company.company(), company.members()]);
  const member = members.find((m) => m.slug === slug);
  if (!member) throw new UsageError(`--as ${slug}: no such member. Known: ${members.map((m) => m.slug).join(", ")}`);
  return {
    member,
    roles: member.roles,
    lang: lang ?? c.lang,
    platform: "terminal",
    channel: null,
    clearance: ownClearance(member.roles),
    zone: c.zone,
  };
}

/** Writes every chart of the message as PNG; returns the paths. */
async function pictures(purser: Purser, message: Message, lang: Language, folder: string): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  const paths: string[] = [];
  for (const block of message.blocks) {
    if (block.kind !== "chart") continue;
    const path = join(folder, `${block.chart}-${paths.length + 1}.png`);
    await writeFile(path, await purser.renderer().png(block.chart, block.data, { lang }));
    paths.push(path);
  }
  return paths;
}

/** Writes every file that goes along with the message; returns the paths. */
async function attached(message: Message, lang: Language, folder: string): Promise<string[]> {
  const paths: string[] = [];
  for (const block of message.blocks) {
    if (block.kind !== "file") continue;
    const path = join(folder, nameOfFile(block));
    await writeFile(path, await fileBytes(block, lang));
    paths.push(path);
  }
  return paths;
}

/** `purser exec "/kpi net-sales amazon-us last-month"` */
export const subcommand: Subcommand = {
  summary: "Runs one chat command here and prints its answer.",
  usage: '"/kpi net-sales amazon-us last-month" [--as MEMBER] [--lang zh|en] [--today YYYY-MM-DD] [--json] [--out DIR]',
  options: {
    as: { type: "string" },
    lang: { type: "string" },
    today: { type: "string" },
    json: { type: "boolean" },
    out: { type: "string" },
  },
  async run({ values, positionals }, io) {
    if (positionals.length === 0) throw new UsageError('which command? For instance: npm run purser -- exec "/kpi"');
    const lang = langOf(values);
    const today = dayOf(values, "today");
    await using purser = await openPurser(io.config);
    const asker = await askerOf(purser, text(values["as"]) ?? "owner", lang);
    const now = purser.clock.now();
    const moved: Moved = today === undefined ? {} : { today, at: noonOf(today, asker.zone) };
    let answer: Awaited<ReturnType<typeof runCommand>>;
    try {
      answer = await runCommand(positionals.join(" "), purser.contextAt(now, moved), asker);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      if (!values["json"]) {
        io.err(`purser: ${sentences(error, asker.lang)}`);
        return 1;
      }
      // Whoever reads JSON reads it from standard output, also when there is no answer.
      const { code, text: message, hint } = error;
      io.out(JSON.stringify({ error: { code, message: message[asker.lang], ...(hint && { hint: hint[asker.lang] }) } }, null, 2));
      return 1;
    }
    const out = text(values["out"]);
    const { message } = answer;
    const drawn =
      out === undefined ? [] : [...(await pictures(purser, message, asker.lang, out)), ...(await attached(message, asker.lang, out))];
    if (values["json"]) io.out(JSON.stringify({ message: answer.message, data: answer.data }, null, 2));
    else io.out([plain(answer.message, asker.lang), ...drawn].join("\n"));
    return 0;
  },
};
