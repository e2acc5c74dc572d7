import { UserError } from "../domain/user-error.ts";
import { cutFor } from "../message/audience.ts";
import { closestName } from "../domain/words/closest.ts";
import { readLine } from "./line.ts";
import { forbidden, may } from "./roles.ts";
import type { Answer, Asker, Command, Context } from "./types.ts";

function unknown(name: string, commands: ReadonlyMap<string, Command>, { roles }: Asker): UserError {
  const usable = [...commands].filter(([, c]) => may(c.roles, roles)).map(([n]) => n);
  const near = closestName(name, usable);
  const all = usable.toSorted().map((n) => `/${n}`);
  return new UserError(
    "unknown-command",
    {
      zh: `没有 /${name} 这个命令${near === undefined ? "" : `，是不是想输入 /${near}？`}${near === undefined ? "。" : ""}`,
      en: `There is no command /${name}${near === undefined ? "." : `; did you mean /${near}?`}`,
    },
    { zh: `可用命令：${all.join("、")}`, en: `Commands: ${all.join(", ")}` },
  );
}

/**
 * Runs one typed line for somebody, in chat and on the command line alike. The message is cut for what the asker may see where
 * they asked; throws UserError for what can be foreseen.
 */
export async function runCommand(text: string, context: Context, asker: Asker): Promise<Answer> {
  const line = readLine(text);
  // `/` alone asks what there is.
  const name = line.name === "" ? "help" : line.name;
  const command = context.commands.get(name);
  if (!command) throw unknown(name, context.commands, asker);
  if (!may(command.roles, asker.roles)) throw forbidden({ zh: ` /${name} 命令`, en: `/${name}` }, command.roles);
  const args = await command.parse(line.words, context, asker);
  const answer = await command.run(args, context, asker);
  return { ...answer, message: cutFor(answer.message, asker.clearance) };
}
