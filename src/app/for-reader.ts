import type { Text } from "../domain/value.ts";
import type { Block, Button, Message } from "../message/message.ts";
import type { Role } from "../ports/company.ts";
import { may, ROLE_NAME } from "./roles.ts";
import type { Action } from "./types.ts";

/** Whoever asked, and whether nobody else reads the answer. */
export interface Reader {
  readonly roles: readonly Role[];
  readonly alone: boolean;
}

type Form = Extract<Block, { readonly kind: "form" }>;

interface Closed {
  readonly what: Text;
  readonly roles: readonly Role[];
}

/** More names are no short line; the others are counted. */
const NAMED = 3;

const isMain = (x: Button | Form): boolean => ("kind" in x ? (x.style ?? "primary") : x.style) === "primary";

/** `仅老板、供应链、财务可操作：批准采购 84 件、调整并预览` */
function whoMay(closed: readonly Closed[]): Text {
  const lines = [...Map.groupBy(closed, (c) => c.roles.join())].map(([, of]): Text => {
    // The owner may everything.
    const roles = (["owner", ...(of[0]?.roles ?? [])] as const).map((r) => ROLE_NAME[r]);
    const named = [...new Map(of.map((c) => [c.what.en, c.what])).values()];
    const [shown, more] = [named.slice(0, NAMED), named.length - NAMED];
    return {
      zh: `仅${roles.map((r) => r.zh).join("、")}可操作：${shown.map((x) => x.zh).join("、")}${more > 0 ? `等 ${named.length} 项` : ""}`,
      en: `Only for ${roles.map((r) => r.en).join(", ")}: ${shown.map((x) => x.en).join(", ")}${more > 0 ? ` and ${more} more` : ""}`,
    };
  });
  return { zh: `${lines.map((l) => l.zh).join("；")}。`, en: `${lines.map((l) => l.en).join(". ")}.` };
}

/**
 * An answer as whoever asked for it may use it. What their role may not press is not offered to them, and one line says whose it is. Where
 * others read along, somebody among them may be the one who may: there it stays, but does not look like what this answer is there for.
 * The press decides all the same.
 */
export function forReader(message: Message, { roles, alone }: Reader, actions: ReadonlyMap<string, Action>): Message {
  const closed: Closed[] = [];
  const offered = <T extends Button | Form>(x: T, what: Text, plain: T): readonly T[] => {
    const allowed = actions.get(x.deed.action)?.roles ?? "everyone";
    if (allowed === "everyone" || may(allowed, roles)) return [x];
    if (!alone && !isMain(x)) return [x];
    closed.push({ what, roles: allowed });
    return alone ? [] : [plain];
  };
  const asPlain = ({ label, deed, confirm, decision }: Button): Button => ({
    label,
    deed,
    ...(confirm && { confirm }),
    ...(decision !== undefined && { decision }),
  });

  const buttons = message.actions.flatMap((b) => offered(b, b.label, asPlain(b)));
  const blocks = message.blocks.flatMap((b): readonly Block[] =>
    b.kind === "form" ? offered<Form>(b, b.submit, { ...b, style: "plain" }) : [b],
  );
  if (closed.length === 0) return message;
  const said: Block = {
    kind: "prose",
    text: whoMay(closed),
    // A label tells what the message tells ("Approve 84 units").
    ...(message.sensitivity !== undefined && { sensitivity: message.sensitivity }),
  };
  return { ...message, blocks: [...blocks, said], actions: buttons };
}
