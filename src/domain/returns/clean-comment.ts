/** Longer ones are cut: one sentence says what is wrong. */
const MOST = 90;
/** One word ("bad") explains nothing; in Chinese and Japanese four characters are a sentence. */
const LEAST = 4;

const PERSONAL: readonly RegExp[] = [
  /https?:\/\/\S+|www\.\S+/giu,
  // E-mail addresses, and names in a chat.
  /\S+@\S+/gu,
  /(?<!\S)@\S+/gu,
  // Numbers of orders, parcels and telephones: seven digits and more, however they are written in groups.
  /\+?\d[\d\s().-]{5,}\d/gu,
];

/** What a buyer wrote, fit to be read by a team: in one line, without what could name a person, and not longer than it takes. "" if nothing is left. */
export function cleanComment(written: string): string {
  let text = written.replace(/<[^>]*>/gu, " ").replace(/&(?:nbsp|amp|quot|#39|lt|gt);/gu, " ");
  for (const personal of PERSONAL) text = text.replace(personal, "…");
  text = text
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, " ")
    .replace(/["“”]/gu, "'")
    .trim();
  const letters = text.replace(/[^\p{L}\p{N}]/gu, "");
  if (letters.length < LEAST) return "";
  const characters = Array.from(text);
  if (characters.length <= MOST) return text;
  const cut = characters.slice(0, MOST).join("");
  const space = cut.lastIndexOf(" ");
  return `${(space > MOST / 2 ? cut.slice(0, space) : cut).replace(/[\s,，、;；]+$/u, "")}…`;
}

/** The comment that speaks for the others: said most often, the first of equals (they come newest first). Null where nobody wrote anything. */
export function spokenFor(comments: readonly string[]): { readonly text: string; readonly times: number } | null {
  const said = new Map<string, { text: string; times: number }>();
  for (const comment of comments) {
    const text = cleanComment(comment);
    if (text === "") continue;
    const key = text
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, " ")
      .trim();
    const known = said.get(key);
    said.set(key, { text: known?.text ?? text, times: (known?.times ?? 0) + 1 });
  }
  const [most] = [...said.values()].toSorted((a, b) => b.times - a.times);
  return most ?? null;
}
