import type { Text, Tone } from "../../../message/message.ts";

/** Every word of a drawing that is not in its message. */
export const T = {
  simulated: { zh: "模拟数据", en: "simulated data" },
  chart: { zh: "图：", en: "Chart: " },
  noRows: { zh: "没有记录", en: "No rows" },
  figure: { zh: "指标", en: "Figure" },
  value: { zh: "数值", en: "Value" },
  cancel: { zh: "取消", en: "Cancel" },
  confirm: { zh: "确认", en: "Confirm" },
  choose: { zh: "请选择", en: "Choose" },
  month: { zh: "例如 2026-10", en: "2026-10, for instance" },
  anyDay: { zh: "选该月任意一天即可", en: "Any day of that month will do" },
  whole: { zh: "内容较长，完整内容见文本文件", en: "Shortened; the whole message is in the text file" },
  open: { zh: "填写", en: "Fill in" },
  submit: { zh: "提交", en: "Send" },
  nothing: { zh: "事务长", en: "Purser" },
} as const satisfies Readonly<Record<string, Text>>;

/** One mark before the title, and none where nothing is the matter: a channel of coloured dots says nothing. */
export const MARK = { neutral: "", good: "🟢 ", warning: "🟠 ", critical: "🔴 ", error: "⛔ " } as const satisfies Record<Tone, string>;

export const moreButtons = (n: number): Text => ({
  zh: `还有 ${n} 个按钮放不下`,
  en: `${n} more ${n === 1 ? "button does" : "buttons do"} not fit`,
});
export const moreItems = (n: number): Text => ({ zh: `另有 ${n} 项`, en: `and ${n} more` });
export const moreBlocks = (n: number): Text => ({
  zh: `另有 ${n} 段，完整内容见文本文件`,
  en: `and ${n} more ${n === 1 ? "part" : "parts"}; the whole message is in the text file`,
});
