import type { Handlers } from "../../ports/chat-platform.ts";
import type { Log } from "../../ports/system.ts";
import type { Directory } from "./audience.ts";
import type { WebClient } from "./client.ts";
import { drawHome } from "./draw/message.ts";
import type { Pause } from "../common/patience.ts";
import { patiently } from "./patience.ts";

export interface Home {
  /** Draws a person's own page anew. Asked again while it is at work, it does so once more afterwards. */
  show(account: string): void;
}

export interface HomeNeeds {
  readonly client: WebClient;
  readonly people: Directory;
  readonly pause: Pause;
  readonly log: Log;
  readonly background: (run: (handlers: Handlers) => Promise<void>) => void;
}

export function makeHome({ client, people, pause, log, background }: HomeNeeds): Home {
  const drawing = new Map<string, { again: boolean }>();

  async function publish(account: string, handlers: Handlers): Promise<void> {
    const person = await people.language(account);
    const sealed = await handlers.home({ account }, person);
    if (sealed === undefined) return;
    await patiently(() => client.views.publish({ user_id: account, view: drawHome(sealed) }), pause);
  }

  return {
    show(account) {
      const current = drawing.get(account);
      if (current !== undefined) {
        current.again = true;
        return;
      }
      background(async (handlers) => {
        const state = { again: false };
        drawing.set(account, state);
        try {
          do {
            state.again = false;
            await publish(account, handlers);
          } while (state.again);
        } catch (error) {
          log.error("slack.home-not-drawn", error, { account });
        } finally {
          drawing.delete(account);
        }
      });
    },
  };
}
