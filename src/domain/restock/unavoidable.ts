import { addDays, type Day } from "../calendar/day.ts";
import type { Text } from "../value.ts";
import type { Ahead, PlanDetail } from "./detail.ts";
import { figure, wayName } from "./figures.ts";
import type { ProjectionDay } from "./types.ts";

// A sum of many floats misses whole units by a hair, and a hair is no stock-out.
const HAIR = 1e-6;

const isOut = (d: ProjectionDay): boolean => d.lost > HAIR;

/** `324 arrive on 2026-12-16`, and by a move where it is one. */
function arrivalText({ line }: Pick<PlanDetail, "line">, { day, arriving }: ProjectionDay): Text {
  const n = figure(arriving);
  const moved = (line.transfers ?? []).filter((m) => m.arrivesOn === day).reduce((sum, m) => sum + m.units, 0);
  return moved > 0 && moved >= arriving - HAIR
    ? { zh: `${day} 调拨的 ${n} 件到货`, en: `the move brings ${n} on ${day}` }
    : { zh: `${day} 在途的 ${n} 件到货`, en: `${n} ${n === "1" ? "arrives" : "arrive"} on ${day}` };
}

/** Which empty shelf an order that is there on `day` fills, where something else comes first. */
function answers(projection: readonly ProjectionDay[], day: Day): Text {
  const before = projection.findLastIndex((d) => d.day <= addDays(day, -1) && !isOut(d));
  const first = projection[before + 1];
  if (first && isOut(first) && first.day < day)
    return { zh: `，补上 ${first.day} 起的断货`, en: ` and ends the stock-out of ${first.day}` };
  const next = projection.find((d) => d.day >= day && isOut(d));
  return next
    ? { zh: `，赶在 ${next.day} 再次断货之前`, en: `, before the next stock-out on ${next.day}` }
    : { zh: "，供之后销售", en: " for the days after" };
}

/** More than this beyond what is saved on average is no rounding to a carton. */
const MUCH_MORE = 1.15;

/** `可救 40 件`, and why more fly than that: it may sell fast, or come late. */
export function savedText({ choice, order }: Pick<Ahead, "choice" | "order">): Text {
  const n = figure(choice.saves);
  const flies = Math.min(choice.flies, order.quantity);
  return flies > MUCH_MORE * choice.saves
    ? {
        zh: `平均可救 ${n} 件（按卖得快时的缺口备 ${figure(flies)} 件）`,
        en: `saves ${n} ${n === "1" ? "unit" : "units"} on average (${figure(flies)} fly in case it sells fast)`,
      }
    : { zh: `可救 ${n} 件`, en: `saves ${n} ${n === "1" ? "unit" : "units"}` };
}

/** A stock-out that nothing ordered today avoids: what comes first of all, be it on its way or moved, and what the order is for. */
export function unavoidableText(d: Pick<PlanDetail, "line">, { moved, choice, order }: Ahead, out: Day): Text {
  const chosen = wayName(choice.chosen.route);
  const saved = savedText({ choice, order });
  const saves: Text = choice.saves >= 1 ? { zh: `，${saved.zh}`, en: `, and ${saved.en}` } : { zh: "", en: "" };
  const coming = moved.filter((p) => p.day < choice.arrivesOn && p.arriving > HAIR);
  const ends = coming.find((p) => p.day >= out && !isOut(p));
  if (ends) {
    const [first, then] = [arrivalText(d, ends), answers(moved, choice.arrivesOn)];
    return {
      zh: `断货不可避免：${out} 断货，直到 ${first.zh}；这一单走${chosen.zh}，${choice.arrivesOn} 到${then.zh}${saves.zh}`,
      en: `cannot be avoided: out on ${out} until ${first.en}; the order, by ${chosen.en}, is there on ${choice.arrivesOn}${then.en}${saves.en}`,
    };
  }
  const soonest: Text =
    choice.notWorthIt && !d.line.earnsNothing
      ? { zh: `划算的最快${chosen.zh}也要 ${choice.arrivesOn} 到`, en: `${chosen.en} is the first that pays, on ${choice.arrivesOn}` }
      : coming.length > 0
        ? {
            zh: `今天下单最快${chosen.zh} ${choice.arrivesOn} 到`,
            en: `what is ordered today comes by ${chosen.en}, on ${choice.arrivesOn}`,
          }
        : { zh: `最快${chosen.zh}也要 ${choice.arrivesOn} 到`, en: `${chosen.en} comes first, on ${choice.arrivesOn}` };
  return {
    zh: `断货不可避免：${out} 断货，${soonest.zh}${saves.zh}`,
    en: `cannot be avoided: out on ${out}; ${soonest.en}${saves.en}`,
  };
}
