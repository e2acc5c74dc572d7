/** Every way in which a message can be drawn for Slack and Feishu, and what the validators and the fakes have against it. */
import type { Sealed } from "../../../src/message/message.ts";
import { chartsOf as feishuCharts, drawCard } from "../../../src/platforms/feishu/draw/card.ts";
import { checkCard } from "../../../src/platforms/feishu/draw/check.ts";
import { drawToast } from "../../../src/platforms/feishu/draw/toast.ts";
import { checkPayload } from "../../../src/platforms/slack/draw/check.ts";
import { drawDialog } from "../../../src/platforms/slack/draw/dialog.ts";
import { chartsOf as slackCharts, drawHome, drawMessage } from "../../../src/platforms/slack/draw/message.ts";
import { judgeCard } from "../../fakes/feishu/card-limits.ts";
import { isObj, type Obj } from "../../fakes/slack/json.ts";
import { checkBlocks } from "../../fakes/slack/limits/blocks.ts";
import type { Surroundings } from "../../fakes/slack/limits/problem.ts";
import { checkView } from "../../fakes/slack/limits/view.ts";

/** Something that Purser says, and where. */
export interface Payload {
  readonly what: string;
  readonly sealed: Sealed;
  /** A page of one's own is a view on Slack. */
  readonly on?: "home";
}

export interface Verdict {
  readonly drawn: number;
  readonly problems: readonly string[];
}

const AROUND: Surroundings = { tablesPerMessage: 1, file: () => "image", ownUrl: "http://127.0.0.1/" };
const wire = <T>(data: T): T => JSON.parse(JSON.stringify(data)) as T;
const asObj = (data: unknown): Obj => {
  if (!isObj(data)) throw new Error(`no object: ${JSON.stringify(data)}`);
  return data;
};
const blocksOf = (payload: { readonly blocks: readonly unknown[] }): readonly Obj[] => payload.blocks.map(asObj);

type Tell = (
  way: string,
  found: readonly { readonly at?: string; readonly pointer?: string; readonly expected?: string; readonly message?: string }[],
) => void;

function slack({ sealed, on }: Payload, tell: Tell): void {
  if (on === "home") {
    const view = wire(drawHome(sealed));
    tell("slack home", checkPayload(view));
    tell("slack home, the fake", checkView(asObj(view), "home", AROUND));
    return;
  }
  for (const native of [false, true])
    for (const pictures of ["file", "none"] as const) {
      const fileIds = new Map(slackCharts(sealed, { native }).map(({ blockIndex }) => [blockIndex, `F0PICTURE0${blockIndex}`]));
      const { text, blocks, fallback } = wire(drawMessage(sealed, { pictures, native, fileIds }));
      const way = `slack ${pictures}${native ? ", native" : ""}`;
      tell(way, checkPayload({ text, blocks }));
      tell(`${way}, the fake`, checkBlocks(blocksOf({ blocks }), "message", AROUND));
      tell(`${way}, in words`, checkPayload({ text: fallback }));
    }
}

function slackDialogs({ sealed }: Payload, tell: Tell): void {
  for (const [place, token] of Object.entries(sealed.formTokens)) {
    const form = sealed.message.blocks[Number(place)];
    if (form?.kind !== "form") continue;
    const view = { title: sealed.message.title, fields: form.fields, submit: form.submit, lang: sealed.lang };
    const modal = wire(drawDialog(view, token, { channel: "C0OPS00001", messageId: "1764550800.000100" }, "2026-12-01"));
    tell("slack dialog", checkPayload(modal));
    tell("slack dialog, the fake", checkView(asObj(modal), "modal", AROUND));
    if (blocksOf(modal).length < form.fields.length) tell("slack dialog", [{ at: "blocks", expected: "a block for every field" }]);
  }
}

function feishu({ sealed }: Payload, tell: Tell): void {
  for (const native of [true, false])
    for (const pictures of [true, false]) {
      const images = new Map(pictures ? feishuCharts(sealed, { native }).map((i) => [i, `img_v3_${i}`] as const) : []);
      const { card, problems } = drawCard(sealed, { images, native });
      const way = `feishu ${pictures ? "pictures" : "words"}${native ? ", native" : ""}`;
      tell(way, [...problems, ...checkCard(card)]);
      const verdict = judgeCard(JSON.stringify(card), () => true);
      if (!verdict.ok)
        tell(`${way}, the fake`, [
          { at: "card", expected: verdict.reason === "too-large" ? `not ${verdict.bytes} bytes` : verdict.errMsg },
        ]);
    }
  const toast = drawToast(sealed);
  if (toast.content.trim() === "") tell("feishu toast", [{ at: "content", expected: "something to read" }]);
}

/** Draws it every way there is, and what takes its place after a press. */
export function draw(payload: Payload): Verdict {
  const problems: string[] = [];
  let drawn = 0;
  const tell =
    (about: string): Tell =>
    (way, found) => {
      drawn += 1;
      for (const p of found)
        problems.push(`${about} (${payload.sealed.lang}), ${way}: ${p.at ?? p.pointer ?? ""} ${p.expected ?? p.message ?? ""}`);
    };
  const { instead } = payload.sealed;
  const all = instead ? [payload, { what: `${payload.what}, what was pressed`, sealed: instead }] : [payload];
  for (const one of all) {
    slack(one, tell(one.what));
    slackDialogs(one, tell(one.what));
    feishu(one, tell(one.what));
  }
  return { drawn, problems };
}
