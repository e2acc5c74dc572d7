import type { PromoPlan } from "../app/promo/plan.ts";
import type { Standing } from "../domain/promo/standing.ts";
import type { Assumption, Commitment, Promo, PromoEntry, Spend } from "../domain/promo/types.ts";
import { TOPIC_NAME } from "../domain/promo/words.ts";
import { figure } from "../domain/restock/figures.ts";
import type { Text } from "../domain/value.ts";
import { type Button, type Message, message } from "../message/message.ts";
import { PROMO_LABEL } from "./promo-forms.ts";
import { money, moneySaid, openButton, percent, t } from "./promo-values.ts";

/** What a person entered and may take back. */
export type Undoable = PromoEntry<Assumption> | PromoEntry<Commitment> | PromoEntry<Spend>;

/** Newest first: what is wrong was mostly entered just now. */
export const undoable = ({ assumptions, commitments, spends }: Standing): readonly Undoable[] =>
  [...assumptions, ...commitments, ...spends].toSorted((a, b) => b.id - a.id);

/** `全部 SKU：大促增幅 +80%，去年同档` */
export function assumedText({ sku, topic, share, why }: Assumption): Text {
  const name = TOPIC_NAME[topic];
  const said = topic === "discount" ? `${figure(share * 100)}%` : percent(share);
  return t(`${sku ?? "全部 SKU"}：${name.zh} ${said}，${why}`, `${sku ?? "all SKUs"}: ${name.en} ${said}, ${why}`);
}

/** What an entry says. `costs`: whether the reader may see what a spend came to. */
export function entryText({ note }: Undoable, costs: boolean): Text {
  switch (note.kind) {
    case "assumption":
      return assumedText(note);
    case "commitment":
      return t(`${note.creator}：${note.sku} ${figure(note.units)} 件`, `${note.creator}: ${figure(note.units)} of ${note.sku}`);
    case "spend": {
      const amount = moneySaid(note.amount, note.currency);
      return costs ? t(`${note.what}：${amount.zh}`, `${note.what}: ${amount.en}`) : t(note.what);
    }
  }
}

const TAKE_BACK: Readonly<Record<Undoable["note"]["kind"], Text>> = {
  assumption: t("撤回这条假设", "Take it back"),
  commitment: t("撤回这条承诺", "Take it back"),
  spend: t("撤回这笔支出", "Take it back"),
};

/** On the answer to what was entered: a slip is seen at once. */
export const takeBack = (promo: number, entry: number, kind: Undoable["note"]["kind"]): Button => ({
  label: TAKE_BACK[kind],
  style: "danger",
  deed: { action: "promo-withdraw", args: { promo, entry } },
});

/** Where a plan offers to take something back: what was just added, else a choice of all that stands. */
export function undoButtons({ promo, standing }: Pick<PromoPlan, "promo" | "standing">, added: number | null): Button[] {
  const all = undoable(standing);
  const just = all.find((e) => e.id === added);
  if (just) return [takeBack(promo.id, just.id, just.note.kind)];
  return all.length > 0 ? [openButton(promo, "undo", "撤回填错的", "Take something back")] : [];
}

const KIND: Readonly<Record<Undoable["note"]["kind"], Text>> = {
  assumption: t("假设", "assumption"),
  commitment: t("达人承诺", "commitment"),
  spend: t("应急支出", "spend"),
};

/** Slack's option label. */
const OPTION_CHARS = 70;
const OPTIONS = 100;

/** All that stands and that the asker may take back, to choose from. */
export function undoForm(promo: Promo, entries: readonly Undoable[], costs: boolean): Message {
  const title = t(`撤回：${promo.name}`, `Take back: ${promo.name}`);
  if (entries.length === 0) {
    return message({ title, lead: t("没有你可以撤回的内容。", "There is nothing here that you may take back.") });
  }
  return message({
    title,
    lead: t("撤回后不再计入，记录保留。", "What is taken back counts no more; that it was said is kept."),
    blocks: [
      {
        kind: "form",
        deed: { action: "promo-withdraw", args: { promo: promo.id } },
        submit: t("撤回", "Take it back"),
        fields: [
          {
            name: "entry",
            label: PROMO_LABEL.entry,
            type: "select",
            required: true,
            options: entries.slice(0, OPTIONS).map((e) => {
              const [kind, said] = [KIND[e.note.kind], entryText(e, costs)];
              return {
                value: String(e.id),
                label: t(`${kind.zh} · ${said.zh}`.slice(0, OPTION_CHARS), `${kind.en} · ${said.en}`.slice(0, OPTION_CHARS)),
              };
            }),
          },
        ],
      },
    ],
  });
}

const DONE: Readonly<Record<Undoable["note"]["kind"], Text>> = {
  assumption: t("已撤回一条假设", "Taken back: an assumption"),
  commitment: t("已撤回一条达人承诺", "Taken back: a creator commitment"),
  spend: t("已撤回一笔应急支出", "Taken back: an emergency spend"),
};

/** What is said of an entry that counts no more. */
export function promoTakenBack(p: PromoPlan, entry: Undoable): Message {
  const said = entryText(entry, false);
  const budget = entry.note.kind === "spend" ? p.emergency : null;
  return message({
    title: DONE[entry.note.kind],
    tone: "good",
    lead: t(`${said.zh}。不再计入，记录保留。`, `${said.en}. It counts no more; that it was said is kept.`),
    blocks:
      budget === null
        ? []
        : [
            {
              kind: "facts",
              facts: [{ label: t("应急支出还有", "Still spent"), value: money(budget.spent, p.currency, t("未知", "not known")) }],
            },
          ],
    actions: [openButton(p.promo, "plan", "看备货方案", "What to stock"), ...undoButtons(p, null)],
    basis: { asOf: p.asOf, stores: p.promo.stores, simulated: p.simulated },
  });
}
