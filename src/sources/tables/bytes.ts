import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import type { FileBytes } from "../../app/types.ts";
import { UserError } from "../../domain/user-error.ts";
import type { Text } from "../../domain/value.ts";
import type { Limits } from "./limits.ts";
import { isGzip } from "./magic.ts";

/** Bytes in which a file says what it is. */
const MAGIC_BYTES = 512;

export function tooLarge(name: string, limit: number): UserError {
  const mb = Math.round(limit / 1024 / 1024);
  return new UserError(
    "file-too-large",
    { zh: `${name}：文件超过 ${mb} MB（解压后）。`, en: `${name}: the file is larger than ${mb} MB (unpacked).` },
    { zh: "请按月份拆分后分别上传。", en: "Split it, by month for instance, and send the parts." },
  );
}

async function* peeked(first: Uint8Array[], rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* first;
    for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}

async function* unzipped(name: string, bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const gunzip = createGunzip();
  // The error is thrown to whoever reads; without this the promise would be rejected a second time, unheard.
  const done = pipeline(Readable.from(bytes), gunzip).catch(() => undefined);
  try {
    for await (const chunk of gunzip) yield chunk as Uint8Array;
  } catch (error) {
    if (!(error instanceof Error) || !("code" in error) || !String(error.code).startsWith("Z_")) throw error;
    throw new UserError(
      "broken-gzip",
      { zh: `${name}：gzip 压缩数据不完整或已损坏。`, en: `${name}: the gzip data is cut off or damaged (${error.message}).` },
      { zh: "请重新下载。", en: "Download it again." },
    );
  } finally {
    gunzip.destroy();
    await done;
  }
}

const UNREADABLE: Readonly<Record<string, Text>> = {
  ENOENT: { zh: "找不到这个文件", en: "there is no such file" },
  EISDIR: { zh: "这是文件夹，不是文件", en: "this is a folder, not a file" },
  EACCES: { zh: "没有读取权限", en: "it may not be read (permissions)" },
};

/** What keeps a file from being read, as a sentence; anything else is thrown on. */
async function* readable(name: string, bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* bytes;
  } catch (error) {
    const why = error instanceof Error && "code" in error ? UNREADABLE[String(error.code)] : undefined;
    if (!why) throw error;
    throw new UserError("unreadable-file", { zh: `${name}：${why.zh}。`, en: `${name}: ${why.en}.` });
  }
}

/** The file's bytes, unpacked if they are gzip, at most `limits.bytes` of them. `raw` sees them as they came. */
export async function* plainBytes(
  name: string,
  bytes: FileBytes,
  limits: Limits,
  raw?: (chunk: Uint8Array) => void,
): AsyncGenerator<Uint8Array> {
  const counted = (async function* () {
    let size = 0;
    for await (const chunk of readable(name, bytes())) {
      size += chunk.length;
      if (size > limits.bytes) throw tooLarge(name, limits.bytes);
      raw?.(chunk);
      yield chunk;
    }
  })();
  const first = await counted.next();
  if (first.done) return;
  // A slow line may bring the first bytes one by one, and they say what the file is.
  let head = first.value;
  while (head.length < MAGIC_BYTES) {
    const more = await counted.next();
    if (more.done) break;
    head = Buffer.concat([head, more.value]);
  }
  const begin = [head];
  const whole = peeked(begin, counted);
  let size = 0;
  for await (const chunk of isGzip(head) ? unzipped(name, whole) : whole) {
    size += chunk.length;
    if (size > limits.bytes) throw tooLarge(name, limits.bytes);
    yield chunk;
  }
}
