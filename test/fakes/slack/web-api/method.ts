import type { Obj } from "../json.ts";
import type { Tier } from "../rate-limits.ts";
import type { World } from "../state.ts";
import type { Args } from "./args.ts";

/** One method of the Web API: what it costs, what it needs, what it does. */
export interface Method {
  readonly tier: Tier;
  /** Any of these will do; none where the list is empty. */
  readonly scopes: readonly string[];
  /** Wants the app-level token instead of the bot's. */
  readonly appToken?: true;
  readonly run: (world: World, args: Args) => Obj;
}

export type Methods = Readonly<Record<string, Method>>;
