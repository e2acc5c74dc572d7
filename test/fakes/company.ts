import type { Binding, Company, CompanyData, Member, Store } from "../../src/ports/company.ts";
import { zone } from "../../src/domain/calendar/zone.ts";

type Freshness = Awaited<ReturnType<CompanyData["freshness"]>>;

export interface FakeHouse {
  readonly company?: Partial<Company>;
  readonly stores?: readonly Store[];
  readonly bindings?: readonly Binding[];
  readonly members?: readonly Member[];
  readonly freshness?: Freshness;
}

const unasked = (what: string) => () => Promise.reject(new Error(`${what} is not part of this fake`));

/** Master data that a test writes down; it is read, never changed. */
export function fakeCompany(house: FakeHouse): CompanyData {
  const members = [...(house.members ?? [])];
  return {
    company: () => Promise.resolve({ name: "Harbour", currency: "USD", lang: "en", zone: zone("Asia/Shanghai"), ...house.company }),
    stores: () => Promise.resolve(house.stores ?? []),
    bindings: () => Promise.resolve(house.bindings ?? []),
    members: () => Promise.resolve(members),
    memberByAccount: (platform, account) =>
      Promise.resolve(members.find((m) => m.accounts.some((a) => a.platform === platform && a.account === account))),
    freshness: () => Promise.resolve(house.freshness ?? []),
    warehouses: () => Promise.resolve([]),
    suppliers: () => Promise.resolve([]),
    lanes: () => Promise.resolve([]),
    findSkus: () => Promise.resolve([]),
    categories: () => Promise.resolve([]),
    skuRoles: () => Promise.resolve([]),
    setCompany: unasked("setCompany"),
    saveStore: unasked("saveStore"),
    saveWarehouse: unasked("saveWarehouse"),
    saveSupplier: unasked("saveSupplier"),
    saveLane: unasked("saveLane"),
    saveBinding: unasked("saveBinding"),
    removeBinding: unasked("removeBinding"),
    saveMember: (changed) => {
      const at = members.findIndex((m) => m.slug === changed.slug);
      members.splice(at === -1 ? members.length : at, at === -1 ? 0 : 1, changed);
      return Promise.resolve();
    },
    linkByEmail: (email, account) => {
      const known = members.find((m) => m.accounts.some((a) => a.platform === account.platform && a.account === account.account));
      if (known) return Promise.resolve({ member: known, isNew: false });
      const same = members.filter((m) => m.email?.toLowerCase() === email.toLowerCase());
      const [found] = same;
      if (!found || same.length > 1) return Promise.resolve(undefined);
      const linked = { ...found, accounts: [...found.accounts, account] };
      members.splice(members.indexOf(found), 1, linked);
      return Promise.resolve({ member: linked, isNew: true });
    },
    unlink: unasked("unlink"),
    removeMember: unasked("removeMember"),
    removeStore: unasked("removeStore"),
    removeSimulated: unasked("removeSimulated"),
  };
}

export function binding(change: Partial<Binding> = {}): Binding {
  return {
    purpose: "digest",
    platform: "fake",
    channel: "ops",
    stores: [],
    lang: "en",
    zone: zone("Asia/Shanghai"),
    currency: null,
    clearance: "internal",
    quiet: null,
    ...change,
  };
}

export function member(slug: string, roles: Member["roles"], platform = "fake"): Member {
  return {
    slug,
    name: slug[0]?.toUpperCase() + slug.slice(1),
    email: `${slug}@harbour.example`,
    roles,
    accounts: [{ platform, account: `U-${slug}` }],
  };
}

export function store(code: string, change: Partial<Store> = {}): Store {
  return { code, name: code, platform: "amazon", country: "US", currency: "USD", zone: zone("UTC"), simulated: false, ...change };
}
