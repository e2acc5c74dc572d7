import { retroRules } from "../src/app/retro/frame.ts";
import { retroNow } from "../src/app/retro/now.ts";
import type { Asker, Command, Context } from "../src/app/types.ts";
import { policyReader } from "../src/domain/policy/reader.ts";
import { monthBefore, retroDates } from "../src/domain/retro/dates.ts";
import { UserError } from "../src/domain/user-error.ts";
import { readPeriod } from "../src/domain/words/read-period.ts";
import { resolvePeriod } from "../src/domain/words/resolve-period.ts";
import { periodCode } from "../src/domain/calendar/period-text.ts";
import type { Binding } from "../src/ports/company.ts";
import type { Retro } from "../src/ports/retros.ts";
import { noRetroYet, retroStatus } from "../src/views/retro-status.ts";

interface Args {
  /** YYYY-MM; null: the newest. */
  readonly month: string | null;
}

/** The channel's own retro, else that of this platform, else any: most companies have one. */
async function bindingFor({ company }: Pick<Context, "company">, asker: Asker): Promise<Binding | undefined> {
  const all = (await company.bindings()).filter((b) => b.purpose === "retro");
  return (
    all.find((b) => b.platform === asker.platform && b.channel === asker.channel) ??
    all.find((b) => b.platform === asker.platform) ??
    all[0]
  );
}

/** The asked month, or the newest one that was looked back on up to now. */
async function retroFor({ retros }: Pick<Context, "retros">, binding: Binding, month: string | null): Promise<Retro | undefined> {
  if (month !== null) return retros.of(binding, month);
  const [newest] = await retros.months(binding, 1);
  return newest && retros.byId(newest.id);
}

export const command: Command<Args> = {
  summary: { zh: "月度复盘进度：待答的异常、行动、冻结", en: "The monthly retro: what is to be answered, actions, freeze" },
  usage: { zh: "[月份]", en: "[MONTH]" },
  examples: ["/retro", "/retro last-month", "/retro 上月"],
  roles: "everyone",

  parse(words, context, asker) {
    if (words.length === 0) return { month: null };
    const text = words.join(" ");
    const word = readPeriod(text);
    const month =
      word && periodCode(resolvePeriod(word, context.today(asker.zone)).asked ?? resolvePeriod(word, context.today(asker.zone)).period);
    if (month !== undefined && /^\d{4}-\d{2}$/.test(month)) return { month };
    throw new UserError(
      "no-month",
      { zh: `“${text}”不是一个月份。`, en: `"${text}" is no month.` },
      {
        zh: "例如：/retro 2026-10、/retro 上月；不写则看最近一次",
        en: "For example /retro 2026-10 or /retro last-month; nothing for the newest",
      },
    );
  },

  async run({ month }, context, asker) {
    const binding = await bindingFor(context, asker);
    const today = context.today(binding?.zone ?? asker.zone);
    const asked = month ?? monthBefore(today);
    const rules = retroRules(policyReader(await context.policies.overrides(), { day: today }));
    if (!binding) return { message: noRetroYet(asked, null, null), data: { month: asked, retro: null } };
    const retro = await retroFor(context, binding, month);
    if (!retro) {
      const next = today.slice(0, 7);
      const dates =
        asked === monthBefore(today) ? { its: retroDates(asked, rules), next: { month: next, ...retroDates(next, rules) }, today } : null;
      return { message: noRetroYet(asked, dates, binding), data: { month: asked, retro: null } };
    }
    const now = await retroNow(context, retro);
    const { key, heldOn, frozenAt, frozenBy, said } = retro;
    const { answers, decisions } = now.entries;
    return {
      message: retroStatus(now, asker.member.slug),
      data: {
        month: retro.month,
        retro: { key, heldOn, frozenAt, frozenBy, asOf: said.asOf, events: said.events, answers, decisions, actions: now.actions },
      },
    };
  },
};
