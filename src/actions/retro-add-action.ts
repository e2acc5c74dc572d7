import { z } from "zod";
import { measured } from "../app/retro/effects.ts";
import { dayOf, type Fields, figureOf, kpiOf, memberOf, optional, written } from "../app/retro/fields.ts";
import { retroEntry, retroOf } from "../app/retro/found.ts";
import { frame } from "../app/retro/frame.ts";
import { retell, retroBinding, retroNow } from "../app/retro/now.ts";
import type { Action, Asker, Context } from "../app/types.ts";
import { addDays, type Day } from "../domain/calendar/day.ts";
import type { Kpi } from "../domain/kpi/kpi.ts";
import { UserError } from "../domain/user-error.ts";
import type { Retro } from "../ports/retros.ts";
import { dressed } from "../views/retro-dress.ts";
import { LABEL } from "../views/retro-forms.ts";
import { actionTaken } from "../views/retro-said.ts";

const args = z.object({ retro: z.int().nonnegative(), form: z.string().min(1) });

/** When the effect is looked at, where nobody says. */
const CHECK_AFTER_DAYS = 30;

interface Aim {
  readonly metric: string | null;
  readonly sku: string | null;
  readonly before: number | null;
  readonly expected: number | null;
  readonly checkOn: Day | null;
}

async function knownSku(word: string, { company }: Pick<Context, "company">): Promise<string> {
  const near = await company.findSkus(word, 5);
  const found = near.find((s) => s.sku === word);
  if (found) return found.sku;
  const others = near.map((s) => s.sku).join(", ");
  throw new UserError(
    "unknown-sku",
    {
      zh: `没有 SKU ${word}${others === "" ? "。" : `，相近的有：${others}`}`,
      en: `No SKU is called ${word}${others === "" ? "." : `; there are ${others}`}`,
    },
    { zh: "SKU 区分大小写；留空表示全部。", en: "SKUs are case-sensitive; leave it empty for all." },
  );
}

/** The figure of the month that was looked back on, as it was said; of a SKU, as it is known now. */
async function before(kpi: Kpi, sku: string | null, retro: Retro, context: Context, day: Day): Promise<number | null> {
  if (sku === null) {
    const value = retro.said.figures.find((f) => f.kpi === kpi.id)?.value ?? null;
    return value === null ? null : Number(value);
  }
  const binding = await retroBinding(context, retro);
  if (!binding) return null;
  const f = await frame(context, binding, { at: context.now, day }, retro.month);
  const value = await measured(f, kpi, f.period, sku);
  return value.kind === "missing" ? null : value.value;
}

/** What it is meant to bring: a KPI and to what, or neither. */
async function aimOf(fields: Fields, due: Day, retro: Retro, context: Context, today: Day): Promise<Aim> {
  const metric = optional(fields, "metric", LABEL.metric);
  const expected = optional(fields, "expected", LABEL.expected);
  const word = optional(fields, "sku", LABEL.sku);
  const sku = word === null ? null : await knownSku(word, context);
  const asked = dayOf(fields, "checkOn", LABEL.checkOn, today);
  if (metric === null && expected === null) return { metric: null, sku, before: null, expected: null, checkOn: asked };
  if (metric === null || expected === null) {
    throw new UserError(
      "half-an-effect",
      metric === null
        ? { zh: "写了预期，但没有选指标。", en: "There is an expected figure, but no KPI." }
        : { zh: "选了指标，但没有写预期到多少。", en: "There is a KPI, but no figure that is expected of it." },
      { zh: "两个都填，或两个都留空。", en: "Fill in both, or neither." },
    );
  }
  const kpi = kpiOf(metric, [...context.kpis.values()], LABEL.metric);
  return {
    metric: kpi.id,
    sku,
    before: await before(kpi, sku, retro, context, today),
    expected: figureOf(expected, kpi, LABEL.expected),
    checkOn: asked ?? addDays(due, CHECK_AFTER_DAYS),
  };
}

function dueOf(fields: Fields, today: Day): Day {
  const due = dayOf(fields, "due", LABEL.due, today);
  if (due === null) written(fields, "due", LABEL.due);
  return due ?? today;
}

const zoneOf = async (context: Context, retro: Retro, asker: Asker) => (await retroBinding(context, retro))?.zone ?? asker.zone;

/** Takes on an action. The program carries it until it is done, and looks at its effect. */
export const action: Action<z.infer<typeof args>> = {
  args,
  roles: "everyone",
  repeatable: false,
  async run({ retro: id, form }, context, asker, fields) {
    const retro = await retroOf(context, id);
    const today = context.today(await zoneOf(context, retro, asker));
    const what = written(fields, "what", LABEL.what);
    const owner = memberOf(written(fields, "owner", LABEL.owner), await context.company.members(), LABEL.owner);
    const due = dueOf(fields, today);
    const aim = await aimOf(fields, due, retro, context, today);
    const taken = { what, owner, due, ...aim, by: asker.member.slug, at: context.now };
    const made = await context.retros.takeOn(
      id,
      form,
      taken,
      retroEntry("retro-add-action", retro, { what, owner, due, ...aim }, context, asker),
    );
    await retell(context, id, dressed);
    const now = await retroNow(context, retro);
    return { message: actionTaken(made, now), data: made, audited: true };
  },
};
