import type { Text } from "../../domain/value.ts";
import { message, type Language, type Message, type Sealed } from "../../message/message.ts";

export interface CommandWords {
  readonly name: string;
  readonly summary: Text;
  readonly usage: Text;
  readonly examples: readonly string[];
}

/** A message of the platform's own: no buttons, nothing confidential. */
export const said = (content: Message, lang: Language): Sealed => ({ message: content, buttonTokens: [], formTokens: {}, lang });

export const sorry = (reference: string): Message =>
  message({
    title: { zh: "没有完成", en: "Not done" },
    tone: "error",
    lead: {
      zh: `这里出了错，已记录。编号：${reference}`,
      en: `Something went wrong here; it is in the log. Reference: ${reference}`,
    },
  });

export const refusal = (text: Text, hint: Text | undefined): Message =>
  message({ title: text, tone: "warning", ...(hint && { lead: hint }) });

const KINDS: Readonly<Record<string, Text>> = {
  image: { zh: "图片", en: "pictures" },
  folder: { zh: "文件夹", en: "folders" },
  audio: { zh: "语音", en: "voice messages" },
  media: { zh: "视频", en: "videos" },
  sticker: { zh: "表情", en: "stickers" },
  interactive: { zh: "卡片", en: "cards" },
  share_chat: { zh: "群名片", en: "chat cards" },
  share_user: { zh: "个人名片", en: "contact cards" },
  merge_forward: { zh: "合并转发的消息", en: "forwarded conversations" },
};

/** A message that nobody here can read. */
export function unreadable(type: string): Message {
  const kind = KINDS[type] ?? { zh: "这种消息", en: "messages of this kind" };
  const files = type === "image" || type === "folder" || type === "media";
  return message({
    title: { zh: `我看不懂${kind.zh}`, en: `I cannot read ${kind.en}` },
    lead: files
      ? {
          zh: "报表请以 CSV、TSV 或 JSON 文件逐个发给我；提问请输入 /help。",
          en: "Send reports one by one as CSV, TSV or JSON files. To ask something, type /help.",
        }
      : { zh: "请输入文字命令，例如 /help；或者把报表文件发给我。", en: "Type a command such as /help, or send me a report file." },
  });
}

const slashed = (text: string): string => (text.startsWith("/") ? text : `/${text}`);

export function greeting(bot: string, commands: readonly CommandWords[]): Message {
  const known = (name: string): boolean => commands.some((c) => c.name === name);
  const first = commands.flatMap(({ name, examples }) => (name === "help" || name === "setup" ? [] : examples.slice(0, 1))).slice(0, 3);
  return message({
    title: { zh: "大家好，我是事务长 Purser", en: "Hello, this is Purser" },
    lead: {
      zh: "在群里 @我 再输入命令即可提问；把报表文件发给我（单聊），我会入库并更新备货建议。",
      en: "Mention me and type a command to ask something. Send me report files in a direct message and I take them in.",
    },
    blocks: [
      ...(first.length === 0
        ? []
        : [{ kind: "list" as const, items: first.map((e) => ({ zh: `@${bot} ${slashed(e)}`, en: `@${bot} ${slashed(e)}` })) }]),
      {
        kind: "prose",
        text: known("setup")
          ? {
              zh: `让本群收到日报和预警：@${bot} /setup。全部命令：@${bot} /help。`,
              en: `To have digests and alerts here: @${bot} /setup. All commands: @${bot} /help.`,
            }
          : { zh: `全部命令：@${bot} /help。`, en: `All commands: @${bot} /help.` },
      },
    ],
  });
}

/** For a whole group, so that it says nothing of the person or of the answer. */
export const notInPrivate: Message = message({
  title: { zh: "我没法私下回复你", en: "I cannot answer you in private" },
  lead: {
    zh: "这条回复不便发在群里。想使用我，请联系团队的管理员。",
    en: "The answer is not for the whole group. To use me, ask an admin of the team.",
  },
});

export const cannotFetch = (name: string): Message =>
  message({
    title: { zh: `没能从飞书取到文件“${name}”`, en: `The file "${name}" could not be fetched` },
    tone: "error",
    lead: { zh: "请再发送一次。", en: "Please send it once more." },
  });

export const tooLarge = (limitBytes: number): Message =>
  refusal(
    {
      zh: `文件超过 ${Math.round(limitBytes / 1_048_576)} MB，没有接收。`,
      en: `The file is larger than ${Math.round(limitBytes / 1_048_576)} MB and was not taken.`,
    },
    { zh: "请按月份拆分后分别发送。", en: "Split it, by month for instance, and send the parts." },
  );

export const reading = (name: string, note: Text, percent: number | undefined): Message =>
  message({
    title: { zh: `正在读取 ${name}`, en: `Reading ${name}` },
    lead: percent === undefined ? note : { zh: `${note.zh}（${percent}%）`, en: `${note.en} (${percent} %)` },
  });

export const WORKING: Text = { zh: "正在处理，完成后会在这里更新。", en: "Working on it; the outcome appears here." };
export const RESTARTING: Text = { zh: "Purser 正在重启，请稍后再点一次。", en: "Purser is restarting; press again in a moment." };
