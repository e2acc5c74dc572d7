import type { Zone } from "../domain/calendar/zone.ts";
import type { Language } from "../message/message.ts";
import { type Binding, type CompanyData, type Purpose, ROLES } from "../ports/company.ts";

/** Where the local workspace gets what, until somebody binds other channels. */
const LOCAL: readonly (readonly [Purpose, string])[] = [
  ["digest", "digest"],
  ["stock", "stock"],
  ["returns", "returns"],
  ["retro", "retro"],
  ["ops", "ops"],
];

/**
 * What a new installation needs before anybody can type: a company, its owner (who is the local workspace's person), and
 * channels for the posts. Does nothing where an owner is there already.
 */
export async function firstRun(data: CompanyData, machine: { readonly zone: Zone; readonly lang: Language }): Promise<boolean> {
  if ((await data.members()).length > 0) return false;
  const { zone, lang } = machine;
  await data.setCompany({ name: lang === "zh" ? "我的公司" : "My company", currency: "USD", lang, zone });
  for (const [purpose, channel] of LOCAL) {
    const binding: Binding = {
      purpose,
      platform: "local",
      channel,
      stores: [],
      lang,
      zone,
      currency: null,
      clearance: "margin",
      quiet: null,
    };
    await data.saveBinding(binding);
  }
  // Last: its presence says that the rest is there.
  await data.saveMember({
    slug: "owner",
    name: lang === "zh" ? "老板" : "Owner",
    email: null,
    roles: [...ROLES],
    accounts: [{ platform: "local", account: "owner" }],
  });
  return true;
}
