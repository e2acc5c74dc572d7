/**
 * What a SKU is there to show, and how many units a day it then sells over all stores. SKUs without a story are healthy and draw theirs.
 * Stories come in groups whose members take turns (calendar/turns.ts), so that on every day there is one that is out, one that will
 * be before anything can arrive, one that an air shipment saves, and so on.
 */
const TOLD = {
  /** Ships come too late for the stock. */
  gap: "BOX-30L-GY=1.7 CHR-STD-GN=1.5 FNT-2L-WH=1.6 DSK-STD-BK=1.3 LIT-L-GY=1 HUB-7IN1-GY=1.2 GJR-6P-CL=1.1 CLR-30L-GY=1",
  /** The same, and a flight that was booked in time bridges it. */
  air: "RACK-2T-WH=1.9 JAR-10P=1.7 STD-STD-SV=2 PWR-10K-BK=1.5 TRI-170CM-BK=1.1 PCK-40L-BK=1",
  /** Ships that are booked in time and are late. */
  late: "LED-2P=1.4 TRP-3X4M-GN=1 BED-M-GY=1.6 DMT-80CM-BK=1.3 CUR-210CM-GY=1 KNE-STD-GN=.7 WLC-STD-BK=1.1 SHO-12P-CL=.9",
  /** Bought for years ahead. */
  overstock:
    "VAC-JUMBO4=.3 TBL-L-SV=.15 POL-CRB-OR=.25 TWL-60CM-SV=.2 SHW-200CM-BL=.15 TUM-1200ML-PK=.2 PLT-L-GY=.15 SCR-3P=.12 ARM-2P-WH=.1 CAS-61IN-BL=.25 SLP-L-OR=.12 THR-XL-NV=.2 COL-L-RD=.15 EAR-STD-PK=.18 LUN-3T-GN=.2",
  /** Sold until some day of last year, and still there. */
  dormant:
    "KNF-50CM=.5 TRP-4X5M-GY=.4 PIL-2P-WH=.4 HNG-100P-PK=.5 CUT-3P=.4 MOS-1P=.5 BND-45MM-PK=.4 ADP-STD-BK=.4 RNC-XL-YL=.3 SSD-S-BK=.3 HMK-1P-OR=.4 GAT-100CM-BK=.3",
  /** By ship to the third-party warehouse, by truck to the marketplace. */
  "by-3pl":
    "BOX-60L-GY=8.6 BOX-60L-BE=3.4 RACK-2T-BK=2.6 JAR-5P=1.9 CHR-STD-BK=2.5 CHG-65W-WH=3.1 CBL-2M-BK=3.4 BED-L-GY=1.5 LIT-XL-GY=1.1 SLV-14IN-GY=1.2 CUB-6P-GY=1.4 BTH-M-GY=1.3",
  /** A batch that runs small: see planted/batches.ts. */
  "bad-batch": "HRN-M-BK=2 RNC-M-YL=1.3 HRN-L-RD=1.2",
  /** Sells as it should, and by itself: other incidents are planted on these, so that they are known to sell. */
  hit: "FLT-8P=2.8 VAC-M6=1.7 STR-10M=1.5 CAS-67IN-CL=2.4 GLS-3P=2 TUM-900ML-BK=1.8 BTL-1L-BK=1.6 FAI-200=1.5 NGT-4P=1.4 MAT-L-GY=1.6 HED-2P=1.4 OIL-470ML-CL=1.5 TOY-24P=1.2 LSH-5M-BK=1.1 PLW-200CT=1.1 BRS-L-BL=1 HOS-30M-GN=1.2 CAR-M-GY=1 VNT-DASH-BK=1.1 MIC-2P-BK=1.2 FAN-S-WH=1.3 THR-L-GY=1.1 SPC-20J-BK=1.7 UBD-4P-GY=1.7",
} as const;

export type Story = keyof typeof TOLD | "healthy";

export interface Told {
  readonly story: Story;
  /** Place among the members of the story, from 0; they take turns. */
  readonly turn: number;
  readonly base: number;
}

const STORIES = new Map<string, Told>(
  (Object.entries(TOLD) as [keyof typeof TOLD, string][]).flatMap(([story, members]) =>
    members.split(" ").map((member, turn): [string, Told] => {
      const [sku = "", base = ""] = member.split("=");
      return [sku, { story, turn, base: Number(base) }];
    }),
  ),
);

export const toldOf = (sku: string): Told | undefined => STORIES.get(sku);
/** SKUs of a story, in the order of their turns. */
export const membersOf = (story: keyof typeof TOLD): readonly string[] => TOLD[story].split(" ").map((m) => m.split("=")[0] ?? "");
export const TOLD_SKUS: readonly string[] = [...STORIES.keys()];
