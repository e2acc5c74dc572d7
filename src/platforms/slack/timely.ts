import { Agent, type Dispatcher } from "undici";

/** Stops a request at the last moment before it is written, if it was asked for too long ago. */
function timely(handler: Dispatcher.DispatchHandler, tooLate: () => boolean): Dispatcher.DispatchHandler {
  return {
    onRequestStart: (controller, context) => {
      if (tooLate()) controller.abort(new Error("not sent: the process or the connection slept for too long"));
      handler.onRequestStart?.(controller, context);
    },
    onRequestUpgrade: (...told) => handler.onRequestUpgrade?.(...told),
    onResponseStart: (...told) => handler.onResponseStart?.(...told),
    onResponseData: (...told) => handler.onResponseData?.(...told),
    onResponseEnd: (...told) => handler.onResponseEnd?.(...told),
    onResponseError: (...told) => handler.onResponseError?.(...told),
  };
}

/**
 * `fetch` whose request leaves within `limit` ms or not at all. A timer cannot promise that: a process that slept (a closed laptop, a
 * machine that is moved) goes on where it was, and the connection that has come about meanwhile is served before any timer. By then another
 * process may have looked for the post, not found it, and sent it.
 */
export function timelyFetch(limit: number, now: () => number = () => performance.now()): typeof fetch {
  const agent = new Agent();
  return (input, init) => {
    const asked = now();
    const dispatcher = agent.compose(
      (dispatch) => (options, handler) =>
        dispatch(
          options,
          timely(handler, () => now() - asked > limit),
        ),
    );
    // The option is undici's, of which Node's fetch is made; the types of fetch do not know it.
    const options: RequestInit & { readonly dispatcher: Dispatcher } = { ...init, dispatcher };
    return fetch(input, options);
  };
}
