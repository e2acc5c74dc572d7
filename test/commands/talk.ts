import { type DispatchDeps, makeHandlers } from "../../src/app/dispatch.ts";
import type { Action, Context } from "../../src/app/types.ts";
import { FakeClock, fakeRandom } from "../fakes/clock.ts";

/** The app as a platform meets it, at the moment of the context; `actions` are those that a card of the test can hold. */
export function talk(context: Context, actions: Readonly<Record<string, Action>>, more: Partial<DispatchDeps> = {}) {
  return makeHandlers({
    platform: "fake",
    loopback: false,
    clock: new FakeClock(context.now.toISOString()),
    random: fakeRandom(),
    contextAt: () => context,
    actions: new Map(Object.entries(actions)),
    intake: () => Promise.resolve(undefined),
    home: () => Promise.reject(new Error("nobody opens a page here")),
    ...more,
  });
}
