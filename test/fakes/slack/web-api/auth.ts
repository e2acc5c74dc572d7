import type { Methods } from "./method.ts";

export const auth: Methods = {
  "api.test": { tier: "none", scopes: [], run: () => ({}) },
  "auth.test": {
    // "Special": hundreds a minute.
    tier: "none",
    scopes: [],
    run: (world) => ({
      url: "https://sea-trade.slack.com/",
      team: world.ids.teamName,
      user: world.users.get(world.ids.botUser)?.name ?? "",
      team_id: world.ids.team,
      user_id: world.ids.botUser,
      bot_id: world.ids.bot,
      is_enterprise_install: false,
    }),
  },
  "apps.connections.open": {
    // The reference calls it tier 1, an app with several replicas would starve on that: sources disagree, so it is not metered.
    tier: "none",
    scopes: [],
    appToken: true,
    run: (world) => {
      const ticket = world.random.code(24);
      world.tickets.set(ticket, performance.now());
      const host = world.url.replace(/^http/u, "ws");
      return { url: `${host}/link/?ticket=${ticket}&app_id=${world.ids.app}` };
    },
  },
};
