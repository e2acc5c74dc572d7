import { lookedAt } from "../app/retro/effects.ts";
import { frame, type Frame, retroRules } from "../app/retro/frame.ts";
import { lookBack } from "../app/retro/look.ts";
import { historyOf, retell, retroNow } from "../app/retro/now.ts";
import { type Scorecard, scorecard } from "../app/retro/scorecard.ts";
import { postKey } from "../app/run-job.ts";
import { sameJson } from "../app/same.ts";
import type { Context, Job, JobOutcome, Slot } from "../app/types.ts";
import { heldOn, monthBefore, retroDates } from "../domain/retro/dates.ts";
import { retroEscalateAfter } from "../domain/policy/declared/retro.ts";
import { lateDifferences } from "../domain/retro/late.ts";
import type { Binding } from "../ports/company.ts";
import type { Thread } from "../message/message.ts";
import type { Retro, Said } from "../ports/retros.ts";
import { noRetroMessage, saidOf, untoldMonth } from "../views/retro.ts";
import { dressed } from "../views/retro-dress.ts";
import { lateMessage } from "../views/retro-frozen.ts";

const NAME = "monthly-retro";

/** What the facts say of the month today, as it is to be kept. */
async function told(context: Context, channel: Binding, f: Frame, card: Scorecard, month: string): Promise<Said> {
  const history = await historyOf(context, channel, month, simulated(f));
  const names = new Map((await context.company.members()).map((m) => [m.slug, m.name]));
  const look = await lookBack(context, f, card, channel.zone, lookedAt(history.actions, month, history.before));
  return saidOf(look, month, { ...history, escalateAfter: f.rules(retroEscalateAfter) }, names);
}

/** Actions of the sample store are not carried into the months of the real ones. */
const simulated = (f: Frame): boolean => f.stores.every((s) => s.simulated);

/** The retro of the month as it stands after this slot: opened, said anew, or frozen when its day has come. Writes nothing in a dry run. */
async function brought(context: Context, channel: Binding, slot: Slot, f: Frame, card: Scorecard, month: string): Promise<Retro> {
  const { retros, now } = context;
  const known = await retros.of(channel, month);
  if (known && known.frozenAt !== null) return known;
  const said = await told(context, channel, f, card, month);
  const fresh = {
    platform: channel.platform,
    channel: channel.channel,
    month,
    said,
    key: postKey(NAME, channel, month),
    heldOn: heldOn(month, slot.day, retroRules(f.rules)),
    simulated: simulated(f),
    postedAt: now,
  };
  if (slot.dryRun === true) return known ? { ...known, said } : { ...fresh, id: 0, frozenAt: null, frozenBy: null, revision: 0 };
  const retro = known ?? (await retros.open(fresh));
  if (!sameJson(retro.said, said)) await retros.say(retro.id, said);
  if (slot.day >= retro.heldOn) {
    const entry = { at: now, by: "purser", what: "retro-freeze", on: retro.key, details: { heldOn: retro.heldOn } };
    return (await retros.freeze(retro.id, null, now, entry)).retro;
  }
  return (await retros.byId(retro.id)) ?? retro;
}

/** What came after the freeze, as a reply of its own. */
async function late(context: Context, f: Frame, card: Scorecard, retro: Retro): Promise<Thread["replies"]> {
  if (retro.frozenAt === null || retro.said.asOf >= f.today) return [];
  const now = new Map(card.lines.map((l) => [l.kpi.id, l.figure.value]));
  const message = lateMessage(lateDifferences(retro.said.figures, now), f.today, { retro, kpis: context.kpis });
  return message ? [{ key: "late", message }] : [];
}

/** Last month's facts in one thread, before anybody sits down; said anew each day until the retro, and frozen then. */
export const job: Job = {
  summary: {
    zh: "月度全链路复盘：八个板块自动填好，提前几天发出，开会当天冻结",
    en: "Monthly retro: eight blocks filled in by themselves, posted some days ahead, frozen on the day",
  },
  purpose: "retro",
  // Each morning, since the day is a policy; it says something on the day of the post, of the freeze, and where figures or actions changed.
  cron: "0 9 * * *",
  lateHours: 72,
  period: monthBefore,

  async run(context, channel, slot): Promise<JobOutcome> {
    const month = monthBefore(slot.day);
    const f = await frame(context, channel, slot, month);
    if (f.stores.length === 0) return { kind: "nothing", because: { zh: "还没有店铺", en: "there is no store yet" } };
    const { post, held } = retroDates(month, retroRules(f.rules));
    if (slot.day < post) {
      return {
        kind: "nothing",
        because: {
          zh: `${month} 的复盘 ${post} 发出，${held} 冻结`,
          en: `the retro of ${month} is posted on ${post} and frozen on ${held}`,
        },
      };
    }
    const card = await scorecard(context, f);
    const known = await context.retros.of(channel, month);
    if (!known && untoldMonth(card)) return { kind: "post", message: noRetroMessage(card, f) };
    const retro = await brought(context, channel, slot, f, card, month);
    const thread = dressed(await retroNow(context, retro));
    const more = await late(context, f, card, retro);
    const outcome = { kind: "thread", thread: { ...thread, replies: [...thread.replies, ...more] } } as const;
    if (slot.dryRun === true) return outcome;
    // Told anew here and not with the outcome: what somebody adds while the figures are read must not be overwritten by an older telling.
    await retell(context, retro.id, dressed);
    return { ...outcome, revises: more.map(({ key, message }) => ({ key: `${retro.key}:${key}`, message })) };
  },
};
