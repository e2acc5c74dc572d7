// East Asian wide and fullwidth, and emoji: two columns in a terminal (Unicode Standard Annex 11).
const WIDE =
  /[\u1100-\u115F\u2E80-\u303E\u3041-\u33FF\u3400-\u4DBF\u4E00-\u9FFF\uA000-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE4F\uFF00-\uFF60\uFFE0-\uFFE6\u{1F300}-\u{1FAFF}\u{20000}-\u{3FFFD}]/u;
const NO_WIDTH = /\p{Mn}|\p{Me}|\p{Cf}/u; // combining marks, joiners, variation selectors

/** Columns that a text takes in a terminal. */
export function columns(text: string): number {
  let width = 0;
  for (const char of text) width += NO_WIDTH.test(char) ? 0 : WIDE.test(char) ? 2 : 1;
  return width;
}

export function pad(text: string, width: number, align: "left" | "right"): string {
  const gap = " ".repeat(Math.max(0, width - columns(text)));
  return align === "left" ? text + gap : gap + text;
}

// Marks that Chinese typesetting does not let a line begin with.
const NOT_FIRST = /^[，。、；：！？）》」』”’…%,.;:!?)\]}]/u;

/** What a line may not be broken in: a run of Latin letters and digits with its space, or one wide character with its marks. */
function pieces(text: string): string[] {
  const found: string[] = [];
  let open = false;
  for (const char of text) {
    const wide = WIDE.test(char);
    const glued = found.length > 0 && (NOT_FIRST.test(char) || NO_WIDTH.test(char) || char === " " || (open && !wide));
    if (glued) found.push(`${found.pop() ?? ""}${char}`);
    else found.push(char);
    // After a space or a wide character something new begins.
    open = !wide && char !== " ";
  }
  return found;
}

/** The text in lines of at most `width` columns, broken at spaces and between Chinese characters; what is longer in itself is broken anywhere. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  const end = (): void => {
    if (line.trim() !== "") lines.push(line.trimEnd());
    line = "";
  };
  for (const piece of pieces(text)) {
    if (columns(line + piece.trimEnd()) > width) end();
    if (columns(piece.trimEnd()) <= width) {
      line += piece;
      continue;
    }
    for (const char of piece) {
      if (columns(line + char) > width) end();
      line += char;
    }
  }
  end();
  return lines.length === 0 ? [""] : lines;
}

/** The text, cut with an ellipsis when it takes more than `width` columns. */
export function cut(text: string, width: number): string {
  if (columns(text) <= width) return text;
  let kept = "";
  let used = 1;
  for (const char of text) {
    used += columns(char);
    if (used > width) break;
    kept += char;
  }
  return `${kept}…`;
}
