import { ROLES, type Role } from "../ports/company.ts";
import { openPurser } from "../main.ts";
import { type Subcommand, text, UsageError } from "./subcommand.ts";

const PLATFORMS = ["slack", "feishu", "local"] as const;

/** `purser member add SLUG …`, `purser member list` */
export const subcommand: Subcommand = {
  summary: "Members: who may ask and decide what.",
  usage: `add SLUG --role ROLE,… [--name NAME] [--email E] [--slack U…] [--feishu ou_…] [--local ACCOUNT] | list    roles: ${ROLES.join(", ")}`,
  options: {
    role: { type: "string" },
    name: { type: "string" },
    email: { type: "string" },
    slack: { type: "string" },
    feishu: { type: "string" },
    local: { type: "string" },
  },
  async run({ values, positionals: [verb, slug] }, io) {
    if (verb !== "list" && (verb !== "add" || slug === undefined))
      throw new UsageError('expected "add SLUG" or "list"; SLUG is a short name of yours for the person, such as mei');
    await using purser = await openPurser(io.config);
    const { company } = purser.ports;
    const members = await company.members();
    if (verb === "list" || slug === undefined) {
      for (const m of members)
        io.out(
          `${m.slug}  ${m.roles.join(",")}  ${m.email ?? "no e-mail"}  ${m.accounts.map((a) => `${a.platform}:${a.account}`).join(" ") || "no account yet"}`,
        );
      return 0;
    }
    if (!/^[a-z0-9][a-z0-9._-]{0,39}$/.test(slug)) throw new UsageError(`"${slug}" is no slug: small letters, digits, ".", "_" and "-"`);
    const before = members.find((m) => m.slug === slug);
    const roles = (text(values["role"]) ?? before?.roles.join(",") ?? "")
      .split(",")
      .filter(Boolean)
      .map((r): Role => {
        const role = ROLES.find((x) => x === r);
        if (!role) throw new UsageError(`--role ${r}: expected some of ${ROLES.join(", ")}`);
        return role;
      });
    if (roles.length === 0) throw new UsageError("--role is missing");
    const given = PLATFORMS.flatMap((platform) => {
      const account = text(values[platform]);
      return account === undefined ? [] : [{ platform, account }];
    });
    const kept = before?.accounts.filter((a) => !given.some((g) => g.platform === a.platform)) ?? [];
    const accounts = [...kept, ...given];
    await company.saveMember({
      slug,
      name: text(values["name"]) ?? before?.name ?? slug,
      email: text(values["email"]) ?? before?.email ?? null,
      roles,
      accounts,
    });
    await purser.ports.audit.record({ at: purser.clock.now(), by: "command-line", what: "member-saved", on: slug, details: { roles } });
    io.out(`${before ? "changed" : "added"} member ${slug}`);
    return 0;
  },
};
