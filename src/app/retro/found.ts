import { UserError } from "../../domain/user-error.ts";
import type { AuditEntry } from "../../ports/delivery.ts";
import type { Retro } from "../../ports/retros.ts";
import type { Role } from "../../ports/company.ts";
import type { Asker, Context } from "../types.ts";

/** Who may fix the figures before their day. The owner may everything. */
export const RETRO_HOLDERS: readonly Role[] = ["product", "operator", "analyst", "admin"];

/** The retro that a button belongs to. */
export async function retroOf({ retros }: Pick<Context, "retros">, id: number): Promise<Retro> {
  const retro = await retros.byId(id);
  if (retro) return retro;
  throw new UserError(
    "no-such-retro",
    { zh: "这次复盘已经不在了。", en: "This retro is not kept any more." },
    { zh: "用 /retro 看最近一次复盘。", en: "See the latest one with /retro." },
  );
}

/** What the audit says of something that was added to a retro. */
export const retroEntry = (
  what: string,
  { key }: Pick<Retro, "key">,
  details: AuditEntry["details"],
  { now }: Pick<Context, "now">,
  asker: Asker,
): AuditEntry => ({
  at: now,
  by: asker.member.slug,
  what,
  on: key,
  details: { platform: asker.platform, channel: asker.channel, ...details },
});

/** Of a form that is opened now by somebody: what it says is taken once. */
export const formKey = ({ now }: Pick<Context, "now">, asker: Asker): string => `${asker.member.slug} ${now.toISOString()}`;
