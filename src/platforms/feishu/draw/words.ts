import type { Text } from "../../../domain/value.ts";
import type { Tone } from "../../../message/message.ts";

/** Every word of a card that is not in its message. */
export const T = {
  simulated: { zh: "模拟数据", en: "Simulated" },
  basis: { zh: "口径", en: "Basis" },
  asOf: { zh: "截至", en: "as of" },
  required: { zh: "必填", en: "required" },
  choose: { zh: "请选择", en: "Choose" },
  month: { zh: "例如 2026-11", en: "2026-11, for instance" },
  number: { zh: "请输入数字", en: "A number" },
  confirm: { zh: "请确认", en: "Please confirm" },
  submit: { zh: "提交", en: "Submit" },
  open: { zh: "打开", en: "Open" },
  chart: { zh: "图：", en: "Chart: " },
  noRows: { zh: "没有记录", en: "No rows" },
  cut: { zh: "内容较长，完整内容见文本文件", en: "Shortened; the whole message is in the text file" },
  cells: { zh: "单元格内容较长，完整表格见 CSV 文件", en: "Long cells are shortened; the whole table is in the CSV file" },
  table: { zh: "完整表格见 CSV 文件", en: "The whole table is in the CSV file" },
  untitled: { zh: "事务长", en: "Purser" },
} as const satisfies Readonly<Record<string, Text>>;

/** A word beside the colour, for whoever does not see it; calm messages need none. */
export const TONE_WORD = {
  neutral: null,
  good: null,
  warning: { zh: "注意", en: "Attention" },
  critical: { zh: "紧急", en: "Urgent" },
  error: { zh: "出错", en: "Error" },
} as const satisfies Record<Tone, Text | null>;

export const choices = (values: string): Text => ({ zh: `填一个：${values}`, en: `One of: ${values}` });
export const leftOut = (n: number): Text => ({
  zh: `还有 ${n} 个操作放不下，请在本地工作台处理。`,
  en: `${n} more ${n === 1 ? "action does" : "actions do"} not fit here; use the local workspace.`,
});
