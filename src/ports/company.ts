import type { Day } from "../domain/calendar/day.ts";
import type { Zone } from "../domain/calendar/zone.ts";
import type { Sensitivity } from "../domain/value.ts";
import type { FreightMode } from "../domain/facts/facts.ts";
import type { Language } from "../message/message.ts";

export interface Company {
  readonly name: string;
  /** Currency that figures over several stores are told in. */
  readonly currency: string;
  readonly lang: Language;
  readonly zone: Zone;
}

export interface Store {
  readonly code: string;
  readonly name: string;
  readonly platform: string;
  readonly country: string;
  readonly currency: string;
  /** The zone in which the store's days are cut. */
  readonly zone: Zone;
  readonly simulated: boolean;
}

/** What became of the wish to take a store out. `imports`: how many visible ones it has, or had. */
export type StoreRemoval =
  | { readonly kind: "removed"; readonly imports: number }
  | { readonly kind: "has-facts"; readonly imports: number }
  /** A file is being read into it. */
  | { readonly kind: "busy" }
  | { readonly kind: "unknown" };

export interface Warehouse {
  readonly code: string;
  readonly name: string;
  readonly kind: "platform-pool" | "third-party" | "domestic" | "own";
  readonly country: string;
  readonly simulated: boolean;
  /** Stores that sell from it, with 1 for the warehouse they draw on first. */
  readonly stores: readonly { readonly store: string; readonly priority: number }[];
}

export interface Supplier {
  readonly code: string;
  readonly name: string;
  readonly currency: string | null;
  readonly productionDaysP50: number | null;
  readonly productionDaysP90: number | null;
  readonly simulated: boolean;
}

/** A way from a supplier's country to a warehouse, door to shelf without production. */
export interface Lane {
  readonly code: string;
  readonly warehouse: string;
  readonly mode: FreightMode;
  readonly daysP50: number;
  readonly daysP90: number;
  /** Freight of one unit where it is known. */
  readonly unitFreight: string | null;
  readonly currency: string | null;
  readonly simulated: boolean;
}

export const ROLES = ["owner", "product", "operator", "analyst", "supply", "service", "finance", "admin"] as const;
export type Role = (typeof ROLES)[number];

/** Whom a platform knows by it. */
export interface Account {
  readonly platform: string;
  readonly account: string;
}

export interface Member {
  readonly slug: string;
  readonly name: string;
  readonly email: string | null;
  readonly roles: readonly Role[];
  readonly accounts: readonly Account[];
}

export const PURPOSES = ["digest", "stock", "returns", "price", "retro", "ops"] as const;
export type Purpose = (typeof PURPOSES)[number];

/** A channel and what it is for. */
export interface Binding {
  readonly purpose: Purpose;
  readonly platform: string;
  readonly channel: string;
  /** Empty = all stores. */
  readonly stores: readonly string[];
  readonly lang: Language;
  readonly zone: Zone;
  readonly currency: string | null;
  readonly clearance: Sensitivity;
  /** Local hours in which nothing is posted, e.g. 22–7; null = none. */
  readonly quiet: { readonly from: number; readonly to: number } | null;
}

export interface SkuInfo {
  readonly sku: string;
  readonly title: string | null;
  readonly category: string | null;
  readonly role: string | null;
  readonly active: boolean;
  readonly simulated: boolean;
}

/** How far the facts of a store reach; a store of null: of the company. */
export interface Freshness {
  readonly store: string | null;
  readonly fact: string;
  readonly newest: Day;
  readonly importedAt: Date;
  /** Days that usually lie between two imports; null or absent where there were too few to say. */
  readonly everyDays?: number | null;
}

/** Master data: who sells what where, and who is who. */
export interface CompanyData {
  company(): Promise<Company>;
  setCompany(change: Partial<Company>): Promise<Company>;
  stores(): Promise<readonly Store[]>;
  saveStore(store: Store): Promise<void>;
  /** Refused while it has visible facts, unless they are to go with it. */
  removeStore(code: string, withFacts: boolean): Promise<StoreRemoval>;
  warehouses(): Promise<readonly Warehouse[]>;
  saveWarehouse(warehouse: Warehouse): Promise<void>;
  suppliers(): Promise<readonly Supplier[]>;
  saveSupplier(supplier: Supplier): Promise<void>;
  lanes(): Promise<readonly Lane[]>;
  saveLane(lane: Lane): Promise<void>;
  bindings(): Promise<readonly Binding[]>;
  saveBinding(binding: Binding): Promise<void>;
  /** False when the channel was not bound to it. */
  removeBinding(binding: Pick<Binding, "purpose" | "platform" | "channel">): Promise<boolean>;
  members(): Promise<readonly Member[]>;
  memberByAccount(platform: string, account: string): Promise<Member | undefined>;
  /** Accounts that are left out are the member's no more. */
  saveMember(member: Member): Promise<void>;
  /**
   * Gives the account to the one member of this e-mail (any case), and writes nothing else of them: their roles may be changed meanwhile. An
   * account that was linked before stays whose it is. Undefined where no member has the address, or several.
   */
  linkByEmail(email: string, account: Account): Promise<{ readonly member: Member; readonly isNew: boolean } | undefined>;
  /** Takes the member's accounts of a platform away, and writes nothing else of them. Returns those. */
  unlink(slug: string, platform: string): Promise<readonly Account[]>;
  /** False when there is none of that name. What the member did stays in the audit. */
  removeMember(slug: string): Promise<boolean>;
  /** Exact code first, then codes that begin with or contain the text (any case), at most `limit`. */
  findSkus(text: string, limit: number): Promise<readonly SkuInfo[]>;
  categories(): Promise<readonly string[]>;
  /** Roles in the product matrix that SKUs have, as the products files write them. */
  skuRoles(): Promise<readonly string[]>;
  /** Removes the sample: every simulated store, warehouse, supplier, lane, SKU and all their facts. */
  removeSimulated(): Promise<void>;
  /** The newest day that any fact of this store speaks of; stores and facts that have none are left out. */
  freshness(): Promise<readonly Freshness[]>;
}
