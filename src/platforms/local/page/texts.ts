import type { Text } from "../../../domain/value.ts";
import type { Tone } from "../../../message/message.ts";
import type { Role } from "../../../ports/company.ts";

/** Every word of the page itself. */
export const T = {
  brand: { zh: "事务长", en: "Purser" },
  channels: { zh: "频道", en: "Channels" },
  menu: { zh: "菜单", en: "Menu" },
  close: { zh: "关闭", en: "Close" },
  thread: { zh: "话题", en: "Thread" },
  reply: { zh: "回复", en: "Reply" },
  language: { zh: "语言", en: "Language" },
  viewAs: { zh: "查看身份", en: "View as" },
  send: { zh: "发送", en: "Send" },
  attach: { zh: "上传报表", en: "Add a report" },
  placeholder: { zh: "输入 / 选择命令，或把报表拖进来", en: "Type / for commands, or drop a report" },
  placeholderThread: { zh: "在话题中回复", en: "Reply in this thread" },
  composer: { zh: "输入消息", en: "Message" },
  dropHere: { zh: "松开即可导入", en: "Drop to import" },
  dropHint: { zh: "平台报表：CSV、TSV、JSON", en: "Reports from your platforms: CSV, TSV, JSON" },
  uploading: { zh: "上传中", en: "Uploading" },
  working: { zh: "正在处理…", en: "Working…" },
  earlier: { zh: "更早的消息", en: "Earlier messages" },
  loading: { zh: "加载中…", en: "Loading…" },
  offline: { zh: "连接已断开，正在重连…", en: "Connection lost; reconnecting…" },
  newBelow: { zh: "有新消息", en: "New messages" },
  simulated: { zh: "模拟数据", en: "Simulated" },
  basis: { zh: "口径", en: "Basis" },
  asOf: { zh: "截至", en: "As of" },
  stores: { zh: "店铺", en: "Stores" },
  dateBasis: { zh: "日期口径", en: "Date basis" },
  coverage: { zh: "覆盖", en: "Coverage" },
  sources: { zh: "来源", en: "Sources" },
  policies: { zh: "规则", en: "Policies" },
  notes: { zh: "备注", en: "Notes" },
  downloadCsv: { zh: "下载 CSV", en: "Download CSV" },
  enlarge: { zh: "放大图表", en: "Enlarge chart" },
  noPicture: { zh: "图没有画出来", en: "The chart could not be drawn" },
  cancel: { zh: "取消", en: "Cancel" },
  confirm: { zh: "确认", en: "Confirm" },
  choose: { zh: "请选择", en: "Choose" },
  required: { zh: "必填", en: "required" },
  welcome: { zh: "欢迎登船", en: "Welcome aboard" },
  welcomeLead: {
    zh: "我是事务长 Purser：看数据、算备货、盯断货。先试一条：",
    en: "I am Purser. I keep the figures, plan the stock and watch for stock-outs. Try one:",
  },
  welcomeDrop: { zh: "也可以直接把平台报表拖进来，我来识别格式。", en: "Or drop a report from a platform; I recognise the format." },
  emptyChannel: { zh: "这里还没有消息。", en: "Nothing here yet." },
  emptyChannelHint: { zh: "定时任务会把消息发到这里。", en: "Scheduled jobs post here." },
  today: { zh: "今天", en: "Today" },
  yesterday: { zh: "昨天", en: "Yesterday" },
  retry: { zh: "重试", en: "Try again" },
  notSent: { zh: "没有发出去：Purser 没有回应。", en: "Not sent: Purser does not answer." },
  you: { zh: "你", en: "You" },
  edited: { zh: "已更新", en: "edited" },
} as const satisfies Readonly<Record<string, Text>>;

export const replies = (n: number): Text => ({ zh: `${n} 条回复`, en: n === 1 ? "1 reply" : `${n} replies` });
export const showAll = (n: number): Text => ({ zh: `显示全部 ${n} 行`, en: `Show all ${n} rows` });
export const storeCount = (n: number): Text => ({ zh: `${n} 个店铺`, en: `${n} stores` });

export const TONES: Readonly<Record<Tone, Text | null>> = {
  neutral: null,
  good: null,
  warning: { zh: "注意", en: "Attention" },
  critical: { zh: "紧急", en: "Urgent" },
  error: { zh: "出错", en: "Error" },
};

export const ROLE_NAMES: Readonly<Record<Role, Text>> = {
  owner: { zh: "负责人", en: "Owner" },
  product: { zh: "产品经理", en: "Product" },
  operator: { zh: "运营", en: "Operator" },
  analyst: { zh: "市场分析", en: "Analyst" },
  supply: { zh: "供应链", en: "Supply chain" },
  service: { zh: "客服", en: "Customer service" },
  finance: { zh: "财务", en: "Finance" },
  admin: { zh: "管理员", en: "Admin" },
};
