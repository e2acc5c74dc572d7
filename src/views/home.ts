import { currentPlan } from "../app/plan.ts";
import { may } from "../app/roles.ts";
import type { Asker, Context } from "../app/types.ts";
import { type Message, message } from "../message/message.ts";
import { restockList } from "./restock-list.ts";

const TOP = 5;

/** What a person sees on the bot's own page: what waits for them, and what they can ask. */
export async function home(context: Context, asker: Asker): Promise<Message> {
  const commands = [...context.commands].filter(([, c]) => may(c.roles, asker.roles));
  const help = message({
    title: { zh: "我能做什么", en: "What I can do" },
    blocks: [{ kind: "list", items: commands.map(([name, c]) => ({ zh: `/${name}：${c.summary.zh}`, en: `/${name}: ${c.summary.en}` })) }],
  });
  const plan = await currentPlan(context, { warehouse: null, store: null }).catch(() => undefined);
  if (!plan) return help;
  const due = restockList({ ...plan, states: null, top: TOP, scope: { warehouse: null, store: null }, policies: [] });
  return { ...due, blocks: [...due.blocks, { kind: "heading", text: help.title }, ...help.blocks] };
}
