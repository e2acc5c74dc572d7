import type { ComponentChildren } from "preact";

// Templates that become elements. Whatever stands in `${}` is text to preact, never markup.
export { html } from "htm/preact";

/** What a component may give back, and hold. */
export type View = ComponentChildren;
