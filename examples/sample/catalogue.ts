import type { Category } from "./season.ts";

/**
 * What a SKU is there to show. Stories come in groups whose members take turns (supply.ts, orders.ts), so that on every day there
 * is one SKU that is out, one that will be before anything can arrive, one that an air shipment saves, and so on.
 */
export type Story = "healthy" | "gap" | "air" | "late" | "overstock" | "dormant" | "bad-batch" | "by-3pl";

export interface Item {
  readonly sku: string;
  readonly zh: string;
  readonly en: string;
  readonly category: Category;
  readonly role: "hero" | "traffic" | "profit" | "defence";
  readonly supplier: string;
  readonly asin: string;
  readonly fnsku: string;
  readonly priceUsd: number;
  /** null = not listed in the United Kingdom. */
  readonly priceGbp: number | null;
  /** Units a day in the United States, in an average season. */
  readonly base: number;
  readonly costCny: number;
  readonly freightUsd: number;
  readonly moq: number;
  readonly carton: number;
  readonly returnRate: number;
  readonly story: Story;
  /** Place among the members of its story, from 0; they take turns. */
  readonly turn: number;
}

interface Family {
  readonly code: string;
  readonly zh: string;
  readonly en: string;
  readonly category: Category;
  readonly supplier: string;
  readonly cost: number;
  readonly freight: number;
  readonly carton: number;
  readonly returns: number;
  /** Code, Chinese, English, dollars, units a day, and what is special about it. */
  readonly variants: readonly (readonly [string, string, string, number, number, Story?])[];
}

