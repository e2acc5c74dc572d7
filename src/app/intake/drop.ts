import type { Message } from "../../message/message.ts";
import type { IncomingFile, Progress } from "../../ports/chat-platform.ts";
import { forbidden, may } from "../roles.ts";
import type { Answer, Asker, Context } from "../types.ts";
import type { IntakeResult } from "./types.ts";

/** Roles whose files are taken from a chat: those who answer for the figures. */
export const INTAKE_ROLES = ["operator", "analyst", "supply", "finance", "admin", "product", "service"] as const;

/** What happens when a file is dropped into a chat. `view` says what became of it. */
export function fileDrop(view: (result: IntakeResult, upload: string | null) => Message) {
  return async (file: IncomingFile, context: Context, asker: Asker, onProgress: (p: Progress) => void): Promise<Answer> => {
    if (!context.intake) throw new TypeError("a file was dropped where there is no intake");
    if (!may(INTAKE_ROLES, asker.roles)) throw forbidden({ zh: "报表导入", en: "the import of reports" }, INTAKE_ROLES);
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
