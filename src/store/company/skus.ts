import type { CompanyData, SkuInfo } from "../../ports/company.ts";
import type { PrismaClient } from "../client/client.ts";
import { clean, dayOf } from "../rows.ts";

type Skus = Pick<CompanyData, "findSkus" | "categories" | "skuRoles" | "freshness">;

export function skus(prisma: PrismaClient): Skus {
  return {
    findSkus: async (text, limit) => {
      const wanted = clean(text.trim());
      if (wanted === "" || limit <= 0) return [];
      // Positions instead of LIKE: a code may hold % and _. One pass over the codes of 10,000 SKUs is a few milliseconds.
      return prisma.$queryRaw<SkuInfo[]>`
        SELECT s.code AS sku, s.title, s.category, s.role, s.active, s.simulated
        FROM sku s LEFT JOIN import i ON i.id = s.import_id
        WHERE strpos(lower(s.code), lower(${wanted}::text)) > 0 AND (s.import_id IS NULL OR i.state = 'visible')
        ORDER BY s.code = ${wanted} DESC, lower(s.code) = lower(${wanted}::text) DESC,
                 starts_with(lower(s.code), lower(${wanted}::text)) DESC, length(s.code), s.code
        LIMIT ${limit}`;
    },
    categories: async () => {
      const rows = await prisma.$queryRaw<{ category: string }[]>`
        SELECT DISTINCT s.category FROM sku s LEFT JOIN import i ON i.id = s.import_id
        WHERE s.category IS NOT NULL AND (s.import_id IS NULL OR i.state = 'visible') ORDER BY s.category`;
      return rows.map((r) => r.category);
    },
    skuRoles: async () => {
      const rows = await prisma.$queryRaw<{ role: string }[]>`
        SELECT DISTINCT s.role FROM sku s LEFT JOIN import i ON i.id = s.import_id
        WHERE s.role IS NOT NULL AND (s.import_id IS NULL OR i.state = 'visible') ORDER BY s.role`;
      return rows.map((r) => r.role);
    },
    // Each import says which days it speaks of, so that a million rows need not be read to tell the newest.
    freshness: async () => {
      const rows = await prisma.$queryRaw<{ store: string | null; fact: string; newest: Date; importedAt: Date }[]>`
        SELECT s.code AS store, i.fact, max(coalesce(i.last_day, i.period_to)) AS newest, max(i.visible_at) AS "importedAt"
        FROM import i LEFT JOIN store s ON s.id = i.store_id
        WHERE i.state = 'visible' AND coalesce(i.last_day, i.period_to) IS NOT NULL
        GROUP BY s.code, i.fact ORDER BY s.code NULLS LAST, i.fact`;
      return rows.map((r) => ({ ...r, newest: dayOf(r.newest) }));
    },
  };
}
