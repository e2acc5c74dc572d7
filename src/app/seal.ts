import type { Sensitivity } from "../domain/value.ts";
import { cutFor } from "../message/audience.ts";
import { cleanAll } from "../message/clean.ts";
import type { Deed, Language, Message, Sealed } from "../message/message.ts";
import type { TokenPlace } from "../ports/delivery.ts";
import type { Action, Context } from "./types.ts";

/**
 * What was sealed before, as people with this clearance may read it now. What is cut moves the rest up, so that forms take their tokens
 * along; buttons stay where they are, or go all.
 */
export function cutAgain(sealed: Sealed, clearance: Sensitivity): Sealed {
  const message = cutFor(sealed.message, clearance);
  if (message === sealed.message) return sealed;
  const tokens = new Map(Object.entries(sealed.formTokens).map(([at, token]) => [sealed.message.blocks[Number(at)], token]));
  const formTokens = message.blocks.flatMap((block, at) => {
    const token = tokens.get(block);
    return token === undefined ? [] : [[at, token] as const];
  });
  // A message that is withheld has no buttons left.
  const buttonTokens = sealed.buttonTokens.slice(0, message.actions.length);
  return { ...sealed, message, buttonTokens, formTokens: Object.fromEntries(formTokens) };
}

export type Seal = (message: Message, lang: Language, clearance: Sensitivity, now: Date) => Promise<Sealed>;

/**
 * Makes messages ready to send: cut for the audience, invisible characters taken out, every deed put behind an opaque token.
 * A deed that no action understands is a bug of its view and throws.
 */
export function makeSeal(actions: ReadonlyMap<string, Action>, contextAt: (now: Date) => Context): Seal {
  return async (message, lang, clearance, now) => {
    const context = contextAt(now);
    // What a message tells of is for the outbox; it does not leave the house.
    const { refs: _, ...shown } = cleanAll(cutFor(message, clearance));

    const forms = shown.blocks.flatMap((block, place) => (block.kind === "form" ? [{ place, deed: block.deed }] : []));
    const deeds: readonly { deed: Deed; place: TokenPlace }[] = [
      ...shown.actions.map((b, at) => ({ deed: b.deed, place: { kind: "button", at } as const })),
      ...forms.map((f) => ({ deed: f.deed, place: { kind: "form", at: f.place } as const })),
    ];
    const issued = await Promise.all(
      deeds.map(async ({ deed, place }) => {
        const action = actions.get(deed.action);
        if (!action)
          throw new Error(`"${message.title.en}" has a button for the action "${deed.action}", and src/actions has none of that name`);
        const args = action.args.safeParse(deed.args);
        if (!args.success)
          throw new Error(
            `"${message.title.en}": the action "${deed.action}" does not take ${JSON.stringify(deed.args)}: ${args.error.message}`,
          );
        return { action: deed.action, args: deed.args, version: action.version ? await action.version(args.data, context) : null, place };
      }),
    );
    const tokens = issued.length === 0 ? [] : await context.tokens.issue(issued, { message: shown, lang }, now);

    return {
      message: shown,
      buttonTokens: tokens.slice(0, shown.actions.length),
      formTokens: Object.fromEntries(forms.map((f, i) => [f.place, tokens[shown.actions.length + i] ?? ""])),
      lang,
    };
  };
}
