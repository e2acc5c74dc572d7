import { UserError } from "../domain/user-error.ts";
import type { Sensitivity, Text } from "../domain/value.ts";
import type { Role } from "../ports/company.ts";
import type { Allowed } from "./types.ts";

export const ROLE_NAME: Readonly<Record<Role, Text>> = {
  owner: { zh: "老板", en: "owner" },
  product: { zh: "产品经理", en: "product" },
  operator: { zh: "运营", en: "operator" },
  analyst: { zh: "数据分析", en: "analyst" },
  supply: { zh: "供应链", en: "supply" },
  service: { zh: "客服", en: "service" },
  finance: { zh: "财务", en: "finance" },
  admin: { zh: "管理员", en: "admin" },
};

/** Who may see costs and margins where nobody else listens. */
const MARGIN_ROLES: readonly Role[] = ["owner", "finance"];

/** Who may decide that something is bought. The owner may everything. */
export const APPROVERS: readonly Role[] = ["supply", "finance"];
/** Who decides where Purser speaks and what it may say there. */
export const KEEPERS: readonly Role[] = ["admin"];

export function may(allowed: Allowed, roles: readonly Role[]): boolean {
  return allowed === "everyone" || roles.includes("owner") || allowed.some((role) => roles.includes(role));
}

/** What these roles see in private. Nothing is told of persons. */
export function ownClearance(roles: readonly Role[]): Sensitivity {
  return roles.some((role) => MARGIN_ROLES.includes(role)) ? "margin" : "internal";
}

/** The refusal, naming who may. */
export function forbidden(what: Text, allowed: Allowed): UserError {
  const roles = allowed === "everyone" ? [] : allowed;
  return new UserError(
    "forbidden",
    { zh: `你的角色不能使用${what.zh}。`, en: `Your role may not use ${what.en}.` },
    {
      zh: `可以使用的角色：${roles.map((r) => ROLE_NAME[r].zh).join("、")}。角色由管理员设置。`,
      en: `It is for: ${roles.join(", ")}. An admin sets the roles.`,
    },
  );
}
