import type { Text } from "../../domain/value.ts";
import { message, type Language, type Sealed } from "../../message/message.ts";

export type Interrupted =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "file"; readonly name: string }
  | { readonly kind: "press" }
  /** The answer was begun to be said, and nobody can tell whether it arrived. */
  | { readonly kind: "perhaps" };

const WORDS_CHARS = 60;

const short = (words: string): string => (words.length <= WORDS_CHARS ? words : `${words.slice(0, WORDS_CHARS - 1).toWellFormed()}…`);

function whatToDo(what: Interrupted): Text {
  switch (what.kind) {
    case "file":
      return {
        zh: `读取 ${what.name} 时 Purser 中途停止了，请再发一次。已经导入的行不会重复计算。`,
        en: `Purser was stopped while it read ${what.name}; send it again. Rows that were taken already are not counted twice.`,
      };
    case "text":
      return {
        zh: `还没回答“${short(what.text)}”，Purser 就停止了，请再发一次。`,
        en: `Purser was stopped before it had answered "${short(what.text)}"; send it again.`,
      };
    case "press":
      return {
        zh: "处理这次点击时 Purser 中途停止了。请看一下现在的状态，需要的话再点一次。",
        en: "Purser was stopped while it worked on your press. Look at how things stand, and press again if needed.",
      };
    case "perhaps":
      return {
        zh: "Purser 在回答时中途停止了。如果没有看到回答，请再试一次。",
        en: "Purser was stopped while it answered. If you see no answer, try again.",
      };
  }
}

/** In place of an answer that will not come; only who asked needs to know. */
export const interrupted = (what: Interrupted, lang: Language): Sealed => ({
  message: message({ title: { zh: "被中断", en: "Interrupted" }, tone: "warning", lead: whatToDo(what) }),
  buttonTokens: [],
  formTokens: {},
  lang,
  reach: "asker",
});
