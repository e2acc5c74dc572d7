/** callback_ids of the shortcuts, in the manifest and in what comes back. */
export const IMPORT_SHORTCUT = "purser_import";
export const HELP_SHORTCUT = "purser_help";
