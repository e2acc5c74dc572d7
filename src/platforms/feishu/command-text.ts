/** What a person wrote, from the message of any type; undefined for what has no words. */
export interface Written {
  readonly text: string;
  /** The bot was called by name. */
  readonly called: boolean;
}

export interface Mention {
  readonly key: string;
  readonly name: string;
  readonly openId: string | undefined;
}

const IDEOGRAPHIC_SPACE = /\u3000/gu;
// `／ｋｐｉ` and `/ｋｐｉ`: a Chinese keyboard in full width. Letters only: in `/kpi３月` the digit belongs to the month.
const NAME = /^[/／]\s*([A-Za-zＡ-Ｚａ-ｚ]+(?:[-－][A-Za-zＡ-Ｚａ-ｚ]+)*)/u;

/**
 * The words of a command as its reader expects them: an ASCII slash and name, ordinary spaces. Whatever follows the name is left as
 * it was typed, since SKU codes are case-sensitive and NFKC would change some of them.
 */
export function commandText(typed: string): string {
  const text = typed.replaceAll(IDEOGRAPHIC_SPACE, " ").trim();
  const named = NAME.exec(text);
  return named === null ? text : `/${(named[1] ?? "").normalize("NFKC")}${text.slice(named[0].length)}`;
}

/** Takes the bot's own name out and writes other people's names for their keys. */
export function withoutMentions(text: string, mentions: readonly Mention[], botOpenId: string): Written {
  let rest = text;
  let called = false;
  // `@_user_1` is also the beginning of `@_user_12`.
  for (const { key, name, openId } of mentions.toSorted((a, b) => b.key.length - a.key.length)) {
    const self = openId === botOpenId;
    called ||= self;
    rest = rest.replaceAll(key, self ? "" : `@${name}`);
  }
  const written = commandText(rest);
  // Called by name is addressed, also without a slash; the reader of commands knows it by the name before it.
  return { text: called && !written.startsWith("/") ? `@Purser ${written}`.trim() : written, called };
}
