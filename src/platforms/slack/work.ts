import type { Sealed } from "../../message/message.ts";
import type { Handlers } from "../../ports/chat-platform.ts";
import type { Asked } from "./asked.ts";
import { type Dialogs, notOpened } from "./dialogs.ts";
import { type Files, noFile } from "./files.ts";
import type { Home } from "./home.ts";
import type { Report } from "./progress.ts";
import { incoming, pressedMessage, type Seat } from "./seat.ts";

/** What a gesture asks of the app. `trigger` opens a dialog, for 3 s. */
export type Work = (asked: Asked, handlers: Handlers, report: Report, trigger?: string) => Promise<Sealed | undefined>;

export interface WorkNeeds {
  readonly files: Files;
  readonly dialogs: Dialogs;
  readonly home: Home;
}

export function makeWork({ files, dialogs, home }: WorkNeeds): Work {
  const press = (handlers: Handlers, seat: Seat, token: string, fields?: Readonly<Record<string, string>>): Promise<Sealed | undefined> =>
    handlers.press({ ...incoming(seat), ...pressedMessage(seat), token, ...(fields === undefined ? {} : { fields }) });

  return async ({ seat, what }, handlers, report, trigger) => {
    const lang = seat.lang ?? "en";
    switch (what.kind) {
      case "text":
        return handlers.text({ ...incoming(seat), text: what.text });
      case "press": {
        const sealed = await press(handlers, seat, what.token, what.fields);
        if (what.onHome === true) home.show(seat.person.account);
        return sealed;
      }
      case "dialog": {
        if (trigger === undefined) return notOpened(lang);
        const opened = await dialogs.open(handlers, trigger, what.token, seat);
        if (opened === "opened") return undefined;
        // Nobody knows the form: the app says so.
        return opened === "unknown" ? press(handlers, seat, what.token) : opened;
      }
      case "file":
        return files.read(seat, what.file, handlers, report);
      case "no-file":
        return noFile(lang);
    }
  };
}
