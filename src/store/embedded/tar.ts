/** Folders as tar (ustar), the small part of it that a data directory needs; `tar -x` reads it too. */
import { once } from "node:events";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { finished } from "node:stream/promises";

const BLOCK = 512;
const NAME = 100;
const PREFIX = 155;

function octal(block: Buffer, value: number, at: number, digits: number): void {
  block.write(value.toString(8).padStart(digits, "0"), at, "latin1");
}

function header(path: string, size: number, folder: boolean, mode: number, mtime: number): Buffer {
  const block = Buffer.alloc(BLOCK);
  // Long paths are cut at a slash into a prefix and a name.
  const bytes = Buffer.byteLength(path);
  const slash = bytes <= NAME ? -1 : path.indexOf("/", bytes - NAME - 1);
  if (bytes > NAME && (slash < 0 || slash > PREFIX)) throw new Error(`the path ${path} is too long for a backup`);
  block.write(path.slice(slash + 1), 0, "utf8");
  if (slash > 0) block.write(path.slice(0, slash), 345, "utf8");
  octal(block, mode & 0o777, 100, 7);
  octal(block, 0, 108, 7);
  octal(block, 0, 116, 7);
  octal(block, size, 124, 11);
  octal(block, Math.floor(mtime / 1000), 136, 11);
  block.write(folder ? "5" : "0", 156, "latin1");
  block.write("ustar\0" + "00", 257, "latin1");
  block.fill(" ", 148, 156);
  octal(
    block,
    block.reduce((a, b) => a + b, 0),
    148,
    6,
  );
  block[154] = 0;
  return block;
}

const padding = (size: number) => Buffer.alloc((BLOCK - (size % BLOCK)) % BLOCK);

export async function* pack(root: string, under = ""): AsyncGenerator<Buffer> {
  const entries = await readdir(join(root, under), { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = under === "" ? entry.name : `${under}/${entry.name}`;
    const { mode, mtimeMs, size } = await stat(join(root, path));
    if (entry.isDirectory()) {
      yield header(`${path}/`, 0, true, mode, mtimeMs);
      yield* pack(root, path);
    } else {
      yield header(path, size, false, mode, mtimeMs);
      for await (const chunk of createReadStream(join(root, path))) yield chunk as Buffer;
      yield padding(size);
    }
  }
  if (under === "") yield Buffer.alloc(2 * BLOCK);
}

/** Gives bytes in the portions that are asked for. */
function reader(source: AsyncIterable<Buffer>) {
  const chunks = source[Symbol.asyncIterator]();
  let rest: Buffer = Buffer.alloc(0);
  async function more(): Promise<boolean> {
    const next = await chunks.next();
    if (next.done === true) return false;
    rest = rest.length === 0 ? next.value : Buffer.concat([rest, next.value]);
    return true;
  }
  return {
    /** Exactly so many bytes; throws where the file was cut off. */
    async exactly(count: number): Promise<Buffer> {
      while (rest.length < count) if (!(await more())) throw new Error("it ends too early");
      const taken = rest.subarray(0, count);
      rest = rest.subarray(count);
      return taken;
    },
    /** At least one and at most so many. */
    async some(most: number): Promise<Buffer> {
      while (rest.length === 0) if (!(await more())) throw new Error("it ends too early");
      return this.exactly(Math.min(most, rest.length));
    },
    async drain(): Promise<void> {
      while (await more()) rest = Buffer.alloc(0);
    },
  };
}

const text = (block: Buffer, at: number, length: number): string => {
  const field = block.subarray(at, at + length);
  const end = field.indexOf(0);
  return field.toString("utf8", 0, end < 0 ? length : end);
};

export async function unpack(source: AsyncIterable<Buffer>, root: string): Promise<void> {
  const bytes = reader(source);
  for (;;) {
    const block = await bytes.exactly(BLOCK);
    if (block.every((b) => b === 0)) break;
    if (text(block, 257, 5) !== "ustar") throw new Error("it is no tar file");
    const prefix = text(block, 345, PREFIX);
    // PGlite's own images begin each path with a slash.
    const path = `${prefix === "" ? "" : `${prefix}/`}${text(block, 0, NAME)}`.replace(/^\//, "");
    if (path.startsWith("/") || path.split("/").includes("..")) throw new Error(`it names a file outside of its folder: ${path}`);
    const type = text(block, 156, 1);
    if (type === "5") {
      await mkdir(join(root, path), { recursive: true, mode: 0o700 });
      continue;
    }
    if (type !== "0") throw new Error(`it holds something that is neither file nor folder: ${path}`);
    const size = Number.parseInt(text(block, 124, 12), 8);
    const file = createWriteStream(join(root, path), { mode: 0o600 });
    for (let left = size; left > 0;) {
      const chunk = await bytes.some(left);
      left -= chunk.length;
      if (!file.write(chunk)) await once(file, "drain");
    }
    file.end();
    await finished(file);
    await bytes.exactly(padding(size).length);
  }
  // The closing zeros, and gzip's own check of the whole.
  await bytes.drain();
}
