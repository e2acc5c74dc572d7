import type { CompanyData, Freshness, SkuInfo } from "../../ports/company.ts";
import type { PrismaClient } from "../client/client.ts";
import { clean, dayOf } from "../rows.ts";

type Skus = Pick<CompanyData, "findSkus" | "categories" | "skuRoles" | "freshness">;

/** Of fewer gaps between imports nobody can say what is usual. */
const LEAST_GAPS = 3;

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
      const rows = await prisma.$queryRaw<(Omit<Freshness, "newest"> & { newest: Date })[]>`
        SELECT s.code AS store, f.fact, f.newest, f.at AS "importedAt", CASE WHEN f.gaps >= ${LEAST_GAPS}::int THEN f.gap END AS "everyDays"
        FROM (SELECT d.store_id, d.fact, max(d.newest) AS newest, max(d.at) AS at, count(d.gap)::int AS gaps,
            (percentile_disc(0.5) WITHIN GROUP (ORDER BY d.gap))::int AS gap
          FROM (SELECT i.store_id, i.fact, max(coalesce(i.last_day, i.period_to)) AS newest, max(i.visible_at) AS at,
              i.visible_at::date - lag(i.visible_at::date) OVER (PARTITION BY i.store_id, i.fact ORDER BY i.visible_at::date) AS gap
            FROM import i WHERE i.state = 'visible' AND coalesce(i.last_day, i.period_to) IS NOT NULL
            GROUP BY i.store_id, i.fact, i.visible_at::date) d
          GROUP BY d.store_id, d.fact) f
        LEFT JOIN store s ON s.id = f.store_id ORDER BY s.code NULLS LAST, f.fact`;
      return rows.map((r) => ({ ...r, newest: dayOf(r.newest) }));
    },
  };
}
