import type { Message } from "../../message/message.ts";
import type { Binding } from "../../ports/company.ts";
import type { Purchase } from "../../ports/purchases.ts";
import type { Asker, Context } from "../types.ts";

const keyOf = ({ platform, channel }: Pick<Binding, "platform" | "channel">, { id, revision }: Pick<Purchase, "id" | "revision">): string =>
  `purchase-second:${platform}:${channel}:${id}.${revision}`;

/** Who has not agreed after so long is asked by nobody's old post, but by /purchase. */
const WORTH_MS = 3 * 86_400_000;

/**
 * Tells the channels for stock that a purchase waits for a second person, since whoever is to agree may not read where it was decided. Once for
 * each thing to agree to; not where it was just said.
 */
export async function tellSecond(
  purchase: Purchase,
  stores: readonly string[],
  message: Message,
  context: Pick<Context, "company" | "outbox" | "now" | "purposes">,
  asker: Pick<Asker, "platform" | "channel">,
): Promise<void> {
  if (context.purposes && !context.purposes.has("stock")) return;
  const bindings = (await context.company.bindings()).filter(
    (b) =>
      b.purpose === "stock" &&
      !(b.platform === asker.platform && b.channel === asker.channel) &&
      (b.stores.length === 0 || b.stores.some((s) => stores.includes(s))),
  );
  const posts = bindings.map((b) => ({
    key: keyOf(b, purchase),
    platform: b.platform,
    channel: b.channel,
    replyTo: null,
    job: "purchase-second",
    message,
    lang: b.lang,
    expiresAt: new Date(context.now.getTime() + WORTH_MS),
  }));
  if (posts.length > 0) await context.outbox.put(posts, context.now);
}

/** What was told reads differently once it is decided, wherever that was. `asked`: as it waited. */
export async function endSecond(
  asked: Pick<Purchase, "id" | "revision">,
  message: Message,
  context: Pick<Context, "company" | "outbox" | "now">,
): Promise<void> {
  const bindings = (await context.company.bindings()).filter((b) => b.purpose === "stock");
  // A post that does not exist is not revised. Its buttons go: what is left to press lies where it was decided.
  const revisions = bindings.map((b) => ({ key: keyOf(b, asked), message: { ...message, actions: [] } }));
  if (revisions.length > 0) await context.outbox.revise(revisions, context.now, context.now);
}
