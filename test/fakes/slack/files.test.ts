import { afterEach, beforeEach, expect, it } from "vitest";
import { FakeClock } from "../clock.ts";
import { client } from "./bolts.ts";
import type { FakeSlack } from "./server.ts";
import { startFakeSlack } from "./server.ts";

const PNG = Buffer.from("89504e470d0a1a0a0000000d49484452", "hex");
let slack: FakeSlack;
let clock: FakeClock;
let ops: string;
beforeEach(async () => {
  clock = new FakeClock("2026-11-22T09:00:00Z");
  slack = await startFakeSlack({ now: () => clock.now().getTime(), channels: [{ name: "ops" }], fileDelayMs: 2000 });
  ops = slack.channel("ops").id;
});
afterEach(() => slack.stop());

const image = (id: string) => [{ type: "image", slack_file: { id }, alt_text: "sales of a week" }];

async function uploaded(name: string, file: Buffer): Promise<string> {
  await client(slack).files.uploadV2({ file, filename: name });
  return [...slack.world.files.keys()].at(-1) ?? "";
}

it("a picture has no kind and cannot be shown until it is ready; then it can", async () => {
  const api = client(slack);
  const id = await uploaded("sales.png", PNG);

  const early = await api.files.info({ file: id });
  await expect(api.chat.postMessage({ channel: ops, text: "sales", blocks: image(id) })).rejects.toMatchObject({
    data: { error: "invalid_blocks", response_metadata: { messages: ["[ERROR] invalid slack file [json-pointer:/blocks/0/slack_file]"] } },
  });
  clock.pass(2000);
  const ready = await api.files.info({ file: id });
  await api.chat.postMessage({ channel: ops, text: "sales", blocks: image(id) });

  expect([early.file?.mimetype, early.file?.filetype]).toEqual(["", ""]);
  expect([ready.file?.mimetype, ready.file?.filetype, ready.file?.size]).toEqual(["image/png", "png", PNG.length]);
  expect(slack.shown("ops")).toEqual(["[image: sales of a week]"]);
});

it("an upload straight into a thread stands there with its comment", async () => {
  const { ts = "" } = await client(slack).chat.postMessage({ channel: ops, text: "digest" });

  await client(slack).files.uploadV2({
    channel_id: ops,
    thread_ts: ts,
    initial_comment: "the whole list",
    file: Buffer.from("a,b\n"),
    filename: "list.csv",
  });

  expect(slack.shown("ops", ts)).toEqual(["digest", "the whole list\n[file list.csv]"]);
});

it("what is no picture, of an impossible id, or another's address cannot be shown as one", async () => {
  slack.slowFiles(0);
  slack.limitRates({ on: false });
  const csv = await uploaded("list.csv", Buffer.from("a,b\n"));
  const refused = async (blocks: object[]) => client(slack).chat.postMessage({ channel: ops, text: "x", blocks: blocks as never });

  await expect(refused(image(csv))).rejects.toThrow("invalid_blocks");
  await expect(refused(image("f123"))).rejects.toThrow("invalid_blocks");
  await expect(refused(image("F0NEVERSEEN"))).rejects.toThrow("invalid_blocks");
  await expect(refused([{ type: "image", image_url: `${slack.url}/x.png`, alt_text: "x" }])).rejects.toThrow("invalid_blocks");
  await expect(refused([{ ...image(csv)[0], image_url: "https://example.com/a.png" }])).rejects.toThrow("invalid_blocks");
});

it("a file's address gives the bytes to the token, and a login page with status 200 to anybody else", async () => {
  slack.addUser({ name: "ann" });
  const { message } = await slack.dropFile("ops", "ann", "库存.csv", Buffer.from("sku\nA\n"));
  const info = await client(slack).files.info({ file: message?.files[0] ?? "" });
  const url = info.file?.url_private_download ?? "";

  const withToken = await fetch(url, { headers: { authorization: `Bearer ${slack.botToken}` } });
  const without = await fetch(url);

  expect([await withToken.text(), withToken.headers.get("content-type")]).toEqual(["sku\nA\n", "text/csv"]);
  expect([without.status, (await without.text()).includes("Sign in")]).toEqual([200, true]);
});

it("bytes of another length than promised are refused", async () => {
  const { upload_url: url = "" } = await client(slack).files.getUploadURLExternal({ filename: "a.csv", length: 10 });

  expect((await fetch(url, { method: "POST", body: "four" })).status).toBe(400);
});

it("says where it was shared, in which message and thread, once Slack has looked at it", async () => {
  const root = await client(slack).chat.postMessage({ channel: ops, text: "digest" });
  slack.slowFiles(5_000);
  const file = async (name: string) => {
    const at = { channel_id: ops, thread_ts: root.ts ?? "", file: Buffer.from("a,b\n"), filename: name };
    const { files } = await client(slack).filesUploadV2(at);
    return files[0]?.files?.[0]?.id ?? "";
  };
  const late = await file("late.csv");
  expect((await client(slack).files.info({ file: late })).file?.shares).toBeUndefined();

  slack.slowFiles(0);
  const { file: info } = await client(slack).files.info({ file: await file("list.csv") });
  const message = slack.ledger.of(ops).at(-1);
  expect(info?.shares?.public?.[ops]).toMatchObject([{ ts: message?.ts, thread_ts: root.ts, channel_name: "ops" }]);
});
