import type { Place, Snooze } from "../../domain/alerts/attention.ts";
import { addDays, type Day, parseDay } from "../../domain/calendar/day.ts";
import { dueUnits, etaOf, type Shipment } from "../../domain/shipments/types.ts";
import { UserError } from "../../domain/user-error.ts";
import type { Text } from "../../domain/value.ts";
import type { Role } from "../../ports/company.ts";

export type Fields = Readonly<Record<string, string>>;

/** Who may say who looks after a line, and when it is told again. The owner may everything. */
export const LOOKERS: readonly Role[] = ["supply", "operator", "product"];

export const LABEL = {
  line: { zh: "哪个 SKU", en: "Which SKU" },
  how: { zh: "暂缓到什么时候", en: "Until when" },
  until: { zh: "到哪天（选日期时填）", en: "Until this day (where a day is chosen)" },
  reason: { zh: "原因", en: "Why" },
  member: { zh: "交给谁", en: "Who is on it" },
} as const satisfies Record<string, Text>;

export const HOW = ["1", "3", "7", "day", "arrival", "not-before"] as const;

/** Longer than this nobody remembers why. */
const MOST_DAYS = 366;
const LATE_AGAIN_DAYS = 7;
const LONGEST_REASON = 200;

export const lineText = ({ sku, warehouse }: Place): string => `${sku} · ${warehouse}`;

/** The line that a form is about: its only one, or the chosen one. */
export function chosenLine(lines: readonly Place[], fields: Fields): Place {
  const [first] = lines;
  const wanted = fields["line"]?.trim() ?? "";
  const found = lines.find((l) => lineText(l) === wanted) ?? (wanted === "" && lines.length === 1 ? first : undefined);
  if (found) return found;
  throw new UserError(
    "field-no-line",
    wanted === ""
      ? { zh: "没有选 SKU。", en: "No SKU was chosen." }
      : { zh: `没有“${wanted}”这一行。`, en: `There is no line "${wanted}".` },
    { zh: `可选：${lines.slice(0, 8).map(lineText).join("、")}`, en: `There are ${lines.slice(0, 8).map(lineText).join(", ")}` },
  );
}

export function reasonOf(fields: Fields): string | null {
  const text = fields["reason"]?.trim() ?? "";
  if (text.length > LONGEST_REASON)
    throw new UserError("reason-too-long", {
      zh: `原因有 ${text.length} 个字，最多 ${LONGEST_REASON} 个。`,
      en: `The reason has ${text.length} characters; at most ${LONGEST_REASON}.`,
    });
  return text === "" ? null : text;
}

function dayIn(fields: Fields, today: Day): Day {
  const text = fields["until"]?.trim() ?? "";
  const day = parseDay(text);
  if (day !== undefined && day > today && day <= addDays(today, MOST_DAYS)) return day;
  throw new UserError(
    "bad-until",
    text === ""
      ? { zh: "选了日期，但没有填到哪天。", en: "A day was chosen, but not which." }
      : {
          zh: `“${text}”不行：应为 ${addDays(today, 1)} 到 ${addDays(today, MOST_DAYS)} 之间的日期。`,
          en: `"${text}" will not do: a day from ${addDays(today, 1)} to ${addDays(today, MOST_DAYS)} is expected.`,
        },
    { zh: `例如 ${addDays(today, 14)}`, en: `For example ${addDays(today, 14)}` },
  );
}

/** The next shipment that brings something of a line, by ETA. */
export function nextShipment(shipments: readonly Shipment[], { warehouse, sku }: Place): Shipment | undefined {
  const bringing = shipments.filter((s) => s.warehouse === warehouse && s.lines.some((l) => l.sku === sku && dueUnits(l) > 0));
  return bringing.toSorted((a, b) => ((etaOf(a.lines) ?? "9999") < (etaOf(b.lines) ?? "9999") ? -1 : 1))[0];
}

/** Until when, as the form says. Throws where a day is missing or gone by, or where nothing is on its way to wait for. */
export function untilOf(fields: Fields, today: Day, next: Shipment | undefined): Pick<Snooze, "kind" | "until" | "awaits"> {
  const how = HOW.find((h) => h === fields["how"]);
  switch (how) {
    case "1":
    case "3":
    case "7":
      return { kind: "snooze", until: addDays(today, Number(how)), awaits: null };
    case "day":
      return { kind: "snooze", until: dayIn(fields, today), awaits: null };
    case "not-before":
      return { kind: "not-before", until: dayIn(fields, today), awaits: null };
    case "arrival": {
      if (!next)
        throw new UserError(
          "nothing-coming",
          { zh: "没有在途货件，等不到货。", en: "Nothing of it is on its way, so there is nothing to wait for." },
          { zh: "改选天数，或先登记货件。", en: "Choose days instead, or book the shipment first." },
        );
      const eta = etaOf(next.lines);
      // Back on the day after it should have come; late already, or without a day: a week, in which somebody asks where it is.
      return {
        kind: "snooze",
        until: eta !== null && eta >= today ? addDays(eta, 1) : addDays(today, LATE_AGAIN_DAYS),
        awaits: next.number,
      };
    }
    case undefined:
      throw new UserError(
        "field-no-how",
        { zh: "没有选暂缓到什么时候。", en: "It was not said until when." },
        { zh: "选 1、3、7 天，某天，到货为止，或某天前不再提。", en: "Choose 1, 3 or 7 days, a day, the arrival, or not before a day." },
      );
  }
}
