import { UserError } from "../../domain/user-error.ts";
import type { InspectedFile, Sniff, Source } from "../types.ts";

export interface Chosen {
  readonly source: Source;
  readonly sniff: Sniff;
}

const ids = (sources: readonly Source[]): string => sources.map((s) => s.id).join(", ");

/** The one with a column that the header lacks or does not know counts as further away. */
function byFit(sniff: Sniff): (a: Source, b: Source) => number {
  return (a, b) => {
    const x = a.match?.(sniff);
    const y = b.match?.(sniff);
    return (x?.unknown.length ?? 0) - (y?.unknown.length ?? 0) || (y?.found ?? 0) - (x?.found ?? 0);
  };
}

/** Of the formats that recognise a header, those that explain it best: more than one only where nothing tells them apart. */
function best(sniff: Sniff, sources: readonly Source[]): readonly Source[] {
  const fit = byFit(sniff);
  const ranked = sources.filter((s) => s.recognise(sniff)).toSorted(fit);
  return ranked.filter((s) => ranked[0] && fit(ranked[0], s) === 0);
}

/** What a header explains of a format, less what either of them does not know of the other. */
const closeness = (fit: ReturnType<NonNullable<Source["match"]>> | undefined): number =>
  fit === undefined ? -Infinity : fit.found - fit.missing.length - fit.unknown.length / 2;

const COLUMNS_SHOWN = 6;

/** The first cells of what looks most like a header. */
function seenHeader(file: InspectedFile): string {
  const header = file.sniffs.map((s) => s.header.filter((c) => c !== "")).toSorted((a, b) => b.length - a.length)[0] ?? [];
  const shown = header.slice(0, COLUMNS_SHOWN).map((c) => (c.length > 30 ? `${c.slice(0, 29)}…` : c));
  return `${shown.join(", ")}${header.length > COLUMNS_SHOWN ? " …" : ""}`;
}

function nothingFits(file: InspectedFile, sources: readonly Source[]): UserError {
  const near = file.sniffs
    .flatMap((sniff) => sources.flatMap((source) => [{ source, fit: source.match?.(sniff) }]))
    .filter(({ fit }) => fit !== undefined && fit.found >= 2)
    .toSorted((a, b) => closeness(b.fit) - closeness(a.fit))[0];
  const missing = near?.fit?.missing ?? [];
  const closest = near
    ? {
        zh: `最接近的是 ${near.source.id}，${missing.length > 0 ? `缺少列：${missing.join("、")}` : `有不认识的列：${near.fit?.unknown.slice(0, 5).join("、") ?? ""}`}。`,
        en: ` The nearest is ${near.source.id}, ${missing.length > 0 ? `but it lacks ${missing.join(", ")}` : `but it does not know ${near.fit?.unknown.slice(0, 5).join(", ") ?? ""}`}.`,
      }
    : { zh: "", en: "" };
  // A header in the wrong letters is nobody's: whoever sees them cannot know that unless it is said.
  const read =
    file.encoding === undefined || file.encoding === "utf-8"
      ? { zh: "", en: "" }
      : {
          zh: `文件不是 UTF-8，按 ${file.encoding} 读取；若编码不对，请另存为 CSV UTF-8，或用 --encoding 指定。`,
          en: ` It is not UTF-8 and was read as ${file.encoding}; if that is wrong, save it as CSV UTF-8 or say --encoding.`,
        };
  const header = seenHeader(file);
  return new UserError(
    "unknown-format",
    {
      zh: `${file.name}：不是已知的报表格式${header === "" ? "" : `，读到的列：${header}`}。${closest.zh}${read.zh}`,
      en: `${file.name}: not a report format that is known here${header === "" ? "" : `; its columns are ${header}`}.${closest.en}${read.en}`,
    },
    {
      zh: `请上传平台导出的原始报表，不要改表头；命令行可用 --format 指定。能识别的格式：${ids(sources)}`,
      en: `Send the report as the platform exported it, its header unchanged; on the command line --format says which it is. Known: ${ids(sources)}`,
    },
  );
}

/** The sniff that a format which was named by hand finds the most of its columns in. */
function named(file: InspectedFile, source: Source): Chosen {
  const recognised = file.sniffs.find((s) => source.recognise(s));
  const nearest = file.sniffs.toSorted((a, b) => (source.match?.(a).missing.length ?? 0) - (source.match?.(b).missing.length ?? 0))[0];
  const sniff = recognised ?? nearest;
  // A table where the format reads JSON, or the other way round: reading would only say it worse.
  const wrongKind = !recognised && (sniff?.kind === "json" || source.columns === undefined);
  if (sniff && !wrongKind) return { source, sniff };
  throw new UserError("unknown-format", {
    zh: `${file.name}：内容不是 ${source.id} 格式（${source.title.zh}）。`,
    en: `${file.name}: the content is not ${source.id} (${source.title.en}).`,
  });
}

/** Which format a file has; several where somebody has to decide. Throws UserError where none fits. */
export function chooseSource(
  file: InspectedFile,
  sources: readonly Source[],
  format: string | undefined,
): Chosen | { readonly several: readonly Source[] } {
  if (format !== undefined) {
    const source = sources.find((s) => s.id === format);
    if (source) return named(file, source);
    throw new UserError(
      "unknown-format",
      { zh: `没有“${format}”这个格式。`, en: `There is no format "${format}".` },
      { zh: `已知格式：${ids(sources)}`, en: `Known: ${ids(sources)}` },
    );
  }
  for (const sniff of file.sniffs) {
    const found = best(sniff, sources);
    const [source] = found;
    if (source === undefined) continue;
    return found.length === 1 ? { source, sniff } : { several: found };
  }
  throw nothingFits(file, sources);
}
