import type { Text } from "../domain/value.ts";
import type { Message } from "../message/message.ts";

const same = (a: Text, b: Text): boolean => a.zh === b.zh && a.en === b.en;
const others = (texts: readonly Text[] | undefined, said: readonly Text[] | undefined): readonly Text[] =>
  (texts ?? []).filter((t) => !(said ?? []).some((s) => same(s, t)));

const ABOVE: Text = { zh: "其余口径同主贴", en: "for the rest see the first message" };

/** A reply without what the thread's first message says its figures rest on already: ten long footers are read by nobody. */
export function basisBelow(root: Message, reply: Message): Message {
  const [above, own] = [root.basis, reply.basis];
  if (above === undefined || own === undefined) return reply;
  const notes = others(own.notes, above.notes);
  const sources = others(own.sources, above.sources);
  const alike = own.stores?.join() === above.stores?.join();
  const { stores, sources: _sources, notes: _notes, ...rest } = own;
  const left = notes.length < (own.notes ?? []).length || sources.length < (own.sources ?? []).length || alike;
  return {
    ...reply,
    basis: {
      ...rest,
      ...(stores !== undefined && !alike && { stores }),
      ...(sources.length > 0 && { sources }),
      notes: left ? [...notes, ABOVE] : notes,
    },
  };
}
