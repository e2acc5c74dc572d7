import type { Inbox } from "../ports/delivery.ts";
import type { PrismaClient } from "./client/client.ts";

/** The primary key decides, so that two replicas that get the same gesture at once do one thing. */
export function inbox(prisma: PrismaClient): Inbox {
  return {
    first: async (platform, eventId, now) => {
      const { count } = await prisma.inbox.createMany({ data: { platform, event_id: eventId, at: now }, skipDuplicates: true });
      return count === 1;
    },
    forget: async (before) => (await prisma.inbox.deleteMany({ where: { at: { lt: before } } })).count,
  };
}