const FAMILIES: readonly Family[] = [
  {
    code: "BOX",
    zh: "折叠收纳箱",
    en: "Foldable Storage Box",
    category: "storage",
    supplier: "YW-HOME",
    cost: 32,
    freight: 2.1,
    carton: 12,
    returns: 0.03,
    variants: [
      ["30L-GY", "30L 灰色", "30L Grey", 19.99, 2, "gap"],
      ["60L-GY", "60L 灰色", "60L Grey", 26.99, 13, "by-3pl"],
      ["60L-BE", "60L 米色", "60L Beige", 26.99, 5, "by-3pl"],
      ["90L-GY", "90L 灰色", "90L Grey", 32.99, 1.5],
      ["60L-3PK", "60L 三件套", "60L Set of 3", 69.99, 1.1],
    ],
  },
  {
    code: "VAC",
    zh: "真空压缩袋",
    en: "Vacuum Storage Bags",
    category: "storage",
    supplier: "YW-HOME",
    cost: 14,
    freight: 0.7,
    carton: 24,
    returns: 0.04,
    variants: [
      ["S6", "小号 6 只", "Small 6-Pack", 13.99, 1.6],
      ["M6", "中号 6 只", "Medium 6-Pack", 16.99, 2],
      ["JUMBO4", "特大号 4 只", "Jumbo 4-Pack", 21.99, 0.35, "overstock"],
    ],
  },
  {
    code: "RACK",
    zh: "碗碟沥水架",
    en: "Dish Drying Rack",
    category: "kitchen",
    supplier: "NB-METAL",
    cost: 58,
    freight: 3.4,
    carton: 6,
    returns: 0.05,
    variants: [
      ["1T", "单层", "1 Tier", 24.99, 1.2],
      ["2T-BK", "双层 黑色", "2 Tier Black", 39.99, 3.2, "by-3pl"],
      ["2T-WH", "双层 白色", "2 Tier White", 39.99, 2.2, "air"],
    ],
  },
  {
    code: "JAR",
    zh: "食品密封罐",
    en: "Airtight Food Jars",
    category: "kitchen",
    supplier: "YW-HOME",
    cost: 36,
    freight: 2.2,
    carton: 8,
    returns: 0.04,
    variants: [
      ["5P", "5 件套", "Set of 5", 27.99, 2.2, "by-3pl"],
      ["10P", "10 件套", "Set of 10", 42.99, 2, "air"],
      ["24P", "24 件套", "Set of 24", 74.99, 0.6],
    ],
  },
  {
    code: "KNF",
    zh: "磁吸刀架",
    en: "Magnetic Knife Strip",
    category: "kitchen",
    supplier: "NB-METAL",
    cost: 22,
    freight: 0.9,
    carton: 20,
    returns: 0.03,
    variants: [
      ["30", "30 厘米", "12 inch", 16.99, 0.8],
      ["40", "40 厘米", "16 inch", 19.99, 1],
      ["50", "50 厘米", "20 inch", 23.99, 0.6, "dormant"],
    ],
  },
  {
    code: "CHR",
    zh: "折叠露营椅",
    en: "Folding Camping Chair",
    category: "outdoor",
    supplier: "NB-METAL",
    cost: 62,
    freight: 4.2,
    carton: 6,
    returns: 0.04,
    variants: [
      ["BK", "黑色", "Black", 39.99, 3, "by-3pl"],
      ["GN", "军绿色", "Army Green", 39.99, 1.6, "gap"],
      ["XL", "加大款", "Extra Large", 54.99, 1],
      ["KID", "儿童款", "Kids", 26.99, 0.6],
    ],
  },
  {
    code: "LED",
    zh: "露营灯",
    en: "Camping Lantern",
    category: "outdoor",
    supplier: "SZ-LIGHT",
    cost: 27,
    freight: 0.9,
    carton: 24,
    returns: 0.05,
    variants: [
      ["1P", "单只", "Single", 17.99, 1],
      ["2P", "两只装", "2-Pack", 29.99, 1.6, "late"],
      ["4P", "四只装", "4-Pack", 49.99, 0.5],
    ],
  },
  {
    code: "TRP",
    zh: "防水天幕",
    en: "Waterproof Tarp",
    category: "outdoor",
    supplier: "YW-HOME",
    cost: 48,
    freight: 1.8,
    carton: 10,
    returns: 0.03,
    variants: [
      ["3X3", "3×3 米", "10x10 ft", 32.99, 0.8],
      ["3X4", "3×4 米", "10x13 ft", 39.99, 1.1, "late"],
      ["4X5", "4×5 米", "13x16 ft", 54.99, 0.5, "dormant"],
    ],
  },
  {
    code: "LEG",
    zh: "高腰瑜伽裤",
    en: "High Waist Leggings",
    category: "apparel",
    supplier: "GZ-WEAR",
    cost: 29,
    freight: 0.6,
    carton: 30,
    returns: 0.09,
    variants: [
      ["BK-S", "黑色 S", "Black S", 24.99, 2],
      ["BK-M", "黑色 M", "Black M", 24.99, 3.4, "bad-batch"],
      ["BK-L", "黑色 L", "Black L", 24.99, 3, "bad-batch"],
      ["BK-XL", "黑色 XL", "Black XL", 24.99, 1.4],
      ["NV-M", "藏青 M", "Navy M", 24.99, 1.4],
      ["NV-L", "藏青 L", "Navy L", 24.99, 1.2],
    ],
  },
  {
    code: "BOOT",
    zh: "儿童雨靴",
    en: "Kids Rain Boots",
    category: "apparel",
    supplier: "GZ-WEAR",
    cost: 34,
    freight: 1.4,
    carton: 12,
    returns: 0.08,
    variants: [
      ["24", "24 码", "EU 24", 26.99, 0.7],
      ["26", "26 码", "EU 26", 26.99, 1.2, "bad-batch"],
      ["28", "28 码", "EU 28", 26.99, 1],
      ["30", "30 码", "EU 30", 26.99, 0.6],
    ],
  },
  {
    code: "HAT",
    zh: "防晒渔夫帽",
    en: "UV Bucket Hat",
    category: "apparel",
    supplier: "GZ-WEAR",
    cost: 15,
    freight: 0.4,
    carton: 40,
    returns: 0.05,
    variants: [
      ["KH", "卡其", "Khaki", 17.99, 0.8],
      ["BK", "黑色", "Black", 17.99, 0.9],
      ["PK", "粉色", "Pink", 17.99, 0.15, "overstock"],
    ],
  },
  {
    code: "BED",
    zh: "宠物窝",
    en: "Pet Bed",
    category: "pets",
    supplier: "YW-HOME",
    cost: 45,
    freight: 3.2,
    carton: 8,
    returns: 0.04,
    variants: [
      ["S", "小号", "Small", 25.99, 0.9],
      ["M", "中号", "Medium", 34.99, 1.5, "late"],
      ["L", "大号", "Large", 44.99, 1.2],
      ["XL", "特大号", "Extra Large", 59.99, 0.5],
    ],
  },
  {
    code: "FNT",
    zh: "宠物饮水机",
    en: "Pet Water Fountain",
    category: "pets",
    supplier: "SZ-LIGHT",
    cost: 52,
    freight: 1.9,
    carton: 12,
    returns: 0.06,
    variants: [
      ["2L", "2L", "67 oz", 32.99, 1.8, "gap"],
      ["3L", "3L", "101 oz", 39.99, 1.1],
      ["FLT8", "滤芯 8 片", "Filters 8-Pack", 14.99, 2.5],
    ],
  },
  {
    code: "STR",
    zh: "LED 灯带",
    en: "LED Strip Light",
    category: "lighting",
    supplier: "SZ-LIGHT",
    cost: 24,
    freight: 0.7,
    carton: 30,
    returns: 0.06,
    variants: [
      ["5M", "5 米", "16 ft", 15.99, 1.2],
      ["10M", "10 米", "32 ft", 22.99, 1.6],
      ["20M", "20 米", "65 ft", 34.99, 0.6],
    ],
  },
  {
    code: "FAI",
    zh: "圣诞彩灯",
    en: "Christmas Fairy Lights",
    category: "festive",
    supplier: "SZ-LIGHT",
    cost: 18,
    freight: 0.6,
    carton: 30,
    returns: 0.04,
    variants: [
      ["100", "100 灯", "100 LED", 13.99, 1.2],
      ["200", "200 灯", "200 LED", 18.99, 1.6],
      ["400", "400 灯", "400 LED", 27.99, 0.5],
    ],
  },
  {
    code: "DSK",
    zh: "护眼台灯",
    en: "LED Desk Lamp",
    category: "lighting",
    supplier: "SZ-LIGHT",
    cost: 55,
    freight: 1.6,
    carton: 12,
    returns: 0.05,
    variants: [
      ["WH", "白色", "White", 36.99, 1.1],
      ["BK", "黑色", "Black", 36.99, 1.4, "gap"],
    ],
  },
  {
    code: "STD",
    zh: "笔记本支架",
    en: "Laptop Stand",
    category: "office",
    supplier: "NB-METAL",
    cost: 38,
    freight: 1.3,
    carton: 20,
    returns: 0.03,
    variants: [
      ["SV", "银色", "Silver", 29.99, 2.2, "air"],
      ["GY", "深灰", "Space Grey", 29.99, 1.2],
    ],
  },
  {
    code: "MAT",
    zh: "办公桌垫",
    en: "Desk Mat",
    category: "office",
    supplier: "GZ-WEAR",
    cost: 17,
    freight: 0.8,
    carton: 30,
    returns: 0.03,
    variants: [
      ["60", "60×35 厘米", "24x14 in", 13.99, 0.6],
      ["80", "80×40 厘米", "31x16 in", 16.99, 1.4, "late"],
      ["90", "90×45 厘米", "35x18 in", 19.99, 0.9],
    ],
  },
];

