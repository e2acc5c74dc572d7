import type { Text } from "../../../domain/value.ts";
import type { Tone } from "../../../message/message.ts";
import type { Role } from "../../../ports/company.ts";
import type { WireKind } from "../wire.ts";
import type { Theme } from "./store.ts";

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
  theme: { zh: "外观", en: "Theme" },
  you: { zh: "你", en: "You" },
  messages: { zh: "消息", en: "Messages" },
  suggestions: { zh: "补全", en: "Suggestions" },
  unseen: { zh: "新消息", en: "New" },
  typeHint: { zh: "发送", en: "to send" },
  lineHint: { zh: "换行", en: "for a new line" },
  takeHint: { zh: "补全", en: "to complete" },
  tableOf: { zh: "表格，可左右滚动", en: "Table, scrolls sideways" },
  notLoaded: { zh: "这个频道的消息没有加载出来。", en: "The messages of this channel did not load." },
  shortcuts: { zh: "键盘快捷键", en: "Keyboard shortcuts" },
  jump: { zh: "跳转", en: "Jump to…" },
  jumpTo: { zh: "输入频道或命令", en: "A channel or a command" },
  nothingFound: { zh: "没有匹配的频道或命令", en: "No such channel or command" },
  channelKind: { zh: "频道", en: "Channel" },
  commandKind: { zh: "命令", en: "Command" },
  placeholder: { zh: "输入 / 选择命令，或把报表拖进来", en: "Type / for commands, or drop a report" },
  placeholderThread: { zh: "在话题中回复", en: "Reply in this thread" },
  composer: { zh: "输入消息", en: "Message" },
  dropHere: { zh: "松开即可导入", en: "Drop to import" },
  dropHint: { zh: "平台报表：CSV、TSV、XLSX、JSON", en: "Reports from your platforms: CSV, TSV, XLSX, JSON" },
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
  today: { zh: "今天", en: "Today" },
  yesterday: { zh: "昨天", en: "Yesterday" },
  retry: { zh: "重试", en: "Try again" },
  notSent: { zh: "没有发出去：Purser 没有回应。", en: "Not sent: Purser does not answer." },
  edited: { zh: "已更新", en: "edited" },
} as const satisfies Readonly<Record<string, Text>>;

/** What a channel is for, and what to type while it is empty. Channels of one's own have the last line. */
export const EMPTY: Readonly<Record<string, { readonly text: Text; readonly tries: readonly Text[] }>> = {
  digest: {
    text: {
      zh: "日报会发到这里：昨天卖得怎么样、哪些数据还没到、今天要处理什么。想现在就看：",
      en: "The daily digest is posted here: how yesterday went, which data is late, what is to be done today. To see it now:",
    },
    tries: [
      { zh: "/kpi 昨天", en: "/kpi yesterday" },
      { zh: "/kpi gmv 近30天 按店铺", en: "/kpi gmv last 30 days by store" },
      { zh: "/setup", en: "/setup" },
    ],
  },
  stock: {
    text: {
      zh: "库存预警会发到这里：每个 SKU 快断货时报一次，恢复时再报一次。想现在就看：",
      en: "Stock warnings are posted here: each SKU once when it is running out, and once when it has recovered. To see it now:",
    },
    tries: [
      { zh: "/restock", en: "/restock" },
      { zh: "/restock 断货", en: "/restock out" },
      { zh: "/stock", en: "/stock" },
    ],
  },
  retro: {
    text: {
      zh: "每月复盘会发到这里：数字先填好，再开会。想先看上个月：",
      en: "The monthly retrospective is posted here, its figures filled in before anybody sits down. To look at last month first:",
    },
    tries: [
      { zh: "/kpi 上月", en: "/kpi last month" },
      { zh: "/kpi 退货率 上月 按店铺", en: "/kpi return-rate last month by store" },
    ],
  },
};

export const EMPTY_OTHER: { readonly text: Text; readonly tries: readonly Text[] } = {
  text: {
    zh: "还没有指定这个频道发什么。用 /setup 选择，或直接提问：",
    en: "Nothing is posted here yet. Choose what is with /setup, or just ask:",
  },
  tries: [
    { zh: "/setup", en: "/setup" },
    { zh: "/kpi", en: "/kpi" },
  ],
};

