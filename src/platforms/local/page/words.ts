import { html, type View } from "./html.ts";

// A date that breaks at its hyphens is two numbers.
const DATE = /(\d{4}-\d{2}-\d{2})/;

/** A text as it is, its dates kept in one piece. */
export function words(text: string): View {
  return text.split(DATE).map((part, i) => (i % 2 === 1 ? html`<span class="whole">${part}</span>` : part));
}
