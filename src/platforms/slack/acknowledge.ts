import type { App, ReceiverEvent } from "@slack/bolt";

/**
 * Bolt acknowledges events before its listeners run. Here an acknowledgement is held back until they are done, which write down what was
 * asked and leave the work for later: what Slack was told was heard is not lost with the process.
 */
export function acknowledgedAfter(app: App): App {
  const held = Object.create(app) as App;
  held.processEvent = async (event: ReceiverEvent): Promise<void> => {
    let said: { readonly answer: unknown } | undefined;
    await app.processEvent({
      ...event,
      ack: async (answer?: unknown) => {
        said ??= { answer };
      },
    });
    if (said !== undefined) await event.ack(said.answer);
  };
  return held;
}
