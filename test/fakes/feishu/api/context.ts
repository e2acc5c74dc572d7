import type { Answer, Call } from "../http.ts";
import type { World } from "../state.ts";
import type { Rates } from "./rates.ts";

export interface Api {
  readonly world: World;
  readonly rates: Rates;
  /** A person's click waits for its answer: an update by its token that comes now is undone by that answer. */
  readonly undoneByAnswer: (messageId: string) => boolean;
}

export type Handler = (api: Api, call: Call) => Answer;

export interface Route {
  readonly method: string;
  /** `/open-apis/im/v1/messages/:message_id` */
  readonly path: string;
  readonly open?: true;
  readonly handle: Handler;
}
