import type { Obj } from "../json.ts";
import { objs, str } from "../json.ts";
import { checkView } from "../limits/view.ts";
import { TRIGGER_MS } from "../options.ts";
import { withIds } from "../post.ts";
import type { View, World } from "../state.ts";
import type { Args } from "./args.ts";
import { ApiError } from "./args.ts";
import { refuse, surroundings } from "./content.ts";
import type { Methods } from "./method.ts";

/** A modal and two on top of it. */
const STACK_MAX = 3;

export function wireView(world: World, view: View): Obj {
  return {
    id: view.id,
    team_id: world.ids.team,
    app_id: world.ids.app,
    app_installed_team_id: world.ids.team,
    bot_id: world.ids.bot,
    callback_id: "",
    external_id: "",
    private_metadata: "",
    clear_on_close: false,
    notify_on_close: false,
    ...view.body,
    hash: view.hash,
    root_view_id: root(world, view).id,
    previous_view_id: view.previous,
    state: { values: view.state },
  };
}

function root(world: World, view: View): View {
  const below = view.previous === null ? undefined : world.views.get(view.previous);
  return below === undefined ? view : root(world, below);
}

/** A view as Slack takes it; throws where its limits are broken. */
export function accepted(world: World, given: Obj | undefined, type: "modal" | "home"): Obj {
  if (given === undefined) throw new ApiError("invalid_arguments");
  refuse(checkView(given, type, surroundings(world)), "invalid_arguments");
  const external = str(given, "external_id");
  if (external !== "" && [...world.views.values()].some((v) => v.open && str(v.body, "external_id") === external))
    throw new ApiError("duplicate_external_id");
  return { ...given, blocks: withIds(world, objs(given, "blocks")) };
}

export function openView(world: World, user: string, body: Obj, previous: string | null): View {
  const view: View = {
    id: world.id("V"),
    type: str(body, "type") === "home" ? "home" : "modal",
    user,
    previous,
    hash: hash(world),
    body,
    open: true,
    state: {},
    openedAt: world.now(),
  };
  world.views.set(view.id, view);
  world.ledger.changed();
  return view;
}

export function changeView(world: World, view: View, body: Obj): void {
  view.body = body;
  view.hash = hash(world);
  // What a person has entered survives an update where block and element keep their ids.
  const kept = new Set(objs(body, "blocks").map((b) => str(b, "block_id")));
  for (const block of Object.keys(view.state)) if (!kept.has(block)) delete view.state[block];
  world.ledger.changed();
}

const hash = (world: World): string => `${Math.floor(world.now() / 1000)}.${world.random.code(8)}`;

function trigger(world: World, id: string): string {
  const found = world.triggers.get(id);
  if (found === undefined) throw new ApiError("invalid_trigger_id");
  if (found.used) throw new ApiError("exchanged_trigger_id");
  if (performance.now() - found.at > (world.options.triggerMs ?? TRIGGER_MS)) throw new ApiError("expired_trigger_id");
  found.used = true;
  return found.user;
}

function update(world: World, args: Args): Obj {
  const external = args.text("external_id") ?? "";
  const view =
    external === ""
      ? world.views.get(args.need("view_id"))
      : [...world.views.values()].find((v) => v.open && str(v.body, "external_id") === external);
  if (view === undefined || !view.open) throw new ApiError("not_found");
  const expected = args.text("hash") ?? "";
  if (expected !== "" && expected !== view.hash) throw new ApiError("hash_conflict");
  const given = args.object("view");
  const same = external !== "" || str(given, "external_id") === str(view.body, "external_id");
  const body = accepted(world, same && given !== undefined ? { ...given, external_id: "" } : given, view.type);
  changeView(world, view, { ...body, external_id: str(given, "external_id") });
  return { view: wireView(world, view) };
}

export const views: Methods = {
  "views.open": {
    tier: 4,
    scopes: [],
    run: (world, args) => {
      const body = accepted(world, args.object("view"), "modal");
      const user = trigger(world, args.need("trigger_id"));
      return { view: wireView(world, openView(world, user, body, null)) };
    },
  },
  "views.push": {
    tier: 4,
    scopes: [],
    run: (world, args) => {
      const body = accepted(world, args.object("view"), "modal");
      const user = trigger(world, args.need("trigger_id"));
      const top = topView(world, user);
      if (top === undefined) throw new ApiError("not_found");
      if (depth(world, top) >= STACK_MAX) throw new ApiError("push_limit_reached");
      return { view: wireView(world, openView(world, user, body, top.id)) };
    },
  },
  "views.update": { tier: 4, scopes: [], run: update },
  "views.publish": {
    tier: 4,
    scopes: [],
    run: (world, args) => {
      const user = args.need("user_id");
      if (!world.users.has(user)) throw new ApiError("invalid_arguments");
      const body = accepted(world, args.object("view"), "home");
      const home = [...world.views.values()].find((v) => v.type === "home" && v.user === user);
      const expected = args.text("hash") ?? "";
      if (home !== undefined && expected !== "" && expected !== home.hash) throw new ApiError("hash_conflict");
      if (home === undefined) return { view: wireView(world, openView(world, user, body, null)) };
      changeView(world, home, body);
      return { view: wireView(world, home) };
    },
  },
};

/** The modal this person looks at. */
export const topView = (world: World, user: string): View | undefined =>
  [...world.views.values()].filter((v) => v.type === "modal" && v.user === user && v.open).at(-1);

export function depth(world: World, view: View): number {
  const below = view.previous === null ? undefined : world.views.get(view.previous);
  return below === undefined ? 1 : 1 + depth(world, below);
}
