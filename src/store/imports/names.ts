import { UserError } from "../../domain/user-error.ts";
import type { PrismaClient } from "../client/client.ts";
import { arrayLiteral } from "./arrays.ts";
import type { SkuMention } from "./table.ts";

interface KnownSku {
  readonly id: number;
  /** It has no title yet, so one that a report writes is welcome. */
  untitled: boolean;
}

/** For what PostgreSQL sorts and locks in one order, so that two imports cannot wait for each other. */
const inOrder = (codes: Iterable<string>) => [...codes].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));

/**
 * The store's numbers of the SKUs, listings and warehouses that one import names. What is not known yet is created under the import's
 * name, and is seen by nobody before the import is.
 */
export class Names {
  readonly #prisma: PrismaClient;
  readonly #importId: number;
  readonly #storeId: number | null;
  readonly #simulated: boolean;
  readonly #skus = new Map<string, KnownSku>();
  readonly #listed = new Map<string, string | null>();
  readonly #warehouses = new Map<string, number>();
  /** Titles for SKUs that have none, ASINs for listings that have none: written when the import is shown. */
  readonly titles = new Map<number, string>();
  readonly asins = new Map<string, string>();

  constructor(prisma: PrismaClient, importId: number, storeId: number | null, simulated: boolean) {
    this.#prisma = prisma;
    this.#importId = importId;
    this.#storeId = storeId;
    this.#simulated = simulated;
  }

  sku(code: string): number {
    const known = this.#skus.get(code);
    if (known === undefined) throw new Error(`the SKU ${code} was not looked up`);
    return known.id;
  }

  warehouse(code: string): number {
    const id = this.#warehouses.get(code);
    if (id === undefined) throw new Error(`the warehouse ${code} was not looked up`);
    return id;
  }

  get skuIds(): readonly number[] {
    return [...new Set([...this.#skus.values()].map((s) => s.id))];
  }

  async learnWarehouses(codes: Iterable<string>): Promise<void> {
    const unknown = [...new Set(codes)].filter((c) => !this.#warehouses.has(c));
    if (unknown.length === 0) return;
    const found = await this.#prisma.warehouse.findMany({ where: { code: { in: unknown } }, select: { id: true, code: true } });
    for (const w of found) this.#warehouses.set(w.code, w.id);
    const missing = unknown.find((c) => !this.#warehouses.has(c));
    if (missing === undefined) return;
    throw new UserError(
      "unknown-warehouse",
      { en: `There is no warehouse called "${missing}".`, zh: `没有编码为“${missing}”的仓库。` },
      {
        en: `Add it first: npm run purser -- warehouse add ${missing} …`,
        zh: `请先新增仓库：npm run purser -- warehouse add ${missing} …`,
      },
    );
  }

  async learnSkus(mentions: readonly SkuMention[]): Promise<void> {
    const fresh = new Map<string, SkuMention>();
    for (const m of mentions) {
      const known = this.#skus.get(m.code);
      if (known === undefined) {
        if ((fresh.get(m.code)?.title ?? null) === null) fresh.set(m.code, m);
      } else if (known.untitled && m.title !== null) {
        known.untitled = false;
        this.titles.set(known.id, m.title);
      }
    }
    if (fresh.size > 0) {
      await this.#find([...fresh.keys()]);
      const unknown = inOrder([...fresh.keys()].filter((c) => !this.#skus.has(c)));
      if (unknown.length > 0) {
        await this.#create(unknown, fresh);
        await this.#find(unknown.filter((c) => !this.#skus.has(c)));
      }
      for (const m of fresh.values()) {
        const known = this.#skus.get(m.code);
        if (known?.untitled === true && m.title !== null) {
          known.untitled = false;
          this.titles.set(known.id, m.title);
        }
      }
    }
    await this.#list(mentions);
  }

  /** A store's own name of a SKU comes first, then the company's code. */
  async #find(codes: readonly string[]): Promise<void> {
    if (codes.length === 0) return;
    const literal = arrayLiteral(codes);
    const listed =
      this.#storeId === null
        ? []
        : await this.#prisma.$queryRaw<{ code: string; id: number; untitled: boolean; asin: string | null }[]>`
      SELECT l.external AS code, s.id, s.title IS NULL AS untitled, l.asin FROM listing l JOIN sku s ON s.id = l.sku_id
      WHERE l.store_id = ${this.#storeId} AND l.external = ANY(${literal}::text[])`;
    for (const s of listed) {
      this.#skus.set(s.code, { id: s.id, untitled: s.untitled });
      this.#listed.set(s.code, s.asin);
    }
    const rest = codes.filter((c) => !this.#skus.has(c));
    if (rest.length === 0) return;
    const found = await this.#prisma.$queryRaw<{ code: string; id: number; untitled: boolean }[]>`
      SELECT code, id, title IS NULL AS untitled FROM sku WHERE code = ANY(${arrayLiteral(rest)}::text[])`;
    for (const s of found) this.#skus.set(s.code, { id: s.id, untitled: s.untitled });
  }

  async #create(codes: readonly string[], mentions: ReadonlyMap<string, SkuMention>): Promise<void> {
    const titles = codes.map((c) => mentions.get(c)?.title ?? null);
    const made = await this.#prisma.$queryRaw<{ code: string; id: number; untitled: boolean }[]>`
      INSERT INTO sku (code, title, simulated, import_id)
      SELECT code, title, ${this.#simulated}, ${this.#importId}
      FROM unnest(${arrayLiteral(codes)}::text[], ${arrayLiteral(titles)}::text[]) AS x (code, title)
      ON CONFLICT (code) DO NOTHING RETURNING code, id, title IS NULL AS untitled`;
    for (const s of made) this.#skus.set(s.code, { id: s.id, untitled: s.untitled });
  }

  async #list(mentions: readonly SkuMention[]): Promise<void> {
    if (this.#storeId === null) return;
    const fresh = new Map<string, SkuMention>();
    for (const m of mentions) {
      const asin = this.#listed.get(m.code);
      if (asin === undefined) {
        if ((fresh.get(m.code)?.asin ?? null) === null) fresh.set(m.code, m);
      } else if (asin === null && m.asin !== null) {
        this.#listed.set(m.code, m.asin);
        this.asins.set(m.code, m.asin);
      }
    }
    if (fresh.size === 0) return;
    const rows = inOrder(fresh.keys()).flatMap((c) => fresh.get(c) ?? []);
    await this.#prisma.$executeRaw`
      INSERT INTO listing (store_id, external, sku_id, asin, fnsku, import_id)
      SELECT ${this.#storeId}, code, sku, asin, fnsku, ${this.#importId}
      FROM unnest(${arrayLiteral(rows.map((r) => r.code))}::text[], ${arrayLiteral(rows.map((r) => this.sku(r.code)))}::int[],
        ${arrayLiteral(rows.map((r) => r.asin))}::text[], ${arrayLiteral(rows.map((r) => r.fnsku))}::text[]) AS x (code, sku, asin, fnsku)
      ON CONFLICT (store_id, external) DO NOTHING`;
    for (const r of rows) this.#listed.set(r.code, r.asin);
  }
}
