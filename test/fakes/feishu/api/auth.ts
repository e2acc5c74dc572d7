import { APP_SECRET_INVALID, APP_UNKNOWN, TOKEN_INVALID, TOKEN_MISSING } from "../codes.ts";
import { type Call, Refused } from "../http.ts";
import { SECOND, TOKEN_SECONDS } from "../limits.ts";
import type { Api, Route } from "./context.ts";

export const authRoutes: readonly Route[] = [
  {
    method: "POST",
    path: "/open-apis/auth/v3/tenant_access_token/internal",
    open: true,
    handle: ({ world }, { body }) => {
      if (body["app_id"] !== world.identity.appId) throw new Refused(APP_UNKNOWN, "invalid param", 200);
      if (body["app_secret"] !== world.identity.appSecret) throw new Refused(APP_SECRET_INVALID, "app secret invalid", 200);
      const now = world.now();
      const end = now + TOKEN_SECONDS * SECOND;
      const token = `t-${world.random.hex(30)}`;
      world.tokens.set(token, end);
      return { kind: "top", top: { tenant_access_token: token, expire: TOKEN_SECONDS } };
    },
  },
];

export function checkToken({ world }: Api, { token }: Call): void {
  if (token === undefined || token === "")
    throw new Refused(TOKEN_MISSING, "Missing access token for authorization. Please make a request with token attached.");
  const end = world.tokens.get(token);
  if (end === undefined || end <= world.now())
    throw new Refused(TOKEN_INVALID, "Invalid access token for authorization. Please make a test with correct token.");
}
