/** callback_ids of the shortcuts, in the manifest and in what comes back. */
export const IMPORT_SHORTCUT = "purser_import";
export const HELP_SHORTCUT = "purser_help";

/** One command that leads to all others: another app may have taken a name, and Slack keeps some for itself. */
export const CATCH_ALL = "/purser";

/**
 * Names that Slack keeps for itself; one of them makes it refuse a whole manifest.
 * Source: slack.com/help/articles/201259356 (built-in slash commands), and NousResearch/hermes-agent#18456 for what a manifest may not have.
 */
export const RESERVED: ReadonlySet<string> = new Set(
  "archive away call collapse dm dnd expand feed feedback invite join leave me msg mute open people pro remind remove rename search shortcuts shrug status topic who".split(
    " ",
  ),
);
