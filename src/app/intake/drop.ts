import { UserError } from "../../domain/user-error.ts";
import type { Message } from "../../message/message.ts";
import type { IncomingFile, Progress } from "../../ports/chat-platform.ts";
import type { Answer, Asker, Context } from "../types.ts";
import type { IntakeResult } from "./types.ts";

/** Roles whose files are taken from a chat: those who answer for the figures. */
export const INTAKE_ROLES = ["operator", "analyst", "supply", "finance", "admin", "product", "service"] as const;

/** What happens when a file is dropped into a chat. `view` says what became of it. */
export function fileDrop(view: (result: IntakeResult, upload: string | null) => Message) {
  return async (file: IncomingFile, context: Context, asker: Asker, onProgress: (p: Progress) => void): Promise<Answer> => {
    if (!context.intake) throw new TypeError("a file was dropped where there is no intake");
    const may = asker.roles.includes("owner") || INTAKE_ROLES.some((r) => asker.roles.includes(r));
    if (!may) {
      throw new UserError(
        "forbidden",
        { zh: "您的角色不能导入报表。", en: "Your role may not import reports." },
        { zh: "请管理员给您加上一个角色。", en: "Ask an admin for a role." },
      );
    }
    const { result, upload } = await context.intake.drop({
      name: file.name,
      open: () => file.open(),
      given: {},
      by: asker.member.slug,
      onProgress,
    });
    return { message: view(result, upload), data: result };
  };
}
