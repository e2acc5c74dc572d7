import { formatValue } from "../message/format.ts";
import type { Block, Sealed, Text } from "../message/message.ts";
import type { Tokens } from "../ports/delivery.ts";
import type { Asker, Context } from "./types.ts";

type Known = NonNullable<Awaited<ReturnType<Tokens["look"]>>>;

/** How a message reads after some of its buttons and forms were used: without those, and with who decided what and when. */
export async function insteadOf(known: Known, context: Pick<Context, "company">, asker: Pick<Asker, "zone">): Promise<Sealed> {
  const { message, buttonTokens, formTokens, lang } = known.shown;
  const members = await context.company.members();
  const mark = (what: Text, by: string, at: Date): Text => {
    const who = members.find((m) => m.slug === by)?.name ?? by;
    const when = { kind: "instant", at: at.toISOString(), zone: asker.zone } as const;
    return { zh: `✓ ${what.zh}：${who}，${formatValue(when, "zh")}`, en: `✓ ${what.en}: ${who}, ${formatValue(when, "en")}` };
  };

  // A label tells what the message tells ("Approve 84 units").
  const open = message.sensitivity !== undefined && { sensitivity: message.sensitivity };
  const marks: Text[] = [];
  const gone = new Set<number>();
  const blocks: Block[] = [...message.blocks];
  const forms = { ...formTokens };
  for (const { place, by, at } of known.decided) {
    if (place.kind === "form") {
      const form = message.blocks[place.at];
      if (form?.kind !== "form") continue;
      // In its place, so that the places of the others stay what they are.
      blocks[place.at] = { kind: "prose", text: mark(form.submit, by, at), ...open };
      delete forms[place.at];
      continue;
    }
    const pressed = message.actions[place.at];
    if (!pressed) continue;
    marks.push(mark(pressed.label, by, at));
    for (const [i, button] of message.actions.entries()) {
      if (i === place.at || (pressed.decision !== undefined && button.decision === pressed.decision)) gone.add(i);
    }
  }
  if (marks.length > 0) blocks.push({ kind: "list", items: marks, ...open });
  const left = <T>(all: readonly T[]): T[] => all.filter((_, i) => !gone.has(i));
  return { message: { ...message, blocks, actions: left(message.actions) }, buttonTokens: left(buttonTokens), formTokens: forms, lang };
}
