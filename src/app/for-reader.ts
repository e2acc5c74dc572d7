import type { Text } from "../domain/value.ts";
import type { Block, Button, Deed, Message } from "../message/message.ts";
import type { Role } from "../ports/company.ts";
import { may, ROLE_NAME } from "./roles.ts";
import type { Action, Asker, Context } from "./types.ts";

/** Whoever asked, and whether nobody else reads the answer. */
export interface Reader {
  readonly asker: Asker;
  readonly alone: boolean;
}

type Form = Extract<Block, { readonly kind: "form" }>;

/** What is not offered, and whose it is, as a clause before a colon. */
interface Closed {
  readonly what: Text;
  readonly whose: Text;
}

/** More names are no short line; the others are counted. */
const NAMED = 3;

const isMain = (x: Button | Form): boolean => ("kind" in x ? (x.style ?? "primary") : x.style) === "primary";

/** The owner may everything. */
function ofRoles(allowed: readonly Role[]): Text {
  const roles = (["owner", ...allowed] as const).map((r) => ROLE_NAME[r]);
  return { zh: `仅${roles.map((r) => r.zh).join("、")}可操作`, en: `Only for ${roles.map((r) => r.en).join(", ")}` };
}

/** `仅老板、供应链、财务可操作：批准采购 84 件、调整并预览。` */
function whoMay(closed: readonly Closed[]): Text {
  const lines = [...Map.groupBy(closed, (c) => c.whose.en).values()].map((of): Text => {
    const whose = of[0]?.whose ?? { zh: "", en: "" };
    const named = [...new Map(of.map((c) => [c.what.en, c.what])).values()];
    const [shown, more] = [named.slice(0, NAMED), named.length - NAMED];
    return {
      zh: `${whose.zh}：${shown.map((x) => x.zh).join("、")}${more > 0 ? `等 ${named.length} 项` : ""}`,
      en: `${whose.en}: ${shown.map((x) => x.en).join(", ")}${more > 0 ? ` and ${more} more` : ""}`,
    };
  });
  return { zh: `${lines.map((l) => l.zh).join("；")}。`, en: `${lines.map((l) => l.en).join(". ")}.` };
}

/** Whose it is, where it is not this reader's. An action or arguments that nobody knows are told when the message is sealed. */
async function whose({ action, args }: Deed, { asker, alone }: Reader, actions: ReadonlyMap<string, Action>, context: Context) {
  const known = actions.get(action);
  if (known === undefined) return undefined;
  if (known.roles !== "everyone" && !may(known.roles, asker.roles)) return ofRoles(known.roles);
  // Where others read along, one of them may be the one whom it is for.
  const read = alone && known.notFor ? known.args.safeParse(args) : undefined;
  return read?.success === true ? known.notFor?.(read.data, context, asker) : undefined;
}

/**
 * An answer as whoever asked for it may use it. What they may not press is not offered to them, and one line says whose it is. Where
 * others read along, somebody among them may be the one who may: there it stays, but does not look like what this answer is there for.
 * The press decides all the same.
 */
export async function forReader(
  message: Message,
  reader: Reader,
  actions: ReadonlyMap<string, Action>,
  context: Context,
): Promise<Message> {
  const { alone } = reader;
  const closed: Closed[] = [];
  async function offered<T extends Button | Form>(x: T, what: Text, plain: T): Promise<readonly T[]> {
    if (!alone && !isMain(x)) return [x];
    const theirs = await whose(x.deed, reader, actions, context);
    if (theirs === undefined) return [x];
    closed.push({ what, whose: theirs });
    return alone ? [] : [plain];
  }
  const asPlain = (b: Button): Button => {
    const { style: _, ...plain } = b;
    return plain;
  };

  const buttons: Button[] = [];
  for (const b of message.actions) buttons.push(...(await offered(b, b.label, asPlain(b))));
  const blocks: Block[] = [];
  for (const b of message.blocks) blocks.push(...(b.kind === "form" ? await offered<Form>(b, b.submit, { ...b, style: "plain" }) : [b]));
  if (closed.length === 0) return message;
  const said: Block = {
    kind: "prose",
    text: whoMay(closed),
    // A label tells what the message tells ("Approve 84 units").
    ...(message.sensitivity !== undefined && { sensitivity: message.sensitivity }),
  };
  return { ...message, blocks: [...blocks, said], actions: buttons };
}
