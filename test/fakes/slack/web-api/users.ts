import type { Obj } from "../json.ts";
import type { User, World } from "../state.ts";
import { ApiError } from "./args.ts";
import type { Methods } from "./method.ts";
import { page } from "./page.ts";

function wireUser(world: World, u: User, withLocale: boolean): Obj {
  return {
    id: u.id,
    team_id: world.ids.team,
    name: u.name,
    deleted: u.deleted,
    real_name: u.realName,
    tz: u.tz,
    ...(withLocale ? { locale: u.locale } : {}),
    is_bot: u.isBot,
    is_admin: false,
    is_owner: false,
    is_restricted: u.isRestricted,
    is_ultra_restricted: u.isUltraRestricted,
    ...(u.isStranger ? { is_stranger: true } : {}),
    is_app_user: false,
    updated: 1_700_000_000,
    profile: {
      real_name: u.realName,
      display_name: u.name,
      ...(u.email !== null && world.scopes.has("users:read.email") ? { email: u.email } : {}),
      team: world.ids.team,
    },
  };
}

export const users: Methods = {
  "users.info": {
    tier: 4,
    scopes: ["users:read"],
    run: (world, args) => {
      const user = world.users.get(args.need("user"));
      if (user === undefined) throw new ApiError("user_not_found");
      return { user: wireUser(world, user, args.flag("include_locale")) };
    },
  },
  "users.lookupByEmail": {
    tier: 3,
    scopes: ["users:read.email"],
    run: (world, args) => {
      const email = args.need("email").toLowerCase();
      const user = [...world.users.values()].find((u) => u.email?.toLowerCase() === email && !u.deleted);
      if (user === undefined) throw new ApiError("users_not_found");
      return { user: wireUser(world, user, false) };
    },
  },
  "users.list": {
    tier: 2,
    scopes: ["users:read"],
    run: (world, args) => {
      const { items, next } = page([...world.users.values()], args, 200, 1000);
      return { members: items.map((u) => wireUser(world, u, args.flag("include_locale"))), response_metadata: { next_cursor: next } };
    },
  },
};
