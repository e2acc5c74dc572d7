import { createHash } from "node:crypto";
import type { Card, Element } from "./draw/card.ts";

const MARK = /p_[0-9a-f]{18}/;

/**
 * The opaque sign of a post within its card, by which it is found again in the history of its chat: an `element_id`, which nobody
 * sees and which says nothing of the key.
 */
export const markOf = (text: string): string => `p_${createHash("sha256").update(text).digest("hex").slice(0, 18)}`;

/** Every card of ours has a sign, so that one that shows none could not be read. */
export const hasMark = (content: string): boolean => MARK.test(content);

/** Puts the sign on the first element. */
export function stamped(card: Card, mark: string): Card {
  const [first, ...others] = card.body.elements;
  const carrier: Element = first ?? { tag: "hr" };
  return { ...card, body: { ...card.body, elements: [{ ...carrier, element_id: mark }, ...others] } };
}
