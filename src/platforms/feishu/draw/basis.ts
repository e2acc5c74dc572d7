import { basisLine } from "../../../message/basis.ts";
import type { Basis, Language } from "../../../message/message.ts";
import { columns } from "../../../message/width.ts";
import { shorten } from "../../common/shorten.ts";
import { type Element, paragraph, plainText } from "./elements.ts";
import { T } from "./words.ts";

/** Three lines of small text on a phone; what is longer is folded, its beginning still being read. */
const SHORT = 150;
const MANY_STORES = 3;

function shortBasis(basis: Basis, lang: Language): string {
  const zh = lang === "zh";
  const { asOf, stores = [], coverage } = basis;
  const parts = [
    asOf === undefined ? undefined : `${T.asOf[lang]} ${asOf}`,
    stores.length === 0
      ? undefined
      : stores.length <= MANY_STORES
        ? stores.join(zh ? "、" : ", ")
        : zh
          ? `${stores.length} 个店铺`
          : `${stores.length} stores`,
    coverage && `${coverage.covered}/${coverage.of} ${coverage.unit[lang]}`,
  ].filter((p) => p !== undefined);
  return `${T.basis[lang]}${zh ? "：" : ": "}${parts.length === 0 ? "…" : parts.join(" · ")}`;
}

/** What the figures rest on, small and grey, last in the card. */
export function drawBasis(basis: Basis | undefined, lang: Language, max: number): readonly Element[] {
  if (basis === undefined) return [];
  const whole = shorten(basisLine(basis, lang), max);
  if (columns(whole) <= SHORT) return paragraph(whole, { size: "notation", colour: "grey" });
  return [
    {
      tag: "collapsible_panel",
      expanded: false,
      header: {
        title: plainText(shorten(shortBasis(basis, lang), Math.min(max, SHORT)), { size: "notation", colour: "grey" }),
        icon: { tag: "standard_icon", token: "down-small-ccm_outlined", size: "16px 16px" },
        icon_position: "follow_text",
        icon_expanded_angle: -180,
      },
      elements: paragraph(whole.replaceAll(" · ", "\n"), { size: "notation", colour: "grey" }),
    },
  ];
}
