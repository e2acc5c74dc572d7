import { crc32, createInflateRaw } from "node:zlib";
import { UserError } from "../../../domain/user-error.ts";
import { broken } from "./broken.ts";
import { directory, type Entry, packedBytes } from "./zip.ts";

const PIECE = 64 * 1024;
const STORED = 0;
const DEFLATED = 8;

function tooLargePart(file: string, limit: number): UserError {
  const mb = Math.round(limit / 1024 / 1024);
  return new UserError(
    "file-too-large",
    {
      zh: `${file}：工作簿解压后有一个部件超过 ${mb} MB。`,
      en: `${file}: a part of the workbook is larger than ${mb} MB when unpacked.`,
    },
    { zh: "请另存为 CSV UTF-8，或按月份拆分后分别上传。", en: "Save it as CSV UTF-8, or split it, by month for instance." },
  );
}

async function* inflated(file: string, entry: Entry, packed: Buffer): AsyncGenerator<Buffer> {
  const inflate = createInflateRaw({ chunkSize: PIECE });
  inflate.end(packed);
  try {
    for await (const chunk of inflate) yield chunk as Buffer;
  } catch (error) {
    if (!(error instanceof Error) || !("code" in error) || !String(error.code).startsWith("Z_")) throw error;
    throw broken(file, { zh: `${entry.name} 无法解压`, en: `${entry.name} cannot be unpacked` });
  } finally {
    inflate.destroy();
  }
}

function* stored(packed: Buffer): Generator<Buffer> {
  for (let at = 0; at < packed.length; at += PIECE) yield packed.subarray(at, at + PIECE);
}

/** A workbook's parts, unpacked piece by piece when they are read and never kept. */
export class Archive {
  readonly file: string;
  readonly entries: ReadonlyMap<string, Entry>;
  readonly #zip: Buffer;

  constructor(file: string, zip: Buffer) {
    this.file = file;
    this.#zip = zip;
    this.entries = directory(file, zip);
  }

  has(part: string): boolean {
    return this.entries.has(part);
  }

  sizeOf(part: string): number {
    return this.entries.get(part)?.size ?? 0;
  }

  /** The text of a part, at most `limit` bytes of it whatever the archive claims, checked against its sum at the end. */
  async *text(part: string, limit: number): AsyncGenerator<string> {
    const entry = this.entries.get(part);
    if (!entry) throw broken(this.file, { zh: `缺少 ${part}`, en: `it has no ${part}` });
    const packed = packedBytes(this.file, this.#zip, entry);
    if (entry.method !== STORED && entry.method !== DEFLATED)
      throw broken(this.file, { zh: `${part} 的压缩方式不支持`, en: `${part} is packed in a way that is not read` });
    const decoder = new TextDecoder("utf-8", { fatal: true });
    let size = 0;
    let sum = 0;
    try {
      for await (const chunk of entry.method === STORED ? stored(packed) : inflated(this.file, entry, packed)) {
        size += chunk.length;
        if (size > limit) throw tooLargePart(this.file, limit);
        sum = crc32(chunk, sum);
        const text = decoder.decode(chunk, { stream: true });
        if (text !== "") yield text;
      }
      decoder.decode();
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      throw broken(this.file, { zh: `${part} 不是 UTF-8`, en: `${part} is not UTF-8` });
    }
    if (size !== entry.size || sum !== entry.crc)
      throw broken(this.file, { zh: `${part} 校验不符`, en: `${part} does not match its checksum` });
  }
}
