import { KEEPERS } from "../app/roles.ts";
import { POLICIES } from "../domain/policy/all.ts";
import { type Policy, type PolicyScope, type PolicyValue, resolvePolicy } from "../domain/policy/policy.ts";
import { openPurser } from "../main.ts";
import type { CompanyData } from "../ports/company.ts";
import { dayOf, type Subcommand, text, UsageError } from "./subcommand.ts";
import { actingAs } from "./support/acting.ts";
import { planning, renewPlan } from "./support/plan.ts";

function valueOf(policy: Policy, written: string): PolicyValue {
  if (typeof policy.default === "boolean") {
    if (written !== "true" && written !== "false") throw new UsageError(`${policy.id}: "${written}" is neither true nor false`);
    return written === "true";
  }
  if (typeof policy.default === "string") {
    const allowed = policy.choices?.map((c) => c.value);
    if (allowed && !allowed.includes(written)) throw new UsageError(`${policy.id}: "${written}" is not one of ${allowed.join(", ")}`);
    return written;
  }
  const percent = /^(-?\d+(?:\.\d+)?)\s*%$/.exec(written);
  const n = percent ? Number(percent[1]) / 100 : Number(written);
  if (written.trim() === "" || !Number.isFinite(n)) throw new UsageError(`${policy.id}: "${written}" is no number (${policy.unit})`);
  if ((policy.min !== undefined && n < policy.min) || (policy.max !== undefined && n > policy.max)) {
    throw new UsageError(`${policy.id}: ${n} is outside ${policy.min ?? "-∞"} … ${policy.max ?? "∞"}`);
  }
  return n;
}

function scopeOf(values: Readonly<Record<string, string | boolean | undefined>>): PolicyScope {
  const [one, another] = (["sku", "role", "store"] as const).flatMap((kind) => {
    const key = text(values[kind]);
    return key === undefined ? [] : [{ kind, key }];
  });
  if (one && another) throw new UsageError(`--${one.kind} and --${another.kind}: a value is set for one of them`);
  return one ?? { kind: "company" };
}

/** A threshold for something that does not exist would never be used, and nobody would notice. */
async function refuseUnknown(scope: PolicyScope, company: CompanyData): Promise<void> {
  if (scope.kind === "store") {
    const codes = (await company.stores()).map((s) => s.code);
    if (!codes.includes(scope.key)) throw new UsageError(`--store ${scope.key}: not known. Known: ${codes.join(", ") || "none yet"}`);
  }
  if (scope.kind === "sku") {
    const near = await company.findSkus(scope.key, 5);
    if (near[0]?.sku !== scope.key)
      throw new UsageError(`--sku ${scope.key}: not known.${near.length > 0 ? ` Did you mean ${near.map((s) => s.sku).join(", ")}?` : ""}`);
  }
}

/** Nor is one that is read for wider scopes only. */
function refuseUnread(policy: Policy, { kind }: PolicyScope): void {
  if (policy.scopes === undefined || policy.scopes.includes(kind)) return;
  const wider = policy.scopes.map((s) => (s === "company" ? "the company (no option)" : `--${s}`));
  throw new UsageError(`${policy.id} is not looked up by ${kind}; it is set for ${wider.join(" or ")}`);
}

const scopeText = (s: PolicyScope): string => (s.kind === "company" ? "company" : `${s.kind} ${s.key}`);

/** `purser policy list|set|history` */
export const subcommand: Subcommand = {
  summary: "Thresholds: every one with its unit, its value in force and where its default comes from.",
  usage: "list [TEXT] | set ID VALUE [--store S | --role R | --sku K] [--from YYYY-MM-DD] [--to YYYY-MM-DD] [--as MEMBER] | history ID",
  options: {
    store: { type: "string" },
    role: { type: "string" },
    sku: { type: "string" },
    from: { type: "string" },
    to: { type: "string" },
    as: { type: "string" },
  },
  async run({ values, positionals: [verb, id, written] }, io) {
    if (verb !== "list" && verb !== "set" && verb !== "history") throw new UsageError('expected "list", "set ID VALUE" or "history ID"');
    await using purser = await openPurser(io.config);
    const { policies, company, audit } = purser.ports;
    const today = purser.today((await company.company()).zone);
    if (verb === "list") {
      const overrides = await policies.overrides();
      for (const p of POLICIES.filter((x) => id === undefined || x.id.includes(id))) {
        const now = resolvePolicy(p, overrides, { day: today });
        io.out(
          `${p.id} = ${p.unset && !now.override ? "not set" : String(now.value)} ${p.unit}${now.override ? ` (set by ${now.override.by}; ${p.unset ? "no default" : `default ${String(p.default)}`})` : ""}\n    ${p.name.en}. ${p.source}`,
        );
        for (const o of overrides.filter((x) => x.policy === p.id && x.scope.kind !== "company"))
          io.out(`    ${scopeText(o.scope)}: ${String(o.value)} from ${o.from}${o.to ? ` to ${o.to}` : ""} by ${o.by}`);
      }
      return 0;
    }
    const policy = POLICIES.find((p) => p.id === id);
    if (!policy)
      throw new UsageError(
        id === undefined ? "which policy? (npm run purser -- policy list)" : `there is no policy "${id}" (npm run purser -- policy list)`,
      );
    if (verb === "history") {
      for (const o of await policies.history(policy.id))
        io.out(`${o.at.toISOString()}  ${scopeText(o.scope)}  ${String(o.value)}  from ${o.from}${o.to ? ` to ${o.to}` : ""}  by ${o.by}`);
      io.out(`default  ${policy.unset ? "not set" : String(policy.default)}  ${policy.source}`);
      return 0;
    }
    if (written === undefined)
      throw new UsageError(
        `which value? ${policy.id} is ${policy.unset ? "not set" : `${String(policy.default)} ${policy.unit} unless it is set`}`,
      );
    const from = dayOf(values, "from") ?? today;
    const to = dayOf(values, "to") ?? null;
    if (to !== null && to < from) throw new UsageError(`--to ${to} is before --from ${from}`);
    const by = await actingAs(values, company, KEEPERS, { zh: "修改规则参数", en: "change a policy" });
    const scope = scopeOf(values);
    refuseUnread(policy, scope);
    await refuseUnknown(scope, company);
    const value = valueOf(policy, written);
    const at = purser.clock.now();
    await policies.set({ policy: policy.id, scope, value, from, to, by }, at);
    await audit.record({ at, by, what: "policy-set", on: policy.id, details: { scope, value } });
    await renewPlan(purser, planning(io));
    io.out(`${policy.id} = ${String(value)} for ${scopeText(scope)}`);
    return 0;
  },
};
