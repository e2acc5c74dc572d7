const ENTITIES: Readonly<Record<string, string>> = { "&amp;": "&", "&lt;": "<", "&gt;": ">" };

const decode = (text: string): string => text.replaceAll(/&(?:amp|lt|gt);/g, (entity) => ENTITIES[entity] ?? entity);

/**
 * What a person typed, from what Slack made of it: `<@U1|mei>` and `<#C1|ops>` become @mei and #ops (their ids where Slack gives no
 * name), links their address or the words that were written, and `&amp;` an ampersand.
 */
export function plainWords(text: string): string {
  return decode(text.replaceAll(/<([^<>]*)>/g, (_, inside: string) => reference(inside)));
}

function reference(inside: string): string {
  const bar = inside.indexOf("|");
  const target = bar < 0 ? inside : inside.slice(0, bar);
  const label = bar < 0 ? "" : inside.slice(bar + 1);
  if (target.startsWith("@")) return `@${label === "" ? target.slice(1) : label}`;
  if (target.startsWith("#")) return `#${label === "" ? target.slice(1) : label}`;
  // <!date^…|yesterday>, <!subteam^S1|@buyers>, <!here>
  if (target.startsWith("!")) return label === "" ? `@${target.slice(1)}` : label;
  // A product code with a dot in it (SKU.COM) is made a link: what was written counts.
  return label === "" ? target.replace(/^mailto:/, "") : label;
}

/** The text of a message without the mention of the bot that it begins or ends with, and whether it had one. */
export function addressed(text: string, botUser: string): { readonly text: string; readonly mentioned: boolean } {
  const mention = new RegExp(`<@${botUser}(?:\\|[^<>]*)?>`, "g");
  const without = text.replaceAll(mention, " ");
  return {
    text: plainWords(without)
      .replaceAll(/[\t \u3000]+/g, " ")
      .trim(),
    mentioned: without !== text,
  };
}

/**
 * One grammar everywhere: `/kpi …`, `kpi …` and `／kpi …` (an input method's full-width slash) after a mention or in a direct message are the
 * slash command. Nothing at all asks for help.
 */
export function asCommand(text: string, commands: ReadonlySet<string>): string {
  if (text === "") return "/help";
  if (/^[/／]/.test(text)) return `/${text.slice(1).trimStart()}`;
  const name = /^\S+/.exec(text)?.[0].toLowerCase() ?? "";
  return commands.has(name) ? `/${text}` : text;
}
