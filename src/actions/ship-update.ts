import { z } from "zod";
import { dayOf, noteOf, readCounts } from "../app/shipments/fields.ts";
import { shipmentAt, shipmentVersion, SHIPPERS } from "../app/shipments/found.ts";
import { say } from "../app/shipments/say.ts";
import type { Action } from "../app/types.ts";
import type { Day } from "../domain/calendar/day.ts";
import { resize, update, type Update } from "../domain/shipments/change.ts";
import { dayIn, etaOf, stateOf, TRACKED_STATES } from "../domain/shipments/types.ts";
import { SHIPMENT_STATE } from "../domain/shipments/words.ts";
import { UserError } from "../domain/user-error.ts";
import { snoozesOver } from "../views/attention.ts";
import { shipmentCard } from "../views/shipment.ts";
import { SLIP_WORDS } from "../views/shipment-slip.ts";

const args = z.object({ warehouse: z.string().min(1), number: z.string().min(1) });

function stateIn(text: string | undefined): Update["state"] {
  const word = text?.trim() ?? "";
  if (word === "") return null;
  const state = TRACKED_STATES.find((s) => s === word);
  if (state === "received")
    throw new UserError(
      "receive-instead",
      { zh: "收货要写实收件数。", en: "To receive it, say how many units came." },
      { zh: "请用“收货”按钮。", en: "Use the button Receive." },
    );
  if (state !== undefined) return state;
  throw new UserError(
    "field-no-state",
    { zh: `没有“${word}”这种状态。`, en: `"${word}" is no state of a shipment.` },
    {
      zh: `可选：${TRACKED_STATES.map((s) => SHIPMENT_STATE[s].zh).join("、")}`,
      en: `There are ${TRACKED_STATES.join(", ")}`,
    },
  );
}

/** Says how a shipment stands: its state with the day, its ETA, other units. What depends on it is planned anew, and a slip is told. */
export const action: Action<z.infer<typeof args>> = {
  args,
  roles: SHIPPERS,
  repeatable: false,
  version: shipmentVersion,
  async run(key, context, asker, fields) {
    const before = await shipmentAt(context, key);
    const today = context.today(asker.zone);
    // Filled in with what is known of one of several SKUs: left as it is, none of them changes.
    const told = (name: "landedOn" | "clearedOn" | "eta", known: Day | null): Day | null => {
      const said = dayOf(fields, name);
      return said === known ? null : said;
    };
    const wanted = {
      state: stateIn(fields["state"]),
      day: dayOf(fields, "day") ?? today,
      landedOn: told("landedOn", dayIn(before.lines, "landedOn")),
      clearedOn: told("clearedOn", dayIn(before.lines, "clearedOn")),
      eta: told("eta", etaOf(before.lines)),
      note: noteOf(fields),
    };
    const resized = resize(before.lines, readCounts(fields["lines"] ?? "", 1));
    const changed = update(resized.lines, wanted, today);
    const events = [...resized.events, ...changed.events];
    if (events.length === 0)
      throw new UserError(
        "nothing-changed",
        {
          zh: `${key.number} 还是${SHIPMENT_STATE[stateOf(before.lines)].zh}，没有要改的。`,
          en: `${key.number} is still ${SHIPMENT_STATE[stateOf(before.lines)].en}: nothing was changed.`,
        },
        { zh: "改状态、到货日或件数后再保存。", en: "Change its state, ETA or units, and save it." },
      );
    const statement = { lines: changed.lines, receipts: [], events };
    const saying = { what: "ship-update", statement, details: { ...wanted, events } } as const;
    const now = await say(context, before, saying, asker, { slip: SLIP_WORDS, back: snoozesOver });
    return { message: shipmentCard(now), data: now.shipment, audited: true };
  },
};
