import type { Sealed } from "../../message/message.ts";
import type { SlackBlock } from "./draw/detail.ts";
import { drawMessage, type DrawnFile } from "./draw/message.ts";
import type { Shown } from "./pictures.ts";

/** One way to write a message. */
export interface Rung {
  readonly text: string;
  readonly blocks?: SlackBlock[];
}

export interface Ladder {
  /** Everything, then without pictures, then the words alone: they always arrive. */
  readonly rungs: readonly Rung[];
  /** Whole tables, for the thread. */
  readonly files: readonly DrawnFile[];
}

export function ladder(sealed: Sealed, pictures: Shown): Ladder {
  const bare = drawMessage(sealed, { pictures: "none", native: false, fileIds: new Map() });
  const full = pictures.size === 0 ? bare : drawMessage(sealed, { pictures: "file", native: false, fileIds: pictures });
  const rich = [full, ...(full === bare ? [] : [bare])].map(({ text, blocks }) => ({ text, blocks }));
  return { rungs: [...rich, { text: bare.fallback }], files: full.files };
}
