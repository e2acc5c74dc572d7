import { createHash, randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { Uploads } from "../../src/ports/uploads.ts";
import { storeUploads } from "../../src/store/uploads.ts";
import { diskUploads } from "../../src/uploads.ts";
import { describeStores } from "./harness.ts";

const MB = 1_048_576;

async function* chunked(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.byteLength; at += size) yield bytes.subarray(at, at + size);
}
const hash = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");
async function read(of: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of of) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** What intake relies on, wherever files wait. */
function contract(open: (limit: number, now?: () => Date) => Promise<Uploads>): void {
  it("is read whole, more than once, under the name that it came with", async () => {
    const uploads = await open(4 * MB);
    const bytes = randomBytes(1_300_001);
    const id = await uploads.keep("订单 2026-10.csv", chunked(bytes, 65_536));
    const upload = await uploads.open(id);
    expect(upload?.name).toBe("订单 2026-10.csv");
    for (let i = 0; i < 2; i += 1) expect(hash(await read(upload?.bytes() ?? chunked(new Uint8Array(), 1)))).toBe(hash(bytes));
    await uploads.drop(id);
    expect(await uploads.open(id)).toBeUndefined();
  });

  it("is refused when it is too large, or breaks off, and leaves nothing", async () => {
    const uploads = await open(MB);
    await expect(uploads.keep("big.csv", chunked(new Uint8Array(MB + 1), 65_536))).rejects.toMatchObject({ code: "file-too-large" });
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield new Uint8Array(600_000);
      throw new Error("the connection was cut");
    }
    await expect(uploads.keep("cut.csv", broken())).rejects.toThrow("cut");
  });

  it("that nobody asked for is not there, whatever the id looks like", async () => {
    const uploads = await open(MB);
    for (const id of ["", "../../etc/passwd", "x".repeat(24), "0"]) expect(await uploads.open(id)).toBeUndefined();
  });

  it("goes when nobody answered for a week", async () => {
    let now = new Date();
    const uploads = await open(MB, () => now);
    const id = await uploads.keep("old.csv", chunked(new Uint8Array(9), 9));
    now = new Date(now.getTime() + 8 * 86_400_000);
    await uploads.keep("new.csv", chunked(new Uint8Array(9), 9));
    expect(await uploads.open(id)).toBeUndefined();
  });
}

describe("a file that waits, on disk", () => {
  const folders: string[] = [];
  afterAll(() => Promise.all(folders.map((f) => rm(f, { recursive: true, force: true }))));
  contract(async (limit, now) => {
    const folder = await mkdtemp(join(tmpdir(), "purser-uploads-"));
    folders.push(folder);
    return diskUploads(folder, now, limit);
  });
});

describeStores((_, open) => {
  contract(async (limit, now) => storeUploads((await open()).prisma, limit, now));
  it("that somebody else was done with meanwhile is no shorter file, but gone", async () => {
    const { prisma } = await open();
    const uploads = storeUploads(prisma, 4 * MB);
    const id = await uploads.keep("a.csv", chunked(new Uint8Array(MB + 1), 65_536));
    const reading = (await uploads.open(id))?.bytes()[Symbol.asyncIterator]();
    expect((await reading?.next())?.done).toBe(false);
    await uploads.drop(id);
    await expect(reading?.next()).rejects.toMatchObject({ code: "upload-gone" });
  });

  it("is open to another replica", async () => {
    const store = await open();
    const id = await storeUploads(store.prisma, MB).keep("a.csv", chunked(new Uint8Array([1, 2, 3]), 2));
    const other = await storeUploads((await store.connectAgain()).prisma, MB).open(id);
    expect(await read(other?.bytes() ?? chunked(new Uint8Array(), 1))).toEqual(Buffer.from([1, 2, 3]));
  });
});
