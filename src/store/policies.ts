import type { PolicyOverride, PolicyScope, PolicyValue } from "../domain/policy/policy.ts";
import type { Policies } from "../ports/policies.ts";
import type { Prisma, PrismaClient } from "./client/client.ts";
import { dateOf, dateOrNull, dayOf, dayOrNull } from "./rows.ts";

function scopeOf(kind: string, key: string): PolicyScope {
  switch (kind) {
    case "company":
      return { kind };
    case "store":
    case "role":
    case "sku":
      return { kind, key };
    default:
      throw new Error(`policy_override has the scope "${kind}", which is none`);
  }
}

function overrideOf(row: Prisma.PolicyOverrideModel): PolicyOverride {
  return {
    policy: row.policy,
    scope: scopeOf(row.scope_kind, row.scope_key),
    value: row.value as PolicyValue,
    from: dayOf(row.from_day),
    to: dayOrNull(row.to_day),
    by: row.by,
    at: row.at,
  };
}

/** Nothing is ever overwritten: a later override wins over an earlier one, and both stay as history. */
export function policies(prisma: PrismaClient): Policies {
  const orderBy = [{ at: "asc" }, { id: "asc" }] as const;
  return {
    overrides: async () => (await prisma.policyOverride.findMany({ orderBy: [...orderBy] })).map(overrideOf),
    history: async (policy) => (await prisma.policyOverride.findMany({ where: { policy }, orderBy: [...orderBy] })).map(overrideOf),
    set: async (o, at) => {
      await prisma.policyOverride.create({
        data: {
          policy: o.policy,
          scope_kind: o.scope.kind,
          scope_key: o.scope.kind === "company" ? "" : o.scope.key,
          value: o.value,
          from_day: dateOf(o.from),
          to_day: dateOrNull(o.to),
          by: o.by,
          at,
        },
      });
    },
  };
}
