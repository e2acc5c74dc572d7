import { formKey } from "../src/app/retro/found.ts";
import { nearest, promoEntry, promoNamed, PROMO_PLANNERS, todayOf } from "../src/app/promo/found.ts";
import { frameOf } from "../src/app/promo/frame.ts";
import { promoPlanJson, promoReviewJson, promoStatusJson } from "../src/app/promo/json.ts";
import { planPromo } from "../src/app/promo/plan.ts";
import { reviewOf } from "../src/app/promo/review.ts";
import { statusOf } from "../src/app/promo/status.ts";
import { readPromoWords, type Verb, verbOf } from "../src/app/promo/words.ts";
import { forbidden, may } from "../src/app/roles.ts";
import type { Answer, Asker, Command, Context } from "../src/app/types.ts";
import type { Promo, PromoFrame } from "../src/domain/promo/types.ts";
import { newForm } from "../src/views/promo-forms.ts";
import { promoDeclared, promoList } from "../src/views/promo-list.ts";
import { promoPlan } from "../src/views/promo-plan.ts";
import { promoReview } from "../src/views/promo-review.ts";
import { promoStatus } from "../src/views/promo-status.ts";

type Args =
  | { readonly verb: "list" | "form" }
  | { readonly verb: "new"; readonly frame: PromoFrame }
  | { readonly verb: Exclude<Verb, "new">; readonly promo: Promo };

async function list(context: Context): Promise<Answer> {
  const [all, today] = await Promise.all([context.promos.all(), todayOf(context, context.today)]);
  const next = nearest(all, today);
  return { message: promoList(all, next, today), data: { promos: all } };
}

async function declare(frame: PromoFrame, context: Context, asker: Asker): Promise<Answer> {
  const entry = promoEntry("promo-new", null, { name: frame.name }, context, asker);
  const promo = await context.promos.declare(frame, `${formKey(context, asker)} ${frame.name}`, asker.member.slug, context.now, entry);
  const plan = await planPromo(context, promo);
  return { message: promoDeclared(plan, true), data: { promo, skus: plan.history.chosen } };
}

async function show(promo: Promo, verb: Exclude<Verb, "new">, context: Context, asker: Asker): Promise<Answer> {
  switch (verb) {
    case "plan": {
      const plan = await planPromo(context, promo);
      return { message: promoPlan(plan), data: promoPlanJson(plan, asker.clearance) };
    }
    case "status": {
      const status = await statusOf(context, promo);
      return { message: promoStatus(status), data: promoStatusJson(status) };
    }
    case "review": {
      const review = await reviewOf(context, promo);
      return { message: promoReview(review), data: promoReviewJson(review) };
    }
  }
}

export const command: Command<Args> = {
  summary: { zh: "大促：登记、备货、进度、复盘", en: "Promotions: declare, stock, follow, review" },
  usage: {
    zh: "[新建|备货|进度|复盘] 名称 [店铺] 起..止，可加 入仓 日期、报名 日期、上次 起..止、sku A,B、awd|minimal|optimized",
    en: "[new|plan|status|review] NAME [store] FROM..TO, with inbound DAY, sign-up DAY, last FROM..TO, sku A,B, awd|minimal|optimized",
  },
  examples: [
    "/promo",
    "/promo new",
    "/promo 新建",
    "/promo plan",
    "/promo 备货",
    '/promo new "Spring Sale 2027" amazon-us 2027-04-01..2027-04-04 inbound 2027-03-02 sign-up 2027-02-20',
    "/promo 新建 春促2027 amazon-us 2027-04-01..2027-04-04 入仓 2027-03-02 报名 2027-02-20",
  ],
  roles: "everyone",

  async parse(words, context, asker) {
    const [first = "", ...rest] = words;
    if (first === "") return { verb: "list" };
    const verb = verbOf(first);
    if (verb === "new") {
      if (!may(PROMO_PLANNERS, asker.roles)) throw forbidden({ zh: " /promo 新建", en: "/promo new" }, PROMO_PLANNERS);
      if (rest.length === 0) return { verb: "form" };
      return { verb, frame: await frameOf(await readPromoWords(rest, context), context) };
    }
    const name = (verb === undefined ? words : rest).join(" ");
    return { verb: verb ?? "plan", promo: await promoNamed(context, name, await todayOf(context, context.today)) };
  },

  async run(args, context, asker) {
    switch (args.verb) {
      case "list":
        return list(context);
      case "form":
        return { message: newForm(await context.company.stores(), formKey(context, asker)), data: null, reach: "asker" };
      case "new":
        return declare(args.frame, context, asker);
      case "plan":
      case "status":
      case "review":
        return show(args.promo, args.verb, context, asker);
    }
  },
};