/** Keeps the whole sample at some 40,000 order lines in 400 days. */
const SCALE = 0.62;
/** Families that are sold in the United Kingdom too. */
const BRITISH = new Set(["BOX", "VAC", "RACK", "JAR", "CHR", "LED", "LEG", "BOOT", "BED", "FNT", "STR", "FAI", "DSK", "STD", "MAT"]);

function roleOf(price: number, base: number): Item["role"] {
  if (base >= 5) return "hero";
  if (price < 18) return "traffic";
  return base < 0.7 ? "defence" : "profit";
}

const turns = new Map<Story, number>();
function turnOf(story: Story): number {
  const turn = turns.get(story) ?? 0;
  turns.set(story, turn + 1);
  return turn;
}

export const ITEMS: readonly Item[] = FAMILIES.flatMap((family, f) =>
  family.variants.map(([code, zh, en, price, base, story = "healthy"], v): Item => {
    const number = String(f * 10 + v).padStart(3, "0");
    return {
      sku: `${family.code}-${code}`,
      zh: `${family.zh} ${zh}`,
      en: `${family.en}, ${en}`,
      category: family.category,
      role: roleOf(price, base),
      supplier: family.supplier,
      asin: `B0SMPL${number}${family.code.slice(0, 1)}`,
      fnsku: `X00SMPL${number}`,
      priceUsd: price,
      priceGbp: BRITISH.has(family.code) ? Math.floor(price * 0.86) + 0.99 : null,
      base: base * SCALE,
      costCny: Math.round(family.cost * (0.6 + price / 60) * 10) / 10,
      freightUsd: family.freight,
      moq: family.carton * 3,
      carton: family.carton,
      returnRate: family.returns,
      story,
      turn: turnOf(story),
    };
  }),
);
