import { type Answer, type Call, Refused } from "../http.ts";
import { authRoutes, checkToken } from "./auth.ts";
import { cardUpdateRoutes } from "./card-update.ts";
import { chatRoutes } from "./chats.ts";
import type { Api, Route } from "./context.ts";
import { changeRoutes } from "./messages-change.ts";
import { readRoutes } from "./messages-read.ts";
import { sendRoutes } from "./messages-send.ts";
import { peopleRoutes } from "./people.ts";
import { resourceRoutes } from "./resources.ts";

const ROUTES: readonly Route[] = [
  ...authRoutes,
  ...sendRoutes,
  ...changeRoutes,
  ...readRoutes,
  ...resourceRoutes,
  ...chatRoutes,
  ...peopleRoutes,
  ...cardUpdateRoutes,
];

function fit(route: Route, method: string, path: string): Record<string, string> | undefined {
  if (route.method !== method) return undefined;
  const want = route.path.split("/");
  const have = path.split("/");
  if (want.length !== have.length) return undefined;
  const params: Record<string, string> = {};
  for (const [i, part] of want.entries()) {
    const value = have[i] ?? "";
    if (part.startsWith(":")) params[part.slice(1)] = decodeURIComponent(value);
    else if (part !== value) return undefined;
  }
  return params;
}

/** The name of a call for rates and faults: `POST /open-apis/im/v1/messages/:message_id/reply`. */
export function routeOf(
  method: string,
  path: string,
): { readonly route: Route; readonly params: Readonly<Record<string, string>> } | undefined {
  for (const route of ROUTES) {
    const params = fit(route, method, path);
    if (params !== undefined) return { route, params };
  }
  return undefined;
}

export function answer(api: Api, call: Omit<Call, "params">): Answer {
  const found = routeOf(call.method, call.path);
  if (found === undefined) throw new Refused(99_991_404, `fake feishu: ${call.method} ${call.path} is not served`, 404);
  const whole: Call = { ...call, params: found.params };
  if (found.route.open !== true) checkToken(api, whole);
  api.rates.api(`${found.route.method} ${found.route.path}`, api.world.now());
  return found.route.handle(api, whole);
}
