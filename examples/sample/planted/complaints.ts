import type { Planted } from "./schedule.ts";

export type Theme = "leaks" | "zip" | "battery";
export type Tongue = "en" | "de" | "ja";

/** One complaint that several SKUs share, since they share a part or a maker. */
export interface Complaint {
  readonly theme: Theme;
  readonly skus: readonly string[];
  readonly cause: { readonly zh: string; readonly en: string };
  readonly words: Readonly<Record<Tongue, readonly [string, ...string[]]>>;
}

export const COMPLAINTS: readonly Complaint[] = [
  {
    theme: "leaks",
    skus: ["TUM-900ML-BK", "TUM-600ML-BK", "BTL-1L-BK", "BTL-700ML-BK", "JAR-5P", "JAR-10P", "LUN-3T-BL"],
    cause: { zh: "台州密封圈换了供应商，硅胶偏硬", en: "the sealing ring comes from another maker since, and its silicone is too hard" },
    words: {
      en: ["The lid leaks when it lies on its side.", "Leaks in my bag, the seal does not hold.", "Leaking lid after two washes."],
      de: ["Der Deckel ist undicht.", "Läuft in der Tasche aus, Dichtung hält nicht."],
      ja: ["ふたから水が漏れます。", "パッキンがゆるくて漏れる。"],
    },
  },
  {
    theme: "zip",
    skus: ["CAR-M-GY", "CAR-S-GY", "PCK-40L-BK", "CLR-30L-GY", "SLV-14IN-GY", "SLV-13IN-BK", "UBD-4P-GY"],
    cause: { zh: "广州工厂改用了便宜的 5 号拉链", en: "the factory went over to a cheaper zip" },
    words: {
      en: ["The zipper broke within a month.", "Zipper gets stuck every time.", "Zipper teeth came apart on day three."],
      de: ["Der Reißverschluss ist nach zwei Wochen kaputt.", "Reißverschluss klemmt ständig."],
      ja: ["ファスナーがすぐ壊れました。", "ファスナーが引っかかる。"],
    },
  },
  {
    theme: "battery",
    skus: ["HED-2P", "HED-1P", "LED-4P", "MIC-2P-BK", "MOS-2P", "FAN-S-WH", "FAN-S-GN"],
    cause: { zh: "一批电芯容量不足", en: "a lot of cells holds less than it says" },
    words: {
      en: ["Battery is empty after an hour.", "Battery life is nowhere near what it says.", "Does not hold a charge."],
      de: ["Akku hält nur eine Stunde.", "Die Akkulaufzeit stimmt nicht."],
      ja: ["バッテリーが1時間しかもちません。", "充電がすぐ切れる。"],
    },
  },
];

/** Themes take turns, and each is heard for most of its turn. */
export const COMPLAINING: Planted = { turns: { members: 3, days: 60, lead: 6, lasts: 48 }, groups: COMPLAINTS.map((c) => c.skus) };
/** Share of their buyers that write a review then, and of these that complain. */
export const COMPLAINERS = 0.09;
export const COMPLAINTS_SHARE = 0.7;
