import { z } from "zod";
import { INTAKE_ROLES } from "../app/intake/drop.ts";
import { ASKED } from "../app/intake/types.ts";
import type { Action } from "../app/types.ts";
import { UserError } from "../domain/user-error.ts";
import { intakeMessage } from "../views/intake.ts";

const Args = z.object({ upload: z.string().min(1), given: z.partialRecord(z.enum(ASKED), z.string()) });
type Args = z.infer<typeof Args>;

/** Somebody said what a dropped file does not: whose it is, which days it covers. */
export const action: Action<Args> = {
  args: Args,
  roles: INTAKE_ROLES,
  repeatable: false,
  async run({ upload, given }, context, asker, fields) {
    if (!context.intake) throw new TypeError("an answer about a file where there is no intake");
    const said = Object.fromEntries(ASKED.flatMap((k) => (fields[k]?.trim() ? [[k, fields[k].trim()]] : [])));
    const result = await context.intake.answer(upload, { given: { ...given, ...said }, by: asker.member.slug });
    if (!result) {
      throw new UserError(
        "upload-gone",
        { zh: "这个文件已经处理过，或已超过保留时间。", en: "This file was read already, or it was kept for too long." },
        { zh: "需要的话请重新上传。", en: "Drop it again if it is still needed." },
      );
    }
    // An answer may be wrong (a store that does not fit) and is then given again.
    return { message: intakeMessage(result, upload), data: result, ...(result.kind !== "done" && { undecided: true }) };
  },
};
