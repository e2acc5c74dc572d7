import { USER_INVALID, USER_OUT_OF_SCOPE } from "../codes.ts";
import { data, Refused } from "../http.ts";
import { list, text } from "../json.ts";
import type { FakeUser } from "../state.ts";
import type { Route } from "./context.ts";

const idOf = (user: FakeUser, kind: string): string =>
  kind === "union_id" ? user.unionId : kind === "user_id" ? user.userId : user.openId;

export const peopleRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/open-apis/bot/v3/info",
    handle: ({ world }) => ({
      kind: "top",
      top: {
        bot: { activate_status: 2, app_name: world.identity.botName, avatar_url: "", ip_white_list: [], open_id: world.identity.botOpenId },
      },
    }),
  },
  {
    method: "POST",
    path: "/open-apis/contact/v3/users/batch_get_id",
    handle: ({ world }, { query, body }) =>
      data({
        user_list: list(body["emails"]).map((email) => {
          const user = world.userBy("email", text(email));
          return user === undefined || user.outOfReach ? { email } : { email, user_id: idOf(user, query.get("user_id_type") ?? "open_id") };
        }),
      }),
  },
  {
    method: "GET",
    path: "/open-apis/contact/v3/users/:user_id",
    handle: ({ world }, { params, query }) => {
      const user = world.userBy(query.get("user_id_type") ?? "open_id", params["user_id"] ?? "");
      if (user === undefined) throw new Refused(USER_INVALID, "invalid user id");
      if (user.outOfReach) throw new Refused(USER_OUT_OF_SCOPE, "no user authority error");
      return data({
        user: {
          open_id: user.openId,
          union_id: user.unionId,
          user_id: user.userId,
          name: user.name,
          en_name: "",
          ...(user.email === undefined ? {} : { email: user.email, enterprise_email: user.email }),
          status: { is_frozen: false, is_resigned: false, is_activated: true },
        },
      });
    },
  },
];
