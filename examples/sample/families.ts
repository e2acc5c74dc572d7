/** Families of products, and their variants as a table: code, Chinese, English, dollars, units a day, story (healthy where none is said). */
export interface Family {
  readonly code: string;
  readonly zh: string;
  readonly en: string;
  readonly category: "storage" | "kitchen" | "outdoor" | "apparel" | "pets" | "lighting" | "festive" | "office";
  readonly supplier: string;
  /** Yuan that the factory takes for a variant of middling price. */
  readonly cost: number;
  /** Dollars of freight for a unit by sea. */
  readonly freight: number;
  readonly carton: number;
  readonly returns: number;
  readonly variants: string;
}

const family = (
  code: string,
  zh: string,
  en: string,
  category: Family["category"],
  supplier: string,
  numbers: Pick<Family, "cost" | "freight" | "carton" | "returns">,
  variants: string,
): Family => ({ code, zh, en, category, supplier, ...numbers, variants });

export const FAMILIES: readonly Family[] = [
  family(
    "BOX",
    "折叠收纳箱",
    "Foldable Storage Box",
    "storage",
    "YW-HOME",
    { cost: 32, freight: 2.1, carton: 12, returns: 0.03 },
    `
    30L-GY  | 30L 灰色   | 30L Grey     | 19.99 | 2   | gap
    60L-GY  | 60L 灰色   | 60L Grey     | 26.99 | 13  | by-3pl
    60L-BE  | 60L 米色   | 60L Beige    | 26.99 | 5   | by-3pl
    90L-GY  | 90L 灰色   | 90L Grey     | 32.99 | 1.5
    60L-3PK | 60L 三件套 | 60L Set of 3 | 69.99 | 1.1`,
  ),
  family(
    "VAC",
    "真空压缩袋",
    "Vacuum Storage Bags",
    "storage",
    "YW-HOME",
    { cost: 14, freight: 0.7, carton: 24, returns: 0.04 },
    `
    S6     | 小号 6 只   | Small 6-Pack  | 13.99 | 1.6
    M6     | 中号 6 只   | Medium 6-Pack | 16.99 | 2
    JUMBO4 | 特大号 4 只 | Jumbo 4-Pack  | 21.99 | 0.35 | overstock`,
  ),
  family(
    "RACK",
    "碗碟沥水架",
    "Dish Drying Rack",
    "kitchen",
    "NB-METAL",
    { cost: 58, freight: 3.4, carton: 6, returns: 0.05 },
    `
    1T    | 单层      | 1 Tier       | 24.99 | 1.2
    2T-BK | 双层 黑色 | 2 Tier Black | 39.99 | 3.2 | by-3pl
    2T-WH | 双层 白色 | 2 Tier White | 39.99 | 2.2 | air`,
  ),
  family(
    "JAR",
    "食品密封罐",
    "Airtight Food Jars",
    "kitchen",
    "YW-HOME",
    { cost: 36, freight: 2.2, carton: 8, returns: 0.04 },
    `
    5P  | 5 件套  | Set of 5  | 27.99 | 2.2 | by-3pl
    10P | 10 件套 | Set of 10 | 42.99 | 2   | air
    24P | 24 件套 | Set of 24 | 74.99 | 0.6`,
  ),
  family(
    "KNF",
    "磁吸刀架",
    "Magnetic Knife Strip",
    "kitchen",
    "NB-METAL",
    { cost: 22, freight: 0.9, carton: 20, returns: 0.03 },
    `
    30 | 30 厘米 | 12 inch | 16.99 | 0.8
    40 | 40 厘米 | 16 inch | 19.99 | 1
    50 | 50 厘米 | 20 inch | 23.99 | 0.6 | dormant`,
  ),
  family(
    "CHR",
    "折叠露营椅",
    "Folding Camping Chair",
    "outdoor",
    "NB-METAL",
    { cost: 62, freight: 4.2, carton: 6, returns: 0.04 },
    `
    BK  | 黑色   | Black       | 39.99 | 3   | by-3pl
    GN  | 军绿色 | Army Green  | 39.99 | 1.6 | gap
    XL  | 加大款 | Extra Large | 54.99 | 1
    KID | 儿童款 | Kids        | 26.99 | 0.6`,
  ),
  family(
    "LED",
    "露营灯",
    "Camping Lantern",
    "outdoor",
    "SZ-LIGHT",
    { cost: 27, freight: 0.9, carton: 24, returns: 0.05 },
    `
    1P | 单只   | Single | 17.99 | 1
    2P | 两只装 | 2-Pack | 29.99 | 1.6 | late
    4P | 四只装 | 4-Pack | 49.99 | 0.5`,
  ),
  family(
    "TRP",
    "防水天幕",
    "Waterproof Tarp",
    "outdoor",
    "YW-HOME",
    { cost: 48, freight: 1.8, carton: 10, returns: 0.03 },
    `
    3X3 | 3×3 米 | 10x10 ft | 32.99 | 0.8
    3X4 | 3×4 米 | 10x13 ft | 39.99 | 1.1 | late
    4X5 | 4×5 米 | 13x16 ft | 54.99 | 0.5 | dormant`,
  ),
  family(
    "LEG",
    "高腰瑜伽裤",
    "High Waist Leggings",
    "apparel",
    "GZ-WEAR",
    { cost: 29, freight: 0.6, carton: 30, returns: 0.09 },
    `
    BK-S  | 黑色 S  | Black S  | 24.99 | 2
    BK-M  | 黑色 M  | Black M  | 24.99 | 3.4 | bad-batch
    BK-L  | 黑色 L  | Black L  | 24.99 | 3   | bad-batch
    BK-XL | 黑色 XL | Black XL | 24.99 | 1.4
    NV-M  | 藏青 M  | Navy M   | 24.99 | 1.4
    NV-L  | 藏青 L  | Navy L   | 24.99 | 1.2`,
  ),
  family(
    "BOOT",
    "儿童雨靴",
    "Kids Rain Boots",
    "apparel",
    "GZ-WEAR",
    { cost: 34, freight: 1.4, carton: 12, returns: 0.08 },
    `
    24 | 24 码 | EU 24 | 26.99 | 0.7
    26 | 26 码 | EU 26 | 26.99 | 1.2 | bad-batch
    28 | 28 码 | EU 28 | 26.99 | 1
    30 | 30 码 | EU 30 | 26.99 | 0.6`,
  ),
  family(
    "HAT",
    "防晒渔夫帽",
    "UV Bucket Hat",
    "apparel",
    "GZ-WEAR",
    { cost: 15, freight: 0.4, carton: 40, returns: 0.05 },
    `
    KH | 卡其 | Khaki | 17.99 | 0.8
    BK | 黑色 | Black | 17.99 | 0.9
    PK | 粉色 | Pink  | 17.99 | 0.15 | overstock`,
  ),
  family(
    "BED",
    "宠物窝",
    "Pet Bed",
    "pets",
    "YW-HOME",
    { cost: 45, freight: 3.2, carton: 8, returns: 0.04 },
    `
    S  | 小号   | Small       | 25.99 | 0.9
    M  | 中号   | Medium      | 34.99 | 1.5 | late
    L  | 大号   | Large       | 44.99 | 1.2
    XL | 特大号 | Extra Large | 59.99 | 0.5`,
  ),
  family(
    "FNT",
    "宠物饮水机",
    "Pet Water Fountain",
    "pets",
    "SZ-LIGHT",
    { cost: 52, freight: 1.9, carton: 12, returns: 0.06 },
    `
    2L   | 2L        | 67 oz          | 32.99 | 1.8 | gap
    3L   | 3L        | 101 oz         | 39.99 | 1.1
    FLT8 | 滤芯 8 片 | Filters 8-Pack | 14.99 | 2.5`,
  ),
  family(
    "STR",
    "LED 灯带",
    "LED Strip Light",
    "lighting",
    "SZ-LIGHT",
    { cost: 24, freight: 0.7, carton: 30, returns: 0.06 },
    `
    5M  | 5 米  | 16 ft | 15.99 | 1.2
    10M | 10 米 | 32 ft | 22.99 | 1.6
    20M | 20 米 | 65 ft | 34.99 | 0.6`,
  ),
  family(
    "FAI",
    "圣诞彩灯",
    "Christmas Fairy Lights",
    "festive",
    "SZ-LIGHT",
    { cost: 18, freight: 0.6, carton: 30, returns: 0.04 },
    `
    100 | 100 灯 | 100 LED | 13.99 | 1.2
    200 | 200 灯 | 200 LED | 18.99 | 1.6
    400 | 400 灯 | 400 LED | 27.99 | 0.5`,
  ),
  family(
    "DSK",
    "护眼台灯",
    "LED Desk Lamp",
    "lighting",
    "SZ-LIGHT",
    { cost: 55, freight: 1.6, carton: 12, returns: 0.05 },
    `
    WH | 白色 | White | 36.99 | 1.1
    BK | 黑色 | Black | 36.99 | 1.4 | gap`,
  ),
  family(
    "STD",
    "笔记本支架",
    "Laptop Stand",
    "office",
    "NB-METAL",
    { cost: 38, freight: 1.3, carton: 20, returns: 0.03 },
    `
    SV | 银色 | Silver     | 29.99 | 2.2 | air
    GY | 深灰 | Space Grey | 29.99 | 1.2`,
  ),
  family(
    "MAT",
    "办公桌垫",
    "Desk Mat",
    "office",
    "GZ-WEAR",
    { cost: 17, freight: 0.8, carton: 30, returns: 0.03 },
    `
    60 | 60×35 厘米 | 24x14 in | 13.99 | 0.6
    80 | 80×40 厘米 | 31x16 in | 16.99 | 1.4 | late
    90 | 90×45 厘米 | 35x18 in | 19.99 | 0.9`,
  ),
];
