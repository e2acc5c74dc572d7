import { z } from "zod";
import { Rest } from "../common/rest.ts";
import type { ResponseUrl } from "./respond.ts";
import { SlackFile } from "./schema.ts";
import type { Seat } from "./seat.ts";
import type { Vault } from "./vault.ts";

const What = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("text"), text: z.string() }),
  z.object({
    kind: z.literal("press"),
    token: z.string(),
    fields: z.record(z.string(), z.string()).optional(),
    /** On the person's own page, which is drawn anew then. */
    onHome: z.boolean().optional(),
  }),
  /** A button that opens a dialog. */
  z.object({ kind: z.literal("dialog"), token: z.string() }),
  z.object({ kind: z.literal("file"), file: SlackFile }),
  /** The shortcut for files on a message without one. */
  z.object({ kind: z.literal("no-file") }),
]);

/** What somebody did, as it can be written down. */
export type What = z.infer<typeof What>;

export interface Asked {
  readonly seat: Seat;
  readonly what: What;
}

const Kept = z.object({
  channel: z.string().nullable(),
  threadId: z.string().optional(),
  begins: z.literal(true).optional(),
  account: z.string(),
  name: z.string().optional(),
  direct: z.boolean(),
  command: z.boolean().optional(),
  pressed: z.object({ ts: z.string(), ephemeral: z.boolean() }).optional(),
  /** Locked. */
  url: z.string().optional(),
  what: What,
});

export function keep({ seat, what }: Asked, vault: Vault): z.infer<typeof Kept> {
  const { channel, threadId, begins, person, direct, command, pressed, url } = seat;
  return {
    channel,
    account: person.account,
    direct,
    what,
    ...(threadId !== undefined && { threadId }),
    ...(begins !== undefined && { begins }),
    ...(person.name !== undefined && { name: person.name }),
    ...(command !== undefined && { command }),
    ...(pressed !== undefined && { pressed }),
    ...(url !== undefined && { url: vault.lock(url.address) }),
  };
}

/** Undefined for what another version wrote down. `urlOf` makes an address usable again for the rest of its time. */
export function keptBy(
  kept: unknown,
  eventId: string,
  vault: Vault,
  urlOf: (address: string) => ResponseUrl | undefined,
): Asked | undefined {
  const read = Kept.safeParse(kept);
  if (!read.success) return undefined;
  const { account, name, what, url: locked, channel, direct, threadId, begins, command, pressed } = read.data;
  const address = locked === undefined ? undefined : vault.open(locked);
  const url = address === undefined ? undefined : urlOf(address);
  return {
    what,
    seat: {
      eventId,
      channel,
      direct,
      person: { account, ...(name !== undefined && { name }) },
      ...(threadId !== undefined && { threadId }),
      ...(begins !== undefined && { begins }),
      ...(command !== undefined && { command }),
      ...(pressed !== undefined && { pressed }),
      ...(url !== undefined && { url }),
    },
  };
}

/** Where an answer was begun to be said, and the message that told of its progress. */
export const Trail = z.object({
  notice: z.object({ channel: z.string(), ts: z.string() }).optional(),
  said: z
    .object({
      way: z.enum(["message", "ephemeral", "response-url", "update"]),
      at: z.string(),
      channel: z.string().optional(),
      threadId: z.string().optional(),
    })
    .optional(),
  /** What that could not hold, and has to follow it. */
  rest: Rest.optional(),
  /** It was said, and what follows goes there. */
  heard: z.object({ channel: z.string(), threadId: z.string().optional() }).optional(),
});
export type Trail = z.infer<typeof Trail>;
