import { closestName } from "../src/domain/words/closest.ts";
import { may } from "../src/app/roles.ts";
import type { Asker, Command, Context } from "../src/app/types.ts";
import { UserError } from "../src/domain/user-error.ts";
import { type Language, message, type Value } from "../src/message/message.ts";

interface Args {
  readonly command: string | null;
}

// How to ask is no figure: everybody may read it, wherever that is.
const OPEN = { sensitivity: "public" } as const;
const code = (c: string): Value => ({ kind: "code", code: c, ...OPEN });
/** What is typed, in the reader's words. */
const typed = (zh = "", en = ""): Value => (zh === en ? code(zh) : { kind: "text", text: { zh, en }, ...OPEN });

const HAN = /\p{Script=Han}/u;

/** Examples in the order in which a reader of each language meets them: those in the own words first, those in the other's last. */
function examplesFor({ examples }: Command): Readonly<Record<Language, readonly string[]>> {
  const chinese = examples.filter((e) => HAN.test(e));
  const others = examples.filter((e) => !HAN.test(e));
  // The bare command is nobody's language.
  const bare = others.filter((e) => !e.includes(" "));
  const english = others.filter((e) => e.includes(" "));
  return { zh: [...bare, ...chinese, ...english], en: [...bare, ...english, ...chinese] };
}

/** Commands that the asker may use, by name. */
function usable(context: Context, asker: Asker): [string, Command][] {
  return [...context.commands].filter(([, c]) => may(c.roles, asker.roles)).toSorted(([a], [b]) => (a < b ? -1 : 1));
}

export const command: Command<Args> = {
  summary: { zh: "能做什么，怎么输入", en: "What I can do, and how to type it" },
  usage: { zh: "[命令]", en: "[COMMAND]" },
  examples: ["/help", "/help kpi"],
  roles: "everyone",

  parse(words, context) {
    const [first] = words;
    if (first === undefined) return { command: null };
    const name = first.replace(/^[/／]/u, "").toLowerCase();
    if (context.commands.has(name)) return { command: name };
    const near = closestName(name, context.commands.keys());
    throw new UserError(
      "unknown-command",
      {
        zh: `没有 /${name} 这个命令${near === undefined ? "。" : `，是不是想看 /${near}？`}`,
        en: `There is no command /${name}${near === undefined ? "." : `; did you mean /${near}?`}`,
      },
      { zh: "输入 /help 看全部命令。", en: "/help lists all of them." },
    );
  },

  run(args, context, asker) {
    const one = args.command === null ? undefined : context.commands.get(args.command);
    if (args.command !== null && one) {
      const { summary, usage, examples } = one;
      const { zh, en } = examplesFor(one);
      return Promise.resolve({
        message: message({
          title: { zh: `/${args.command} ${usage.zh}`.trim(), en: `/${args.command} ${usage.en}`.trim() },
          lead: summary,
          ...OPEN,
          blocks: [
            {
              kind: "table",
              title: { zh: "可以直接输入：", en: "You can type:" },
              columns: [{ label: { zh: "例子", en: "Example" }, ...OPEN }],
              rows: examples.map((_, i) => [typed(zh[i], en[i])]),
            },
          ],
        }),
        data: { command: args.command, summary, usage, examples },
      });
    }

    const list = usable(context, asker);
    return Promise.resolve({
      message: message({
        ...OPEN,
        title: { zh: "事务长 Purser：库存、销售和复盘", en: "Purser: stock, sales and the monthly retro" },
        lead: {
          zh: "输入命令提问；把平台报表文件拖进来，数据就更新。",
          en: "Type a command to ask; drop a platform's report file here to bring the figures up to date.",
        },
        blocks: [
          {
            kind: "table",
            columns: [
              { label: { zh: "命令", en: "Command" }, ...OPEN },
              { label: { zh: "用途", en: "What it does" }, ...OPEN },
              { label: { zh: "例如", en: "For example" }, ...OPEN },
            ],
            rows: list.map(([name, c]) => {
              const { zh, en } = examplesFor(c);
              // The second example is the richer one: the first is often the bare command.
              return [
                code(`/${name}`),
                { kind: "text", text: c.summary, ...OPEN },
                typed(zh[1] ?? zh[0] ?? `/${name}`, en[1] ?? en[0] ?? `/${name}`),
              ];
            }),
          },
          {
            kind: "prose",
            text: { zh: "看某个命令的全部写法：/help kpi", en: "All ways to write one command: /help kpi" },
            ...OPEN,
          },
        ],
      }),
      data: { commands: list.map(([name, c]) => ({ command: name, summary: c.summary, usage: c.usage, examples: c.examples })) },
    });
  },
};
