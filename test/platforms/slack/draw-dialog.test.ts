import { describe, expect, it } from "vitest";
import type { Field } from "../../../src/message/message.ts";
import { checkPayload } from "../../../src/platforms/slack/draw/check.ts";
import { drawDialog, readDialog } from "../../../src/platforms/slack/draw/dialog.ts";
import { read, t } from "./draw-kit.ts";

const PLACE = { channel: "C1", threadId: "1.2", messageId: "3.4" };
const TODAY = "2026-11-22";
const form = (fields: readonly Field[], title = t("补充信息", "Add what is missing")) => ({
  title,
  fields,
  submit: t("导入", "Import"),
  lang: "zh" as const,
});
const field = (f: Partial<Field> & Pick<Field, "type">): Field => ({ name: "it", label: t("字段", "Field"), ...f });
const element = (f: Field): unknown => {
  const view = drawDialog(form([f]), "tok", PLACE, TODAY);
  expect(checkPayload(view)).toEqual([]);
  const block = view.blocks[0];
  return block !== undefined && "element" in block ? block.element : undefined;
};

describe("a dialog", () => {
  it("asks for each kind of field as Slack asks for it, beginning with what is known", () => {
    expect(element(field({ type: "text", value: "US" }))).toMatchObject({ type: "plain_text_input", initial_value: "US" });
    expect(element(field({ type: "number", value: "1.5" }))).toMatchObject({ type: "number_input", initial_value: "1.5" });
    expect(element(field({ type: "day", value: "2026-10-01" }))).toMatchObject({ type: "datepicker", initial_date: "2026-10-01" });
    expect(element(field({ type: "month", value: "2026-10" }))).toMatchObject({
      type: "static_select",
      initial_option: { value: "2026-10" },
    });
    expect(
      element(
        field({
          type: "select",
          value: "b",
          options: [
            { value: "a", label: t("甲") },
            { value: "b", label: t("乙") },
          ],
        }),
      ),
    ).toMatchObject({
      type: "static_select",
      initial_option: { value: "b", text: { text: "乙" } },
    });
  });

  it("offers months from a quarter ahead back over three years, and one that is older when it was asked for", () => {
    const values = (value: string) => JSON.stringify(element(field({ type: "month", value }))).match(/"value":"[^"]+"/g) ?? [];
    expect(values("2026-11")[0]).toBe('"value":"2027-02"');
    expect(values("2026-11")).toContain('"value":"2023-11"');
    expect(values("2019-01")[0]).toBe('"value":"2019-01"');
  });

  it("does not begin with what is no day or number, and Slack would refuse", () => {
    expect(element(field({ type: "day", value: "soon" }))).not.toHaveProperty("initial_date");
    expect(element(field({ type: "number", value: "1,5" }))).not.toHaveProperty("initial_value");
  });

  it("groups more than a hundred choices, and lets type what cannot be a choice", () => {
    const options = (n: number, value = (i: number) => `s${i}`) =>
      Array.from({ length: n }, (_, i) => ({ value: value(i), label: t(`店${i}`) }));
    expect(element(field({ type: "select", options: options(250), value: "s249" }))).toMatchObject({
      option_groups: [{ label: { text: "1–100" } }, {}, { label: { text: "201–250" } }],
      initial_option: { value: "s249" },
    });
    expect(element(field({ type: "select", options: options(2, (i) => "x".repeat(80) + i) }))).toMatchObject({ type: "plain_text_input" });
  });

  it("marks what may be left empty, and shows the hint", () => {
    const view = drawDialog(
      form([field({ type: "text", required: true, hint: t("例如 amazon-us") }), { ...field({ type: "text" }), name: "more" }]),
      "tok",
      PLACE,
    );
    expect(view.blocks[0]).toMatchObject({ hint: { text: "例如 amazon-us" } });
    expect(view.blocks[0]).not.toHaveProperty("optional");
    expect(view.blocks[1]).toMatchObject({ optional: true });
  });

  it("tells a title that Slack would cut in full below it", () => {
    const title = "What the file amazon-us-2026-10.csv does not say";
    const view = drawDialog(form([field({ type: "text" })], t(title)), "tok", PLACE);
    expect(view.title.text.length).toBeLessThanOrEqual(24);
    expect(read(view.blocks).lines[0]).toBe(title);
  });

  it("comes back with its token, where it belongs, and what was filled in", () => {
    const view = drawDialog(form([field({ type: "text" })]), "tok", PLACE);
    const values = {
      store: { value: { type: "static_select", selected_option: { text: {}, value: "amazon-us" } } },
      from: { value: { type: "datepicker", selected_date: "2026-10-01" } },
      note: { value: { type: "plain_text_input", value: "& <b>" } },
      empty: { value: { type: "plain_text_input", value: null } },
      none: { value: { type: "static_select", selected_option: null } },
    };
    const filled = readDialog({
      type: "view_submission",
      view: { callback_id: view.callback_id, private_metadata: view.private_metadata, state: { values } },
    });
    expect(filled).toEqual({ token: "tok", place: PLACE, fields: { store: "amazon-us", from: "2026-10-01", note: "& <b>" } });
  });

  it("of another app, or with its metadata touched, is not ours", () => {
    const view = { callback_id: "purser.form", private_metadata: "{", state: { values: {} } };
    expect(readDialog({ view })).toBeUndefined();
    expect(readDialog({ view: { ...view, callback_id: "other", private_metadata: '{"token":"t","channel":"C"}' } })).toBeUndefined();
    expect(readDialog(null)).toBeUndefined();
  });

  it("that could not carry its token is refused here, and not by Slack", () => {
    expect(() => drawDialog(form([]), "t".repeat(3_000), PLACE)).toThrow(/private|characters/);
  });
});
