import { join } from "node:path";
import type { Command } from "../app/types.ts";
import { discover } from "../discover.ts";
import { feishuManifest } from "../platforms/feishu/manifest.ts";
import { slackManifest } from "../platforms/slack/manifest.ts";
import { type Subcommand, text, UsageError } from "./subcommand.ts";

const COMMANDS = join(import.meta.dirname, "../../commands");

/** `purser manifest slack|feishu` */
export const subcommand: Subcommand = {
  summary: "What to set where the app is made: a manifest for Slack, a list for Feishu's developer console. Made from the commands.",
  usage: "slack [--url https://PUBLIC-ADDRESS] | feishu    Slack: Socket Mode unless --url is given",
  options: { url: { type: "string" } },
  async run({ values, positionals: [which] }, io) {
    if (which !== "slack" && which !== "feishu")
      throw new UsageError(which === undefined ? "for which platform? slack or feishu" : `"${which}": expected slack or feishu`);
    const url = text(values["url"]);
    if (url !== undefined && which === "feishu") throw new UsageError("--url is for Slack; Feishu is told its address in the console");
    if (url !== undefined && !url.startsWith("https://")) throw new UsageError(`--url ${url}: Slack calls https addresses only`);
    const found = await discover<Command>("command", COMMANDS);
    const commands = [...found].map(([name, { summary, usage, examples }]) => ({ name, summary, usage, examples }));
    const manifest =
      which === "slack"
        ? slackManifest(commands, { socket: url === undefined, ...(url !== undefined && { url }) })
        : feishuManifest(commands);
    io.out(JSON.stringify(manifest, null, 2));
    return 0;
  },
};
