import { ApiError } from "./args.ts";
import { channelOf } from "./content.ts";
import type { Methods } from "./method.ts";

export const reactions: Methods = {
  "reactions.add": {
    tier: 3,
    scopes: ["reactions:write"],
    run: (world, args) => {
      const channel = channelOf(world, args.need("channel"));
      const message = world.ledger.message(channel.id, args.need("timestamp"));
      const name = args.need("name").replaceAll(":", "");
      if (message === undefined || message.deletedAt !== null) throw new ApiError("message_not_found");
      if (!/^[a-z0-9_+'-]+$/u.test(name)) throw new ApiError("invalid_name");
      const user = world.ids.botUser;
      if (message.reactions.some((r) => r.name === name && r.user === user)) throw new ApiError("already_reacted");
      message.reactions.push({ name, user });
      world.ledger.changed();
      return {};
    },
  },
};
