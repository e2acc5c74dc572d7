import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Readable } from "node:stream";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { pack, unpack } from "../../../src/store/embedded/tar.ts";

let root: string;
let to: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "purser-tar-"));
  to = join(root, "out");
  mkdirSync(to);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const long = `${"folder/".repeat(20)}${"n".repeat(90)}`;
const files: Readonly<Record<string, Buffer>> = {
  "base/1/empty": Buffer.alloc(0),
  "base/1/block": Buffer.alloc(512, "b"),
  "base/1/odd": Buffer.alloc(300_001, "o"),
  "global/bytes": Buffer.from(Array.from({ length: 1000 }, (_, n) => n % 256)),
  [long]: Buffer.from("far down"),
};
function write(): string {
  const from = join(root, "in");
  mkdirSync(join(from, "pg_tblspc"), { recursive: true });
  for (const [path, bytes] of Object.entries(files)) {
    mkdirSync(dirname(join(from, path)), { recursive: true });
    writeFileSync(join(from, path), bytes);
  }
  return from;
}
async function whole(folder: string): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of pack(folder)) chunks.push(chunk);
  return Buffer.concat(chunks);
}
/** In portions that fit nothing. */
function* portions(bytes: Buffer, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
const stream = (bytes: Buffer, size = 700) => Readable.from(portions(bytes, size));

describe("a packed folder", () => {
  it("comes out as it went in, empty folders too", async () => {
    await unpack(stream(await whole(write())), to);
    for (const [path, bytes] of Object.entries(files)) expect(readFileSync(join(to, path)).equals(bytes)).toBe(true);
    expect(existsSync(join(to, "pg_tblspc"))).toBe(true);
  });

  it("is read by everybody's tar", async () => {
    writeFileSync(join(root, "all.tar"), await whole(write()));
    execFileSync("tar", ["-xf", join(root, "all.tar"), "-C", to]);
    for (const [path, bytes] of Object.entries(files)) expect(readFileSync(join(to, path)).equals(bytes)).toBe(true);
  });

  it("is refused when it was cut off, wherever", async () => {
    const bytes = await whole(write());
    for (const length of [100, 600, 300_000, bytes.length - 1024]) {
      await expect(unpack(stream(bytes.subarray(0, length)), to)).rejects.toThrow("ends too early");
    }
  });

  it("cannot write outside of its folder", async () => {
    const bytes = await whole(write());
    const evil = Buffer.from(bytes);
    evil.fill(0, 0, 100);
    evil.write("../evil/", 0);
    await expect(unpack(stream(evil), to)).rejects.toThrow("outside of its folder");
    await expect(unpack(stream(Buffer.alloc(2048, "x")), to)).rejects.toThrow("no tar file");
  });
});
