import type { Text } from "../../../domain/value.ts";
import type { Language } from "../../../message/message.ts";
import type { WireCommand } from "../wire.ts";
import { say as sayThere, tell } from "./actions.ts";
import { html, type View } from "./html.ts";
import { EMPTY, EMPTY_OTHER, T } from "./texts.ts";
import { useSay, useStore } from "./use.ts";

const SHOWN = 6;
const HAN = /\p{Script=Han}/u;

interface Try {
  readonly text: string;
  readonly summary: Text;
}

/** A command bare, and once with arguments in the reader's own language: it shows what can be asked. */
function telling({ examples, summary }: WireCommand, lang: Language): readonly Try[] {
  const [bare] = examples;
  const mine = examples.filter((text) => HAN.test(text) === (lang === "zh"));
  const full = (mine.length > 0 ? mine : examples).find((text) => text.split(/\s+/).length > 2);
  return [...new Set([bare, full])].filter((text) => text !== undefined).map((text) => ({ text, summary }));
}

function Tries({ tries }: { readonly tries: readonly Try[] }): View {
  const say = useSay();
  return html`
    <ul>
      ${tries.map(
        ({ text, summary }) => html`
          <li>
            <button onClick=${() => sayThere(text, null).catch(tell)}><code>${text}</code><span>${say(summary)}</span></button>
          </li>
        `,
      )}
    </ul>
  `;
}

/** A channel without messages: what it is for, and what to type first. */
export function Welcome(): View {
  const { commands, channel, lang } = useStore();
  const say = useSay();
  if (channel !== "ops") {
    const { text, tries } = EMPTY[channel] ?? EMPTY_OTHER;
    const summaryOf = (line: string): Text =>
      commands.find(({ name }) => line.split(/\s/u)[0] === `/${name}`)?.summary ?? { zh: "", en: "" };
    const known = tries.map((line) => ({ text: say(line), summary: summaryOf(say(line)) })).filter(({ summary }) => say(summary) !== "");
    return html`<section class="welcome plain">
      <h2>${say(T.emptyChannel)}</h2>
      <p>${say(text)}</p>
      <${Tries} tries=${known} />
    </section>`;
  }
  return html`
    <section class="welcome">
      <span class="mark" aria-hidden="true">P</span>
      <h2>${say(T.welcome)}</h2>
      <p>${say(T.welcomeLead)}</p>
      <${Tries} tries=${commands.flatMap((c) => telling(c, lang)).slice(0, SHOWN)} />
      <p class="quiet">${say(T.welcomeDrop)}</p>
    </section>
  `;
}
