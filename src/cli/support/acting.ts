import { may, ROLE_NAME } from "../../app/roles.ts";
import type { Allowed } from "../../app/types.ts";
import { UserError } from "../../domain/user-error.ts";
import type { Text } from "../../domain/value.ts";
import type { CompanyData } from "../../ports/company.ts";
import { type Parsed, text, UsageError } from "../subcommand.ts";

/** Who holds this machine acts as the owner, unless they say in whose name. */
const HERE = "owner";

/** In whose name something is done: `--as MEMBER`, whose roles must allow it as they must in a chat. */
export async function actingAs(
  values: Parsed["values"],
  company: Pick<CompanyData, "members">,
  allowed: Allowed,
  deed: Text,
): Promise<string> {
  const as = text(values["as"]);
  const members = await company.members();
  const slug = as ?? HERE;
  const member = members.find((m) => m.slug === slug);
  if (!member) throw new UsageError(`--as ${slug}: no such member. Known: ${members.map((m) => m.slug).join(", ")}`);
  if (as === undefined || as === HERE || may(allowed, member.roles)) return slug;
  const who = ["owner" as const, ...(allowed === "everyone" ? [] : allowed.filter((r) => r !== "owner"))];
  const has = { zh: member.roles.map((r) => ROLE_NAME[r].zh).join("、"), en: member.roles.map((r) => ROLE_NAME[r].en).join(", ") };
  const persons = members.filter((m) => may(allowed, m.roles)).map((m) => m.slug);
  throw new UserError(
    "forbidden",
    { zh: `--as ${slug}：${member.name}（${has.zh}）不能${deed.zh}。`, en: `--as ${slug}: ${member.name} (${has.en}) may not ${deed.en}.` },
    {
      zh: `可以的角色：${who.map((r) => ROLE_NAME[r].zh).join("、")}；现有成员：${persons.join("、")}。`,
      en: `It is for: ${who.map((r) => ROLE_NAME[r].en).join(", ")}; of the members: ${persons.join(", ")}.`,
    },
  );
}
