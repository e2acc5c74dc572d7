import type { Basis, Language } from "./message.ts";

/** What the figures rest on, in one line: `Basis: as of 2026-11-21 · amazon-us · order day · 28 of 30 store-days · …`. Empty when nothing is said. */
export function basisLine(basis: Basis, lang: Language): string {
  const zh = lang === "zh";
  const parts: string[] = [];
  if (basis.simulated === true) parts.push(zh ? "模拟数据" : "simulated data");
  if (basis.asOf !== undefined) parts.push(zh ? `截至 ${basis.asOf}` : `as of ${basis.asOf}`);
  if (basis.stores && basis.stores.length > 0) parts.push(basis.stores.join(zh ? "、" : ", "));
  if (basis.dateBasis) parts.push(zh ? `按${basis.dateBasis.zh}` : `by ${basis.dateBasis.en}`);
  if (basis.coverage) {
    const { covered, of, unit } = basis.coverage;
    parts.push(zh ? `覆盖 ${covered}/${of} ${unit.zh}` : `covers ${covered} of ${of} ${unit.en}`);
  }
  if (basis.sources && basis.sources.length > 0)
    parts.push(`${zh ? "来源：" : "from "}${basis.sources.map((s) => s[lang]).join(zh ? "、" : ", ")}`);
  for (const policy of basis.policies ?? []) parts.push(policy[lang]);
  for (const note of basis.notes ?? []) parts.push(note[lang]);
  if (parts.length === 0) return "";
  return `${zh ? "口径：" : "Basis: "}${parts.join(" · ")}`;
}
