import type { Day } from "../../domain/calendar/day.ts";
import type { Money } from "../../domain/money/money.ts";
import { money } from "../../domain/money/money.ts";
import { secondApprovalAmount } from "../../domain/policy/declared/purchase.ts";
import { resolvePolicy } from "../../domain/policy/policy.ts";
import { whySecond, type WhySecond } from "../../domain/purchase/second-person.ts";
import type { Member, Role } from "../../ports/company.ts";
import type { Purchase } from "../../ports/purchases.ts";
import { APPROVERS, may } from "../roles.ts";
import type { Asker, Context } from "../types.ts";

/** Whether one person's yes is enough, and who else could say it. */
export interface Ruling {
  /** null: it is enough. */
  readonly why: WhySecond | null;
  readonly limit: Money;
  /** Others who may approve. Empty: there is no second person, so that the first one's word has to do. */
  readonly others: readonly Member[];
}

/** Of several roles the one that may decide the most; the company's value where none has its own. */
function limitOf(roles: readonly Role[], overrides: Parameters<typeof resolvePolicy>[1], day: Day): number {
  const deciding: readonly Role[] = roles.includes("owner") ? ["owner", ...APPROVERS] : roles.filter((r) => APPROVERS.includes(r));
  return Math.max(...deciding.map((role) => resolvePolicy(secondApprovalAmount, overrides, { day, role }).value));
}

/** What they decided alone in the orders that these lines are of. */
const aloneBy = (lines: readonly Purchase[], slug: string) =>
  lines.filter((l) => (l.state === "approved" || l.state === "ordered") && l.by === slug && l.first === null && l.worth !== null);

/**
 * `worth`: what it costs in the company's currency, null where that cannot be told. `beside`: lines of the same supplier order; what is
 * decided on anew must not be among them.
 */
export async function ruling(
  context: Pick<Context, "company" | "policies" | "today">,
  asker: Pick<Asker, "member" | "roles">,
  worth: string | null,
  beside: readonly Purchase[],
): Promise<Ruling> {
  const [company, members, overrides] = await Promise.all([
    context.company.company(),
    context.company.members(),
    context.policies.overrides(),
  ]);
  // The limit of the day on which somebody decides, not of the day that the plan speaks of.
  const limit = limitOf(asker.roles, overrides, context.today(company.zone));
  const { slug } = asker.member;
  return {
    why: whySecond({
      amount: worth === null ? null : money(worth, company.currency).amount,
      before: aloneBy(beside, slug).map((l) => money(l.worth ?? 0, company.currency).amount),
      limit,
    }),
    limit: money(limit, company.currency),
    others: members.filter((m) => m.slug !== slug && may(APPROVERS, m.roles)),
  };
}

/** Whether it has to wait: a second person is wanted, and there is one. */
export const waits = ({ why, others }: Ruling): boolean => why !== null && others.length > 0;
