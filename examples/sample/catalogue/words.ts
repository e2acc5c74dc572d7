interface Word {
  readonly zh: string;
  readonly en: string;
}

export const COLOURS: Readonly<Record<string, Word>> = {
  BK: { zh: "黑色", en: "Black" },
  WH: { zh: "白色", en: "White" },
  GY: { zh: "灰色", en: "Grey" },
  BE: { zh: "米色", en: "Beige" },
  NV: { zh: "藏青", en: "Navy" },
  BL: { zh: "蓝色", en: "Blue" },
  PK: { zh: "粉色", en: "Pink" },
  GN: { zh: "军绿色", en: "Olive Green" },
  OR: { zh: "橙色", en: "Orange" },
  RD: { zh: "红色", en: "Red" },
  YL: { zh: "黄色", en: "Yellow" },
  SV: { zh: "银色", en: "Silver" },
  CL: { zh: "透明", en: "Clear" },
  AM: { zh: "琥珀色", en: "Amber" },
  BB: { zh: "竹色", en: "Bamboo" },
};

const SIZES: Readonly<Record<string, Word>> = {
  S: { zh: "小号", en: "Small" },
  M: { zh: "中号", en: "Medium" },
  L: { zh: "大号", en: "Large" },
  XL: { zh: "特大号", en: "Extra Large" },
  KID: { zh: "儿童款", en: "Kids" },
  STD: { zh: "标准款", en: "Standard" },
  PRO: { zh: "加强款", en: "Pro" },
  FLD: { zh: "折叠款", en: "Foldable" },
  ALU: { zh: "铝合金", en: "Aluminium" },
  CRB: { zh: "碳纤维", en: "Carbon" },
  S6: { zh: "小号 6 只", en: "Small 6-Pack" },
  M6: { zh: "中号 6 只", en: "Medium 6-Pack" },
  JUMBO4: { zh: "特大号 4 只", en: "Jumbo 4-Pack" },
  "60L-3PK": { zh: "60L 三件套", en: "60L Set of 3" },
  VENT: { zh: "出风口款", en: "Vent Clip" },
  DASH: { zh: "仪表台款", en: "Dashboard" },
  "60KEY": { zh: "60 键", en: "60-Key" },
  "104KEY": { zh: "104 键", en: "104-Key" },
  "41MM": { zh: "41 毫米", en: "41 mm" },
  "45MM": { zh: "45 毫米", en: "45 mm" },
  "5K": { zh: "5000mAh", en: "5000mAh" },
  "10K": { zh: "10000mAh", en: "10000mAh" },
  "61IN": { zh: "6.1 英寸", en: '6.1"' },
  "67IN": { zh: "6.7 英寸", en: '6.7"' },
};

/** Sizes that are a number and a unit. */
const FORMS: readonly (readonly [RegExp, (n: number, m: number) => Word])[] = [
  [/^(\d+)P$/, (n) => (n === 1 ? { zh: "单件", en: "1-Pack" } : { zh: `${n} 件装`, en: `${n}-Pack` })],
  [/^(\d+)T$/, (n) => ({ zh: n === 1 ? "单层" : n === 2 ? "双层" : "三层", en: `${n}-Tier` })],
  [/^(\d+)J$/, (n) => ({ zh: `${n} 罐`, en: `${n} Jars` })],
  [/^(\d+)L$/, (n) => ({ zh: `${n}L`, en: `${n}L` })],
  [/^(\d+)ML$/, (n) => ({ zh: `${n} 毫升`, en: `${Math.round(n / 29.57)} oz` })],
  [/^(\d+)CM$/, (n) => ({ zh: `${n} 厘米`, en: `${Math.round(n / 2.54)} inch` })],
  [/^(\d+)M$/, (n) => ({ zh: `${n} 米`, en: `${Math.round(n * 3.281)} ft` })],
  [/^(\d+)X(\d+)M$/, (n, m) => ({ zh: `${n}×${m} 米`, en: `${Math.round(n * 3.281)}x${Math.round(m * 3.281)} ft` })],
  [/^(\d+)W$/, (n) => ({ zh: `${n}W`, en: `${n}W` })],
  [/^(\d+)CT$/, (n) => ({ zh: `${n} 片`, en: `${n} Count` })],
  [/^(\d+)IN1$/, (n) => ({ zh: `${n} 合 1`, en: `${n}-in-1` })],
  [/^(\d+)IN$/, (n) => ({ zh: `${n} 英寸`, en: `${n} inch` })],
  [/^(\d+)$/, (n) => ({ zh: `${n} 灯`, en: `${n} LED` })],
];

/** What a size is called. A code that nobody explains stops the catalogue: no title is made up of codes. */
export function sizeWord(code: string): Word {
  const known = SIZES[code];
  if (known) return known;
  for (const [form, word] of FORMS) {
    const found = form.exec(code);
    if (found) return word(Number(found[1]), Number(found[2]));
  }
  throw new Error(`the catalogue has no words for the size "${code}"`);
}
