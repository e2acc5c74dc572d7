import { UserError } from "../../domain/user-error.ts";
import type { Zone } from "../../domain/calendar/zone.ts";
import type { Sensitivity } from "../../domain/value.ts";
import type { Language } from "../../message/message.ts";
import type { Company, CompanyData, Member, Purpose, Role } from "../../ports/company.ts";
import type { Prisma, PrismaClient } from "../client/client.ts";
import { clean } from "../rows.ts";

/** Until somebody says who we are. */
const NOBODY_SAID: Company = { name: "", currency: "USD", lang: "en", zone: "UTC" as Zone };

type People = Pick<
  CompanyData,
  | "company"
  | "setCompany"
  | "bindings"
  | "saveBinding"
  | "removeBinding"
  | "members"
  | "memberByAccount"
  | "saveMember"
  | "linkByEmail"
  | "unlink"
  | "removeMember"
>;

const WITH_ACCOUNTS = { accounts: { orderBy: [{ platform: "asc" }, { account: "asc" }] } } as const satisfies Prisma.MemberInclude;

function memberOf(row: Prisma.MemberGetPayload<{ include: typeof WITH_ACCOUNTS }>): Member {
  return {
    slug: row.slug,
    name: row.name,
    email: row.email,
    roles: row.roles as Role[],
    accounts: row.accounts.map(({ platform, account }) => ({ platform, account })),
  };
}

/** Who we are, who is who, and which channel is for what. */
export function people(prisma: PrismaClient): People {
  async function company(): Promise<Company> {
    const row = await prisma.company.findUnique({ where: { id: 1 } });
    return row === null ? NOBODY_SAID : { name: row.name, currency: row.currency, lang: row.lang as Language, zone: row.zone as Zone };
  }

  async function memberByAccount(platform: string, account: string): Promise<Member | undefined> {
    const row = await prisma.memberAccount.findUnique({
      where: { platform_account: { platform, account } },
      include: { member: { include: WITH_ACCOUNTS } },
    });
    return row === null ? undefined : memberOf(row.member);
  }

  return {
    company,
    setCompany: async (change) => {
      const { name, currency, lang, zone } = { ...(await company()), ...change };
      // Only what was changed is written over, so that two people who change different things do not undo each other.
      await prisma.company.upsert({
        where: { id: 1 },
        create: { name: clean(name), currency, lang, zone },
        update: { ...change, ...(change.name === undefined ? {} : { name: clean(change.name) }) },
      });
      return company();
    },

    bindings: async () => {
      const rows = await prisma.binding.findMany({ orderBy: { id: "asc" } });
      return rows.map((row) => ({
        purpose: row.purpose as Purpose,
        platform: row.platform,
        channel: row.channel,
        stores: row.stores,
        lang: row.lang as Language,
        zone: row.zone as Zone,
        currency: row.currency,
        clearance: row.clearance as Sensitivity,
        quiet: row.quiet_from === null || row.quiet_to === null ? null : { from: row.quiet_from, to: row.quiet_to },
      }));
    },
    saveBinding: async ({ purpose, platform, channel, stores, lang, zone, currency, clearance, quiet }) => {
      const data = {
        stores: [...stores],
        lang,
        zone,
        currency,
        clearance,
        quiet_from: quiet?.from ?? null,
        quiet_to: quiet?.to ?? null,
      };
      await prisma.binding.upsert({
        where: { purpose_platform_channel: { purpose, platform, channel } },
        create: { purpose, platform, channel, ...data },
        update: data,
      });
    },

    removeBinding: async ({ purpose, platform, channel }) =>
      (await prisma.binding.deleteMany({ where: { purpose, platform, channel } })).count === 1,

    members: async () => (await prisma.member.findMany({ include: WITH_ACCOUNTS, orderBy: { id: "asc" } })).map(memberOf),
    memberByAccount,
    linkByEmail: async (email, { platform, account }) => {
      // Who is removed at the same moment is waited for, and is then not there any more.
      const made = await prisma.$executeRaw`
        INSERT INTO member_account (platform, account, member_id)
        SELECT ${platform}, ${account}, m.id FROM member m
        WHERE lower(m.email) = lower(${email})
          AND NOT EXISTS (SELECT 1 FROM member other WHERE lower(other.email) = lower(${email}) AND other.id <> m.id)
        FOR KEY SHARE OF m
        ON CONFLICT DO NOTHING`;
      const member = await memberByAccount(platform, account);
      return member && { member, isNew: made === 1 };
    },
    unlink: async (slug, platform) => {
      const rows = await prisma.$queryRaw<{ platform: string; account: string }[]>`
        DELETE FROM member_account a USING member m
        WHERE m.id = a.member_id AND m.slug = ${slug} AND a.platform = ${platform}
        RETURNING a.platform, a.account`;
      return rows.map((r) => ({ platform: r.platform, account: r.account }));
    },
    removeMember: async (slug) => (await prisma.member.deleteMany({ where: { slug } })).count === 1,
    saveMember: async (member) => {
      const { slug, email } = member;
      const accounts = member.accounts.map(({ platform, account }) => ({ platform, account }));
      const taken = await prisma.memberAccount.findFirst({
        where: { OR: accounts, member: { slug: { not: slug } } },
        include: { member: true },
      });
      if (taken !== null) {
        throw new UserError(
          "account-taken",
          {
            en: `The ${taken.platform} account ${taken.account} belongs to the member "${taken.member.slug}".`,
            zh: `${taken.platform} 账号 ${taken.account} 已属于成员“${taken.member.slug}”。`,
          },
          { en: "Take it from that member first: an account is one person.", zh: "一个账号只对应一个人，请先从该成员移除。" },
        );
      }
      const data = { name: clean(member.name), email, roles: [...member.roles] };
      await prisma.member.upsert({
        where: { slug },
        create: { slug, ...data, accounts: { create: accounts } },
        update: { ...data, accounts: { deleteMany: {}, create: accounts } },
      });
    },
  };
}
