import { html, type View } from "./html.ts";

// A date that breaks at its hyphens is two numbers, and a code is two words; a code too long for a narrow screen may break.
const WHOLE = /(\d{4}-\d{2}-\d{2}|(?<![A-Za-z0-9-])(?=[A-Z0-9-]{3,24}(?![A-Za-z0-9-]))[A-Z0-9]+(?:-[A-Z0-9]+)+)/;

/** A text as it is, its dates and codes each kept in one piece. */
export function words(text: string): View {
  return text.split(WHOLE).map((part, i) => (i % 2 === 1 ? html`<span class="whole">${part}</span>` : part));
}
