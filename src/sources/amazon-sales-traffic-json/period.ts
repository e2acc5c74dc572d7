import { expected, future, plainly } from "../tables/said.ts";
import type { Lacking, OpenedFile } from "../../app/types.ts";
import { addDays, type Day, daysBetween, earlier, endOfMonth, parseDay } from "../../domain/calendar/day.ts";
import type { Period } from "../../domain/calendar/period.ts";
import { UserError } from "../../domain/user-error.ts";
import { Rejected } from "../tables/rejected.ts";
import { ByDate, Report } from "./schema.ts";

const GRANULARITIES = ["DAY", "WEEK", "MONTH"] as const;
type Granularity = (typeof GRANULARITIES)[number];
const WEEK_DAYS = 7;

export const dayIn = (text: string | null | undefined): Day | undefined => (text ? parseDay(text.slice(0, 10)) : undefined);

/** The document as a report, or a refusal that names the first place that is not one. */
export function reportIn(name: string, value: unknown): Report {
  const parsed = Report.safeParse(value);
  if (parsed.success) return parsed.data;
  const at = parsed.error.issues[0];
  throw new UserError("malformed-report", {
    zh: `${name}：${at?.path.join(".") ?? ""} 的结构不是亚马逊销售与流量报告。`,
    en: `${name}: ${at?.path.join(".") ?? "the document"} is not what a Sales and Traffic report has there (${at?.message ?? ""}).`,
  });
}

/** Days that the request was for, where the file says so. */
export function requested(report: Report): Period | undefined {
  const from = dayIn(report.reportSpecification?.dataStartTime);
  const to = dayIn(report.reportSpecification?.dataEndTime);
  return from !== undefined && to !== undefined && from <= to ? { from, to } : undefined;
}

/** Days under which the store's totals stand, in order; records that have none are rejected later, each by its place. */
function datesOf(report: Report): Day[] {
  const found = (report.salesAndTrafficByDate ?? []).map((value) => dayIn(ByDate.safeParse(value).data?.date));
  return found.filter((d) => d !== undefined).toSorted();
}

/** How long each interval of the totals is. Days by default, as at Amazon; never where the dates themselves speak against it. */
export function granularityOf(name: string, report: Report): Granularity {
  const said = report.reportSpecification?.reportOptions?.dateGranularity;
  if (said !== null && said !== undefined) {
    const known = GRANULARITIES.find((g) => g === said.toUpperCase());
    if (known) return known;
    throw new UserError("unknown-granularity", {
      zh: `${name}：dateGranularity 为“${said}”，应为 DAY、WEEK 或 MONTH。`,
      en: `${name}: dateGranularity is "${said}", expected DAY, WEEK or MONTH.`,
    });
  }
  const dates = datesOf(report);
  const apart = dates.slice(1).map((d, i) => daysBetween(dates[i] ?? d, d));
  if (apart.length > 0 && apart.every((n) => n >= WEEK_DAYS)) {
    throw new UserError(
      "unknown-granularity",
      {
        zh: `${name}：日期之间至少相隔 ${WEEK_DAYS} 天，但缺少 reportSpecification.reportOptions.dateGranularity，无法判断是按日、按周还是按月。`,
        en: `${name}: its dates are at least ${WEEK_DAYS} days apart, and reportSpecification.reportOptions.dateGranularity is missing: days, weeks and months cannot be told apart.`,
      },
      { zh: "请重新下载带 reportSpecification 的完整报告。", en: "Download the report again, with its reportSpecification." },
    );
  }
  return "DAY";
}

/** The days that one record of the totals stands for. */
export function intervalOf(date: string, granularity: Granularity, end: Day | undefined, today: Day): Period {
  const from = dayIn(date);
  if (from === undefined) throw new Rejected("not-a-date", "date", date, expected("date", plainly("YYYY-MM-DD")));
  if (from > addDays(today, 1)) throw new Rejected("future-date", "date", date, future("date", addDays(today, 1)));
  const full = granularity === "DAY" ? from : granularity === "WEEK" ? addDays(from, WEEK_DAYS - 1) : endOfMonth(from);
  // The last week or month of a request may be cut off by its end.
  return { from, to: end !== undefined && end >= from ? earlier(full, end) : full };
}

/**
 * The part by product has no dates of its own, and a week or month may be cut off by the end of the request: a file without its
 * request has to be asked about both. Its totals by day hint at the answer.
 */
export async function lacks(file: OpenedFile): Promise<Lacking> {
  const report = reportIn(file.name, await file.json());
  const granularity = granularityOf(file.name, report);
  const dates = datesOf(report);
  const [from] = dates;
  const to = dates.at(-1);
  const undated = (report.salesAndTrafficByAsin ?? []).length > 0 && requested(report) === undefined;
  const open = granularity !== "DAY" && dates.length > 0 && dayIn(report.reportSpecification?.dataEndTime) === undefined;
  if (!undated && !open) return {};
  return { period: { suggested: granularity === "DAY" && from !== undefined && to !== undefined ? { from, to } : null } };
}
