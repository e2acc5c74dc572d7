import { z } from "zod";
import { shareField, skuField } from "../app/promo/fields.ts";
import { openPromo, PROMO_PLANNERS, promoEntry, promoOf } from "../app/promo/found.ts";
import { planPromo } from "../app/promo/plan.ts";
import { written } from "../app/retro/fields.ts";
import type { Action } from "../app/types.ts";
import { ASSUMPTION_TOPICS, type AssumptionTopic } from "../domain/promo/types.ts";
import { TOPIC_NAME } from "../domain/promo/words.ts";
import { UserError } from "../domain/user-error.ts";
import { PROMO_LABEL } from "../views/promo-forms.ts";
import { promoPlan } from "../views/promo-plan.ts";

const args = z.object({ promo: z.int().positive(), form: z.string().min(1) });

function topicOf(text: string): AssumptionTopic {
  const found = ASSUMPTION_TOPICS.find((x) => x === text || TOPIC_NAME[x].zh === text || TOPIC_NAME[x].en === text.toLowerCase());
  if (found) return found;
  throw new UserError(
    "field-no-choice",
    { zh: `“${PROMO_LABEL.topic.zh}”没有“${text}”这一项。`, en: `"${PROMO_LABEL.topic.en}" has no "${text}".` },
    {
      zh: `可选：${ASSUMPTION_TOPICS.map((x) => TOPIC_NAME[x].zh).join("、")}`,
      en: `There are ${ASSUMPTION_TOPICS.map((x) => TOPIC_NAME[x].en).join(", ")}`,
    },
  );
}

/** No discount gives more than the price away, and no event sells less than nothing. */
function refuseBeyond(topic: AssumptionTopic, share: number): void {
  const [low, high] = topic === "discount" ? [0, 0.95] : [-1, 20];
  if (share >= low && share <= high) return;
  throw new UserError("field-beyond", {
    zh: `“${TOPIC_NAME[topic].zh}”是 ${share * 100}%，应在 ${low * 100}% 到 ${high * 100}% 之间。`,
    en: `"${TOPIC_NAME[topic].en}" is ${share * 100}%; from ${low * 100}% to ${high * 100}% was expected.`,
  });
}

/** Keeps an assumption with its author and reason, and shows the plan that follows. */
export const action: Action<z.infer<typeof args>> = {
  args,
  roles: PROMO_PLANNERS,
  repeatable: false,
  async run({ promo: id, form }, context, asker, fields) {
    const promo = await openPromo(context, id);
    const topic = topicOf(written(fields, "topic", PROMO_LABEL.topic));
    const sku = await skuField(fields, "sku", PROMO_LABEL.sku, context);
    const share = shareField(fields, "share", PROMO_LABEL.share);
    refuseBeyond(topic, share);
    const why = written(fields, "why", PROMO_LABEL.why);
    const entry = promoEntry("promo-assume", promo, { topic, share, why, ...(sku !== null && { sku }) }, context, asker);
    const added = await context.promos.add(id, form, { kind: "assumption", sku, topic, share, why }, asker.member.slug, context.now, entry);
    return { message: promoPlan(await planPromo(context, await promoOf(context, id)), added.id), data: added, audited: true };
  },
};
