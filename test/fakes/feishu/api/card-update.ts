import { CARD_TOKEN_SPENT } from "../codes.ts";
import { data, Refused } from "../http.ts";
import { fields, text } from "../json.ts";
import { CARD_TOKEN_LIVES_MS, CARD_TOKEN_USES } from "../limits.ts";
import { badParameter, checkCard } from "./content.ts";
import type { Route } from "./context.ts";

/** The update by the token of a click. */
export const cardUpdateRoutes: readonly Route[] = [
  {
    method: "POST",
    path: "/open-apis/interactive/v1/card/update",
    handle: ({ world, undoneByAnswer }, { body }) => {
      const token = world.cardTokens.get(text(body["token"]));
      const message = token === undefined ? undefined : world.messages.get(token.messageId);
      if (token === undefined || message === undefined) throw badParameter("invalid token");
      if (token.uses >= CARD_TOKEN_USES || world.now() - token.at > CARD_TOKEN_LIVES_MS)
        throw new Refused(CARD_TOKEN_SPENT, "The token is expired or used up.");
      const { open_ids: _, ...card } = fields(body["card"]);
      const content = JSON.stringify(card);
      checkCard(world, content);
      token.uses += 1;
      const at = world.now();
      message.versions.push({ at, content, by: "card-token" });
      // The answer to the click, when it comes, puts the old card back: update after it, never before.
      if (undoneByAnswer(message.messageId)) return data({});
      message.content = content;
      message.updatedAt = at;
      return data({});
    },
  },
];
