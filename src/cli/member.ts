import { openPurser, type Purser } from "../main.ts";
import { type Member, ROLES, type Role } from "../ports/company.ts";
import { type CliIo, type Subcommand, text, UsageError } from "./subcommand.ts";

const PLATFORMS = ["slack", "feishu", "local"] as const;
const VERBS: ReadonlySet<string> = new Set(["add", "remove", "unlink"]);

/** Somebody left, or an account is not theirs. */
async function takeAway(
  { ports, clock }: Purser,
  members: readonly Member[],
  { verb, slug, platform }: { readonly verb: string; readonly slug: string; readonly platform: string | undefined },
  io: CliIo,
): Promise<number> {
  const member = members.find((m) => m.slug === slug);
  if (!member) throw new UsageError(`"${slug}" is no member. Members: ${members.map((m) => m.slug).join(", ")}`);
  const record = (what: string, details: Readonly<Record<string, unknown>>) =>
    ports.audit.record({ at: clock.now(), by: "command-line", what, on: slug, details });
  if (verb === "remove") {
    const owners = members.filter((m) => m.roles.includes("owner"));
    if (owners.length === 1 && owners[0] === member) throw new UsageError(`${slug} is the only owner: make somebody else one first`);
    await ports.company.removeMember(slug);
    await record("member-removed", { accounts: member.accounts });
    io.out(`removed member ${slug}; what they decided stays in the audit`);
    return 0;
  }
  const gone = platform === undefined ? [] : await ports.company.unlink(slug, platform);
  if (gone.length === 0) {
    const has = member.accounts.map((a) => a.platform).join(", ") || "none";
    throw new UsageError(`${slug} has no account on "${platform ?? ""}". Accounts: ${has}`);
  }
  await record("member-unlinked", { accounts: gone });
  const again = member.email === null ? "" : `; an account with the e-mail ${member.email} is linked again when it writes`;
  io.out(`${gone.map((a) => `${a.platform}:${a.account}`).join(" ")} is not ${slug}'s any more${again}`);
  return 0;
}

/** `purser member add SLUG …`, `purser member list`, `purser member remove SLUG`, `purser member unlink SLUG PLATFORM` */
export const subcommand: Subcommand = {
  summary: "Members: who may ask and decide what.",
  usage: `add SLUG --role ROLE,… [--name NAME] [--email E] [--slack U…] [--feishu ou_…] [--local ACCOUNT] | list | remove SLUG | unlink SLUG PLATFORM    roles: ${ROLES.join(", ")}`,
  options: {
    role: { type: "string" },
    name: { type: "string" },
    email: { type: "string" },
    slack: { type: "string" },
    feishu: { type: "string" },
    local: { type: "string" },
  },
  async run({ values, positionals: [verb = "", slug, platform] }, io) {
    if (verb !== "list" && (!VERBS.has(verb) || slug === undefined))
      throw new UsageError(
        'expected "add SLUG", "remove SLUG", "unlink SLUG PLATFORM" or "list"; SLUG is a short name of yours for the person, such as mei',
      );
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
    if (verb === "remove" || verb === "unlink") return await takeAway(purser, members, { verb, slug, platform }, io);
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
