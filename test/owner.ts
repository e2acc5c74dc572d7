import type { Asker } from "../src/app/types.ts";
import type { Purser } from "../src/main.ts";

/** Whoever made the installation, with everybody's rights, where nobody else reads along. */
export async function ownerOf(purser: Purser, platform: string): Promise<Asker> {
  const [company, [member]] = await Promise.all([purser.ports.company.company(), purser.ports.company.members()]);
  if (!member) throw new Error("nobody is there");
  return { member, roles: member.roles, lang: "en", platform, channel: null, clearance: "margin", zone: company.zone };
}
