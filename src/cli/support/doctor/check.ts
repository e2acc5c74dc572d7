import type { Text } from "../../../domain/value.ts";
import type { Language } from "../../../message/message.ts";
import { pad } from "../../../message/width.ts";

/** One thing that was looked at. `doubtful` works and wants to be looked after; `broken` does not work. */
export interface Check {
  readonly state: "fine" | "doubtful" | "broken";
  readonly name: Text;
  readonly found: Text;
  /** What to do about it. */
  readonly todo?: Text;
}

export const t = (zh: string, en: string): Text => ({ zh, en });
/** The same in both languages: numbers, codes, paths. */
export const plainly = (text: string): Text => ({ zh: text, en: text });

const MARK = { fine: "✓", doubtful: "!", broken: "✗" } as const satisfies Record<Check["state"], string>;
const NAME_COLUMNS = 12;

/** `✓ Disk        81 GB free`, and what to do after an arrow. */
export function checkLine({ state, name, found, todo }: Check, lang: Language): string {
  return `${MARK[state]} ${pad(name[lang], NAME_COLUMNS, "left")} ${found[lang]}${todo ? ` → ${todo[lang]}` : ""}`;
}

const UNITS = ["B", "KB", "MB", "GB", "TB"] as const;

export function bytesText(bytes: number): string {
  let n = bytes;
  let unit = 0;
  for (; n >= 1000 && unit < UNITS.length - 1; unit++) n /= 1000;
  return `${n < 10 && unit > 0 ? n.toFixed(1) : Math.round(n)} ${UNITS[unit] ?? ""}`;
}

/** `3 hours ago`: how long something is past, in the largest unit that says enough. */
export function agoText(at: Date, now: Date): Text {
  const minutes = Math.round((now.getTime() - at.getTime()) / 60_000);
  if (minutes < 1) return t("刚刚", "just now");
  const [n, zh, en] =
    minutes < 120
      ? ([minutes, "分钟", "minute"] as const)
      : minutes < 48 * 60
        ? ([Math.round(minutes / 60), "小时", "hour"] as const)
        : ([Math.round(minutes / 1440), "天", "day"] as const);
  return t(`${n} ${zh}前`, `${n} ${en}${n === 1 ? "" : "s"} ago`);
}
