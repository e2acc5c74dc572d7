/** Who may see a value. Ordered: each later one is seen by fewer people. */
export const SENSITIVITIES = ["public", "internal", "margin", "personal"] as const;
export type Sensitivity = (typeof SENSITIVITIES)[number];

/** A sentence in both languages, so that a missing translation does not compile. */
export interface Text {
  readonly zh: string;
  readonly en: string;
}

/** A value, or why there is none. "No value" is never 0. */
export type Maybe<T> = { readonly kind: "value"; readonly value: T } | { readonly kind: "missing"; readonly because: Text };

export const present = <T>(value: T): Maybe<T> => ({ kind: "value", value });
export const missing = (because: Text): { readonly kind: "missing"; readonly because: Text } => ({ kind: "missing", because });

/** A reason as it is kept and logged, and as people read it. */
export const why = (text: Text): { readonly reason: string; readonly because: Text } => ({ reason: text.en, because: text });
