const HISTORY = "purser.history";
const REMEMBERED = 100;

/** What was said in this browser, the oldest first. */
export function history(): readonly string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(HISTORY) ?? "[]");
    return Array.isArray(kept) ? kept.filter((line): line is string => typeof line === "string") : [];
  } catch (error) {
    // Somebody's hand in the browser's storage: begin afresh.
    if (error instanceof SyntaxError) return [];
    throw error;
  }
}

export function remember(text: string): void {
  const kept = history().filter((line) => line !== text);
  localStorage.setItem(HISTORY, JSON.stringify([...kept, text].slice(-REMEMBERED)));
}

const drafts = new Map<string, string>();

/** What was begun in this place and not sent: it waits while another channel is looked at. */
export const draftOf = (place: string): string => drafts.get(place) ?? "";
export const keepDraft = (place: string, text: string): void => void (text === "" ? drafts.delete(place) : drafts.set(place, text));
