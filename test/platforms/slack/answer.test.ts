import { afterEach, describe, expect, it } from "vitest";
import { day } from "../../../src/domain/calendar/day.ts";
import type { Handlers } from "../../../src/ports/chat-platform.ts";
import { FakeClock } from "../../fakes/clock.ts";
import { nothing, type SlackBench, slackBench, type SlackBenchOptions } from "./bench.ts";
import { message } from "../../../src/message/message.ts";
import { approval, both as words, chart, longTable, question, ready } from "./kit.ts";

describe("how Purser answers in Slack", () => {
  let b: SlackBench;
  afterEach(() => b.close());
  const open = async (handlers: Partial<Handlers>, options: SlackBenchOptions = {}): Promise<void> => {
    b = await slackBench({ ...nothing, ...handlers }, options);
  };
  const post = async (sealed = ready(approval)) => {
    const outcome = await b.platform.post({ channel: b.channel }, sealed, "a-post");
    if (outcome.kind !== "sent") throw new Error(outcome.reason);
    const message = b.slack.ledger.message(b.channel, outcome.ref.messageId);
    if (message === undefined) throw new Error("not there");
    return { ref: outcome.ref, message };
  };

  it("tells a refusal to nobody but whoever asked", async () => {
    await open({ text: async () => ready("You may not see margins", { reach: "asker" }) });
    await b.slack.type("ops", "mei", "/kpi gross-margin");
    await b.slack.type("ops", "mei", "@purser kpi gross-margin");
    await b.settled();

    expect(b.slack.shown("ops").join("\n")).not.toContain("You may not");
    expect(b.slack.whispers("mei")).toEqual([expect.stringContaining("You may not"), expect.stringContaining("You may not")]);
  });

  it("shows in the pressed message who decided, and answers below it", async () => {
    await open({ press: async () => ready("600 mugs are ordered", { instead: ready("Buy 600 mugs? Approved by Mei") }) });
    const { message } = await post();
    await b.slack.click(message, "Approve", "mei");
    await b.settled();

    expect(b.slack.shown("ops")).toEqual([expect.stringContaining("Approved by Mei")]);
    expect(b.slack.shown("ops")[0]).not.toContain("[Approve]");
    expect(b.slack.shown("ops", message.ts).at(-1)).toContain("600 mugs are ordered");
  });

  it("tells only the loser of a race that somebody was first", async () => {
    let pressed = 0;
    await open({
      press: async () =>
        (pressed += 1) === 1 ? ready("Ordered", { instead: ready("Approved by Mei") }) : ready("Already done by Mei", { reach: "asker" }),
    });
    b.slack.addUser({ id: "U0LI000001", name: "li" });
    b.slack.channel("ops").members.push("U0LI000001");
    const { message } = await post();
    await Promise.all([b.slack.click(message, "Approve", "mei"), b.slack.click(message, "Approve", "li")]);
    await b.settled();

    const whispers = [...b.slack.whispers("mei"), ...b.slack.whispers("li")];
    expect(whispers).toEqual([expect.stringContaining("Already done by Mei")]);
    expect(b.slack.shown("ops", message.ts).join("\n")).not.toContain("Already done");
  });

  it("replaces a message that only one person sees through the address of the click", async () => {
    await open({
      text: async () => ready(approval, { reach: "asker" }),
      press: async () => ready("Done", { reach: "asker", instead: ready("Approved, as you see alone") }),
    });
    await b.slack.type("ops", "mei", "/approve");
    await b.settled();
    const whisper = b.slack.ledger.whispers("U0MEI00001")[0];
    if (whisper === undefined) throw new Error("nothing was whispered");
    await b.slack.click(whisper, "Approve", "mei");
    await b.settled();

    expect(b.slack.whispers("mei")).toEqual([expect.stringContaining("Approved, as you see alone"), expect.stringContaining("Done")]);
    expect(b.slack.shown("ops")).toEqual([]);
  });

  it("opens a form in a dialog, and hands over what was filled in", async () => {
    const heard: unknown[] = [];
    await open({
      form: async () => ({
        title: { zh: "选店铺", en: "Store" },
        submit: { zh: "确定", en: "OK" },
        lang: "en",
        today: day("2026-11-22"),
        fields: question.blocks.flatMap((block) => (block.kind === "form" ? block.fields : [])),
      }),
      press: async (press) => (heard.push(press), ready("Imported", { instead: ready("Imported for Amazon US") })),
    });
    const { message, ref } = await post(ready(question));
    await b.slack.click(message, "Answer", "mei");
    const modal = await b.slack.until(() => b.slack.modal("mei"), "the dialog");
    await b.slack.submit(modal, { Store: "amazon-us" }, "mei");
    await b.settled();

    expect(heard).toMatchObject([
      {
        token: "form-token-0",
        fields: { store: "amazon-us" },
        channel: b.channel,
        messageId: ref.messageId,
        person: { account: "U0MEI00001" },
      },
    ]);
    expect(modal.open).toBe(false);
    expect(b.slack.shown("ops")).toEqual([expect.stringContaining("Imported for Amazon US")]);
    expect(b.slack.shown("ops", message.ts).at(-1)).toContain("Imported");
  });

  it("lets the app refuse a form that nobody knows", async () => {
    await open({ press: async ({ token }) => ready(`I do not know ${token}`, { reach: "asker" }) });
    const { message } = await post(ready(question));
    await b.slack.click(message, "Answer", "mei");
    await b.settled();

    expect(b.slack.whispers("mei")).toEqual([expect.stringContaining("I do not know form-token-0")]);
  });

  it("offers the months around the day that it is where the person is", async () => {
    const month = { name: "period", label: { zh: "月份", en: "Month" }, type: "month" } as const;
    const form = { title: { zh: "问", en: "Ask" }, submit: { zh: "好", en: "OK" }, lang: "en" as const, fields: [month] };
    await open({ form: async () => ({ ...form, today: day("2031-01-01") }) });
    const { message } = await post(ready(question));
    await b.slack.click(message, "Answer", "mei");
    const modal = await b.slack.until(() => b.slack.modal("mei"), "the dialog");

    const offered = JSON.stringify(modal).match(/"value":"\d{4}-\d{2}"/g);
    expect([offered?.[0], offered?.at(-1)]).toEqual(['"value":"2031-04"', '"value":"2028-01"']);
  });

  it("asks for another click when the dialog came too late", async () => {
    await open({
      form: async () => ({
        title: { zh: "问", en: "Ask" },
        submit: { zh: "好", en: "OK" },
        lang: "zh",
        today: day("2026-11-22"),
        fields: [],
      }),
    });
    b.slack.fail({ methods: ["views.open"], how: { kind: "error", error: "expired_trigger_id" } });
    const { message } = await post(ready(question));
    await b.slack.click(message, "Answer", "mei");
    await b.settled();

    expect(b.slack.whispers("mei")).toEqual([expect.stringContaining("表单没有打开")]);
  });

  it("shows a person their own page, and draws it anew after a press on it", async () => {
    let done = false;
    await open({
      home: async ({ account }, lang) =>
        ready(
          done
            ? { ...approval, title: { zh: "没有待办", en: "Nothing to do" }, actions: [] }
            : { ...approval, title: { zh: `${account} ${lang} 待办`, en: "Duties" } },
          { lang: lang ?? "en" },
        ),
      press: async () => ((done = true), ready("Approved")),
    });
    await b.slack.openHome("mei");
    await b.settled();
    const home = b.slack.home("mei");
    if (home === undefined) throw new Error("no home");
    expect(b.slack.read(home)).toContain("U0MEI00001 zh 待办");

    await b.slack.click(home, "Approve", "mei");
    await b.settled();

    expect(b.slack.read(b.slack.home("mei") ?? home)).toContain("没有待办");
    const direct = [...b.slack.world.channels.values()].find((c) => c.withUser === "U0MEI00001");
    expect(b.slack.shown(direct?.id ?? "")).toEqual([expect.stringContaining("Approved")]);
  });

  it("says that it works when an answer takes its time, and the answer takes the notice's place", async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    await open({ text: async () => (await promise, ready("The answer")) }, { platform: { timeouts: { patience: 20, progress: 20 } } });
    await b.slack.type("ops", "mei", "@purser kpi gmv");
    await b.slack.until(() => b.slack.shown("ops").some((line) => line.includes("正在处理")), "the notice");
    resolve();
    await b.settled();

    expect(b.slack.shown("ops")).toEqual([expect.anything(), expect.stringContaining("The answer")]);
  });

  it("spends no more than one use of a command's address on saying that it works", async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    await open({ text: async () => (await promise, ready("The answer")) }, { platform: { timeouts: { patience: 5, progress: 5 } } });
    await b.slack.type("ops", "mei", "/kpi gmv");
    await b.slack.until(() => b.slack.whispers("mei").length > 0, "the notice");
    resolve();
    await b.settled();

    expect(b.slack.ledger.callsOf("response_url")).toHaveLength(2);
    expect(b.slack.shown("ops")).toEqual([expect.stringContaining("The answer")]);
  });

  it("answers by message when the address of a command has run out", async () => {
    const clock = new FakeClock("2026-11-22T08:30:00Z");
    await open({ text: async () => (clock.pass(31 * 60_000), ready("After half an hour")) }, { clock });
    await b.slack.type("ops", "mei", "/kpi gmv");
    await b.settled();

    expect(b.slack.ledger.callsOf("response_url")).toHaveLength(0);
    expect(b.slack.shown("ops")).toEqual([expect.stringContaining("After half an hour")]);
  });

  it("waits where Slack says so, and loses no answer", async () => {
    await open({ text: async () => ready("Patience") });
    b.slack.fail({ methods: ["chat.postMessage"], times: 1, how: { kind: "rate-limit", retryAfterSeconds: [1, 1] } });
    await b.slack.type("ops", "mei", "@purser kpi gmv");
    await b.settled();

    expect(b.slack.shown("ops").at(-1)).toContain("Patience");
  });

  it("does not say an answer twice whose fate it does not know", async () => {
    await open({ text: async () => ready("Once at most") });
    b.slack.fail({ methods: ["response_url"], how: { kind: "http-500", when: "after" } });
    await b.slack.type("ops", "mei", "/kpi gmv");
    await b.settled();

    expect(b.slack.shown("ops")).toEqual([expect.stringContaining("Once at most")]);
  });

  it("brings the words of an answer whose blocks Slack refuses", async () => {
    await open({ text: async () => ready("Words arrive") });
    b.slack.fail({ methods: ["chat.postMessage"], times: 1, how: { kind: "error", error: "invalid_blocks" } });
    await b.slack.type("ops", "mei", "@purser kpi gmv");
    await b.settled();

    expect(b.slack.shown("ops").at(-1)).toContain("Words arrive");
  });

  it("puts the whole of a long table below the answer", async () => {
    await open({ text: async () => ready(longTable) });
    await b.slack.type("ops", "mei", "/restock");
    await b.settled();

    const answer = b.slack.ledger.posts(b.channel)[0];
    expect(b.slack.shown("ops", answer?.ts).at(-1)).toMatch(/\[file .*\.csv\]/);
    const file = [...b.slack.world.files.values()].at(-1);
    expect(file?.bytes?.toString()).toContain("SKU-299");
  });

  it("puts the files of an answer below it, each once", async () => {
    const file = (format: "csv" | "xlsx") =>
      ({ kind: "file", format, name: "order-12", title: words("Order"), columns: [{ label: words("SKU") }], rows: [] }) as const;
    const documents = message({ title: words("Documents"), blocks: [file("xlsx"), file("csv")] });
    await open({ press: async () => ready(documents) });
    const { message: card } = await post(ready(approval));
    await b.slack.click(card, "Approve", "mei");
    await b.settled();
    const shown = b.slack.shown("ops", card.ts).join("\n");
    expect(shown.match(/\[file order-12-[0-9a-f]{12}\.(xlsx|csv)\]/g)?.toSorted()).toHaveLength(2);
    const names = [...b.slack.world.files.values()].map((f) => f.name?.replace(/-[0-9a-f]{12}/, ""));
    expect(names.toSorted()).toEqual(["order-12.csv", "order-12.xlsx"]);
  });

  it("draws the chart of an answer", async () => {
    await open({ text: async () => ready(chart) });
    await b.slack.type("ops", "mei", "/kpi gmv");
    await b.settled();

    expect(b.drawn).toEqual(["trend en 2"]);
    expect(b.slack.ledger.posts(b.channel)[0]?.blocks).toContainEqual(expect.objectContaining({ type: "image" }));
  });
});
