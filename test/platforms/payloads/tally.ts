import type { Message, Sealed } from "../../../src/message/message.ts";
import { draw, type Payload } from "./draw.ts";
import { type House, type Place, PLACES } from "./house.ts";

/** How much was looked at; a test that looked at little proves little. */
export class Tally {
  payloads = 0;
  looks = 0;

  /** Draws all of them and answers what is wrong with any. */
  problemsOf(all: readonly Payload[]): readonly string[] {
    return all.flatMap((payload) => {
      const verdict = draw(payload);
      this.payloads += 1;
      this.looks += verdict.drawn;
      return verdict.problems;
    });
  }
}

export async function everywhere(what: string, say: (place: Place) => Promise<Sealed>): Promise<Payload[]> {
  const found: Payload[] = [];
  for (const place of PLACES) found.push({ what: `${what} [${place.clearance}]`, sealed: await say(place) });
  return found;
}

export async function asSent(house: House, what: string, messages: readonly Message[], place: Place): Promise<Payload[]> {
  const found: Payload[] = [];
  for (const [i, m] of messages.entries())
    found.push({ what: `${what} ${i + 1} [${place.clearance}]`, sealed: await house.sealed(m, place) });
  return found;
}
