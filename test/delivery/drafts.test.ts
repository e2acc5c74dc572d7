import { describe, expect, it } from "vitest";
import type { DeliveryDeps } from "../../src/delivery/worker.ts";
import type { Sensitivity } from "../../src/domain/value.ts";
import { cutFor } from "../../src/message/audience.ts";
import { message } from "../../src/message/message.ts";
import type { Mishap } from "../fakes/chat-platform.ts";
import { MINUTE, post, town } from "./fixture.ts";

const margins = message({
  title: { zh: "毛利", en: "Margins" },
  blocks: [{ kind: "prose", text: { zh: "毛利 73%", en: "It earns 73%" }, sensitivity: "margin" }],
});

/** A process on a platform that puts a post back so often; how often the post was made ready. */
function waiting(times: number, more: Partial<DeliveryDeps> = {}) {
  const t = town();
  t.platform.script.push(...Array<Mishap>(times).fill("rate-limited"));
  const made: Sensitivity[] = [];
  const { due } = t.life({
    seal: (m, lang, clearance) => {
      made.push(clearance);
      return Promise.resolve({ message: cutFor(m, clearance), buttonTokens: [`token-${made.length}`], formTokens: {}, lang });
    },
    ...more,
  });
  const again = async (ms = t.platform.retryAfterMs): Promise<void> => {
    t.clock.pass(ms);
    await due();
  };
  return { t, made, due, again };
}

describe("a post that is put back", () => {
  it("is made ready once, however often it waits", async () => {
    const { t, made, due, again } = waiting(4);
    await t.put(post("digest"));
    await due();
    for (let i = 0; i < 4; i++) await again();
    expect(t.said()).toEqual(["digest"]);
    expect(made).toHaveLength(1);
    expect(t.platform.ledger[0]?.sealed.buttonTokens).toEqual(["token-1"]);
  });

  it("is cut anew when others read there meanwhile", async () => {
    let clearance: Sensitivity = "margin";
    const { t, made, due, again } = waiting(2, { clearance: () => Promise.resolve(clearance) });
    await t.put(post("digest", { message: margins }));
    await due();
    clearance = "internal";
    await again();
    await again();
    expect(made).toEqual(["margin", "internal"]);
    expect(JSON.stringify(t.platform.ledger[0]?.sealed)).not.toContain("73%");
  });

  it("is made ready anew when it is to say something else by now", async () => {
    const { t, made, due, again } = waiting(1);
    await t.put(post("alert"));
    await due();
    await t.outbox.revise([{ key: "alert", message: message({ title: { zh: "新", en: "new" } }) }], t.clock.now(), t.clock.now());
    await again();
    expect(made).toHaveLength(2);
    expect(t.platform.ledger[0]?.sealed.message.title.en).toBe("new");
  });

  it("is made ready anew when that was long ago: what its buttons decide on may be another by now", async () => {
    const { t, made, due, again } = waiting(1);
    await t.put(post("digest"));
    await due();
    await again(6 * MINUTE);
    expect(t.said()).toEqual(["digest"]);
    expect(made).toHaveLength(2);
  });

  it("is not the one after it", async () => {
    const { t, made, due, again } = waiting(1);
    await t.put(post("a"), post("b"));
    await due();
    await again();
    await again();
    expect(t.said()).toEqual(["a", "b"]);
    expect(made).toHaveLength(2);
  });
});
