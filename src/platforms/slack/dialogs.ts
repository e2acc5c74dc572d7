import type { Handlers, Person } from "../../ports/chat-platform.ts";
import type { Log } from "../../ports/system.ts";
import { message, type Sealed } from "../../message/message.ts";
import type { Seat } from "./seat.ts";
import type { WebClient } from "./client.ts";
import { drawDialog, type FilledDialog } from "./draw/dialog.ts";
import { slackCode } from "./errors.ts";
import type { ResponseUrl } from "./respond.ts";

export interface Dialogs {
  /** Opens the form behind a token, or what is said instead. The trigger lives 3 s from the click (docs.slack.dev/interactivity). */
  open(handlers: Handlers, trigger: string, token: string, seat: Seat): Promise<"opened" | "unknown" | Sealed>;
  /** Where what was filled in came from. */
  seat(filled: FilledDialog, eventId: string, person: Person): Seat;
}

export interface DialogNeeds {
  readonly client: WebClient;
  readonly log: Log;
}

// A dialog that stays open for days is answered without the response_url, which is dead by then.
const REMEMBERED = 500;

export function makeDialogs({ client, log }: DialogNeeds): Dialogs {
  // A response_url is a secret and does not travel with the view; a replica that does not know it answers without.
  const origins = new Map<string, ResponseUrl | undefined>();

  return {
    async open(handlers, trigger, token, seat) {
      const form = await handlers.form(token, seat.person, seat.channel ?? undefined);
      if (form === undefined) return "unknown";
      origins.set(`${seat.person.account} ${token}`, seat.url);
      if (origins.size > REMEMBERED) for (const oldest of [...origins.keys()].slice(0, REMEMBERED / 2)) origins.delete(oldest);
      const place = {
        channel: seat.channel ?? seat.person.account,
        ...(seat.threadId === undefined ? {} : { threadId: seat.threadId }),
        ...(seat.pressed === undefined ? {} : { messageId: seat.pressed.ts }),
        ...(seat.pressed?.ephemeral === true ? { ephemeral: true as const } : {}),
      };
      try {
        await client.views.open({ trigger_id: trigger, view: drawDialog(form, token, place, form.today) });
      } catch (error) {
        log.error("slack.dialog-not-opened", error, { code: slackCode(error) ?? null });
        return notOpened(form.lang);
      }
      return "opened";
    },

    seat({ token, place }, eventId, person) {
      const url = origins.get(`${person.account} ${token}`);
      const home = place.channel === person.account;
      return {
        eventId,
        channel: home ? null : place.channel,
        person,
        direct: home || place.channel.startsWith("D"),
        ...(place.threadId === undefined ? {} : { threadId: place.threadId }),
        ...(place.threadId !== undefined && place.threadId === place.messageId ? { begins: true } : {}),
        ...(place.messageId === undefined ? {} : { pressed: { ts: place.messageId, ephemeral: place.ephemeral === true } }),
        ...(url === undefined ? {} : { url }),
      };
    },
  };
}

/** The trigger has died, or who had it. */
export const notOpened = (lang: Sealed["lang"]): Sealed => ({
  message: message({
    title: { zh: "表单没有打开", en: "The form did not open" },
    lead: { zh: "请再点一次按钮。", en: "Please click the button again." },
    tone: "error",
  }),
  buttonTokens: [],
  formTokens: {},
  lang,
  reach: "asker",
});
