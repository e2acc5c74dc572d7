import type { Text } from "../../domain/value.ts";
import { message, type Sealed } from "../../message/message.ts";
import type { Asked } from "./journal.ts";

function whatToDo(what: Asked["what"]): Text {
  switch (what.kind) {
    case "file":
      return {
        zh: `读取 ${what.name} 时 Purser 中途停止了，请再拖一次。已经导入的行不会重复计算。`,
        en: `Purser was stopped while it read ${what.name}; drop it again. Rows that were taken already are not counted twice.`,
      };
    case "text":
      return { zh: "回答之前 Purser 停止了，请再发一次。", en: "Purser was stopped before it had answered; send it again." };
    case "press":
      return {
        zh: "处理这次点击时 Purser 中途停止了。请看一下现在的状态，需要的话再点一次。",
        en: "Purser was stopped while it worked on a press here. Look at how things stand, and press again if needed.",
      };
  }
}

/** In place of an answer that will not come. */
export const interrupted = ({ what, lang }: Asked): Sealed => ({
  message: message({ title: { zh: "被中断", en: "Interrupted" }, tone: "warning", lead: whatToDo(what) }),
  buttonTokens: [],
  formTokens: {},
  lang,
});
