import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { client } from "./bolts.ts";
import type { Obj } from "./json.ts";
import type { FakeSlack } from "./server.ts";
import { startFakeSlack } from "./server.ts";

let slack: FakeSlack;
beforeEach(async () => {
  slack = await startFakeSlack({ users: [{ name: "ann" }], channels: [{ name: "ops" }], triggerMs: 200 });
});
afterEach(() => slack.stop());

const view = (more: Obj = {}): never =>
  ({
    type: "modal",
    title: { type: "plain_text", text: "Order" },
    submit: { type: "plain_text", text: "Send" },
    blocks: [
      {
        type: "input",
        block_id: "n",
        label: { type: "plain_text", text: "Quantity" },
        element: { type: "plain_text_input", action_id: "n" },
      },
    ],
    ...more,
  }) as never;

/** A trigger, as a command brings one that nobody answered. */
async function trigger(): Promise<string> {
  await slack.slash("ops", "ann", "/order");
  return String(slack.ledger.deliveries.at(-1)?.body["trigger_id"]);
}

describe("a trigger", () => {
  it("opens one modal, and not a second", async () => {
    const id = await trigger();
    await client(slack).views.open({ trigger_id: id, view: view() });

    expect(slack.read(slack.modal("ann") ?? fail())).toBe("Quantity");
    await expect(client(slack).views.open({ trigger_id: id, view: view() })).rejects.toMatchObject({
      data: { error: "exchanged_trigger_id" },
    });
  });

  it("goes out of date", async () => {
    const id = await trigger();
    const since = performance.now();
    await expect.poll(() => performance.now() - since).toBeGreaterThan(220);

    await expect(client(slack).views.open({ trigger_id: id, view: view() })).rejects.toMatchObject({
      data: { error: "expired_trigger_id" },
    });
  });

  it("that nobody issued opens nothing, and a modal beyond the limits leaves it unused", async () => {
    const id = await trigger();
    await expect(client(slack).views.open({ trigger_id: "1.2.3", view: view() })).rejects.toMatchObject({
      data: { error: "invalid_trigger_id" },
    });
    const long = view({ title: { type: "plain_text", text: "A title of more than twenty-four" } });
    await expect(client(slack).views.open({ trigger_id: id, view: long })).rejects.toMatchObject({ data: { error: "invalid_arguments" } });
    await client(slack).views.open({ trigger_id: id, view: view() });
  });
});

describe("an open modal", () => {
  it("is changed by id, by external_id, and not by who has seen an older version", async () => {
    const opened = await client(slack).views.open({ trigger_id: await trigger(), view: view({ external_id: "order-1" }) });
    const hash = opened.view?.hash ?? "";
    const blocks = [{ type: "section", text: { type: "plain_text", text: "Done" } }];

    await client(slack).views.update({ view_id: opened.view?.id ?? "", hash, view: view({ external_id: "order-1" }) });
    await expect(client(slack).views.update({ external_id: "order-1", hash, view: view() })).rejects.toMatchObject({
      data: { error: "hash_conflict" },
    });
    await client(slack).views.update({ external_id: "order-1", view: view({ external_id: "order-1", blocks }) });

    expect(slack.read(slack.modal("ann") ?? fail())).toBe("Done");
  });

  it("may have two more on top of it; closing one shows the one beneath", async () => {
    for (const call of ["open", "push", "push"] as const) await client(slack).views[call]({ trigger_id: await trigger(), view: view() });
    await expect(client(slack).views.push({ trigger_id: await trigger(), view: view() })).rejects.toMatchObject({
      data: { error: "push_limit_reached" },
    });

    const top = slack.modal("ann") ?? fail();
    await slack.close(top, "ann");

    expect(slack.modal("ann")?.id).toBe(top.previous);
  });
});

it("a form that nobody acknowledged stays open with what was entered", async () => {
  await client(slack).views.open({ trigger_id: await trigger(), view: view() });
  const modal = slack.modal("ann") ?? fail();

  const answer = await slack.submit(modal, { n: "40" }, "ann");

  expect(answer.failure).toBe("dispatch_failed");
  expect([modal.open, modal.state["n"]?.["n"]?.["value"]]).toEqual([true, "40"]);
});

function fail(): never {
  throw new Error("no modal is open");
}