/** What a proposal is, in a word beside it. */
export const KINDS: Readonly<Record<WireKind, Text>> = {
  kpi: { zh: "指标", en: "KPI" },
  store: { zh: "店铺", en: "Store" },
  warehouse: { zh: "仓库", en: "Warehouse" },
  country: { zh: "国家", en: "Country" },
  category: { zh: "类目", en: "Category" },
  role: { zh: "定位", en: "Role" },
  sku: { zh: "SKU", en: "SKU" },
  period: { zh: "期间", en: "Period" },
  month: { zh: "月份", en: "Month" },
  state: { zh: "状态", en: "State" },
  command: { zh: "命令", en: "Command" },
};

export const THEME_NAMES: Readonly<Record<Theme, Text>> = {
  system: { zh: "系统", en: "System" },
  light: { zh: "浅色", en: "Light" },
  dark: { zh: "深色", en: "Dark" },
};

/** What the keys do; keys that are pressed together stand in one list. */
export const SHORTCUTS: readonly {
  readonly title: Text;
  readonly rows: readonly { readonly keys: readonly string[]; readonly does: Text }[];
}[] = [
  {
    title: { zh: "随处可用", en: "Anywhere" },
    rows: [
      { keys: ["Ctrl", "K"], does: { zh: "跳到频道或命令", en: "Jump to a channel or command" } },
      { keys: ["Alt", "↑"], does: { zh: "上一个频道", en: "Previous channel" } },
      { keys: ["Alt", "↓"], does: { zh: "下一个频道", en: "Next channel" } },
      { keys: ["F6"], does: { zh: "下一个区域：频道、消息、输入框、话题", en: "Next area: channels, messages, composer, thread" } },
      { keys: ["/"], does: { zh: "到输入框，开始写命令", en: "To the composer, with a command begun" } },
      { keys: ["Esc"], does: { zh: "关闭话题或窗口", en: "Close the thread or a dialog" } },
      { keys: ["Ctrl", "/"], does: { zh: "这份快捷键表（不在输入框时按 ? 也行）", en: "This list (also ? outside the composer)" } },
    ],
  },
  {
    title: { zh: "输入框", en: "Composer" },
    rows: [
      { keys: ["Enter"], does: { zh: "发送", en: "Send" } },
      { keys: ["Shift", "Enter"], does: { zh: "换行", en: "New line" } },
      { keys: ["Tab"], does: { zh: "采用补全", en: "Take the suggestion" } },
      { keys: ["↑"], does: { zh: "找回说过的话（输入框为空时）", en: "What you said before (when it is empty)" } },
    ],
  },
  {
    title: { zh: "消息", en: "Messages" },
    rows: [
      { keys: ["↑"], does: { zh: "上一条", en: "Previous message" } },
      { keys: ["↓"], does: { zh: "下一条", en: "Next message" } },
      { keys: ["Enter"], does: { zh: "打开话题", en: "Open the thread" } },
      { keys: ["End"], does: { zh: "到最新一条", en: "To the newest" } },
    ],
  },
];

export const replies = (n: number): Text => ({ zh: `${n} 条回复`, en: n === 1 ? "1 reply" : `${n} replies` });
export const showAll = (n: number): Text => ({ zh: `显示全部 ${n} 行`, en: `Show all ${n} rows` });
export const showFirst = (n: number, of: number): Text => ({
  zh: `显示前 ${n} 行（共 ${of} 行）`,
  en: `Show the first ${n} of ${of} rows`,
});
export const leftInFile = (n: number): Text => ({
  zh: `另有 ${n} 行，完整表格见 CSV 文件`,
  en: `and ${n} more; the whole table is in the CSV file`,
});
export const storeCount = (n: number): Text => ({ zh: `${n} 个店铺`, en: `${n} stores` });

export const TONES: Readonly<Record<Tone, Text | null>> = {
  neutral: null,
  good: null,
  warning: { zh: "注意", en: "Attention" },
  critical: { zh: "紧急", en: "Urgent" },
  error: { zh: "出错", en: "Error" },
};

export const ROLE_NAMES: Readonly<Record<Role, Text>> = {
  owner: { zh: "老板", en: "Owner" },
  product: { zh: "产品经理", en: "Product" },
  operator: { zh: "运营", en: "Operator" },
  analyst: { zh: "市场分析", en: "Analyst" },
  supply: { zh: "供应链", en: "Supply chain" },
  service: { zh: "客服", en: "Customer service" },
  finance: { zh: "财务", en: "Finance" },
  admin: { zh: "管理员", en: "Admin" },
};
/** Said aloud only: how much waits in a channel; 0 where it is not counted yet. */
export const waitingCount = (n: number): Text =>
  n === 0 ? { zh: "有新消息", en: "new messages" } : { zh: `${n} 条新消息`, en: `${n} new` };
