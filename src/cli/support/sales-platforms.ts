import { closestName } from "../../domain/words/closest.ts";
import { UsageError } from "../subcommand.ts";

/** Where one sells. Reports find their stores by these words; `website` is a shop of one's own, or anything else that is not here. */
export const SALES_PLATFORMS = [
  "amazon",
  "shopify",
  "tiktok",
  "walmart",
  "ebay",
  "etsy",
  "temu",
  "shein",
  "aliexpress",
  "shopee",
  "lazada",
  "mercadolibre",
  "ozon",
  "wayfair",
  "website",
] as const;

/** Other words for the same. */
const KNOWN_AS: Readonly<Record<string, string>> = {
  "amazon-fba": "amazon",
  "tiktok-shop": "tiktok",
  "own-shop": "website",
  "own-site": "website",
  dtc: "website",
  web: "website",
  woocommerce: "website",
};

/** A mistyped platform is a store that no report ever fits. */
export function salesPlatformOf(written: string): string {
  const name = written
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_]+/g, "-");
  const platform = KNOWN_AS[name] ?? name;
  if ((SALES_PLATFORMS as readonly string[]).includes(platform)) return platform;
  const near = closestName(platform, SALES_PLATFORMS);
  throw new UsageError(
    `--platform ${written}: not a known platform${near === undefined ? "" : `; did you mean ${near}?`} Known: ${SALES_PLATFORMS.join(", ")} ("website" is a shop of your own, or any other)`,
  );
}
