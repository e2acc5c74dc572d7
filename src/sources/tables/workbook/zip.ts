import { broken } from "./broken.ts";

/** One file inside an archive, as the archive's directory tells. */
export interface Entry {
  readonly name: string;
  /** 0 is stored, 8 is deflated; nothing else occurs in workbooks. */
  readonly method: number;
  readonly packed: number;
  readonly size: number;
  readonly crc: number;
  readonly offset: number;
  readonly encrypted: boolean;
}

// APPNOTE.TXT of PKWARE, 4.3 and 4.5: signatures and the places of their fields.
const END = 0x06054b50;
const END_BYTES = 22;
const LONGEST_COMMENT = 0xffff;
const END64_PLACE = 0x07064b50;
const END64_PLACE_BYTES = 20;
const END64 = 0x06064b50;
const CENTRAL = 0x02014b50;
const CENTRAL_BYTES = 46;
const LOCAL = 0x04034b50;
const LOCAL_BYTES = 30;
const ZIP64_FIELD = 0x0001;
const MARK16 = 0xffff;
const MARK32 = 0xffffffff;
/** A workbook has some dozen parts; one with more is no report. */
const MOST_ENTRIES = 5000;

const CUT = { zh: "找不到压缩包目录，下载可能没有完成", en: "the archive has no directory; the download may not have ended" };

function endOf(name: string, zip: Buffer): number {
  const from = Math.max(0, zip.length - END_BYTES - LONGEST_COMMENT);
  for (let at = zip.length - END_BYTES; at >= from; at -= 1) if (zip.readUInt32LE(at) === END) return at;
  throw broken(name, CUT);
}

const big = (zip: Buffer, at: number): number => Number(zip.readBigUInt64LE(at));

function directoryAt(name: string, zip: Buffer): { readonly entries: number; readonly offset: number } {
  const end = endOf(name, zip);
  const entries = zip.readUInt16LE(end + 10);
  const offset = zip.readUInt32LE(end + 16);
  if (entries !== MARK16 && offset !== MARK32) return { entries, offset };
  const place = end - END64_PLACE_BYTES;
  if (place < 0 || zip.readUInt32LE(place) !== END64_PLACE) throw broken(name, CUT);
  const end64 = big(zip, place + 8);
  if (zip.readUInt32LE(end64) !== END64) throw broken(name, CUT);
  return { entries: big(zip, end64 + 32), offset: big(zip, end64 + 48) };
}

/** Sizes and place out of the ZIP64 field; what writes as a stream (Apache POI) puts them there even where they are small. */
function wide(extra: Buffer, size: number, packed: number, offset: number): { size: number; packed: number; offset: number } {
  const found = { size, packed, offset };
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) !== ZIP64_FIELD) continue;
    let next = at + 4;
    for (const key of ["size", "packed", "offset"] as const) {
      if (found[key] !== MARK32) continue;
      found[key] = big(extra, next);
      next += 8;
    }
  }
  return found;
}

function* entriesOf(name: string, zip: Buffer): Generator<Entry> {
  const { entries, offset } = directoryAt(name, zip);
  if (entries > MOST_ENTRIES) throw broken(name, { zh: `包含 ${entries} 个部件`, en: `it has ${entries} parts` });
  let at = offset;
  for (let i = 0; i < entries; i += 1) {
    if (zip.readUInt32LE(at) !== CENTRAL) throw broken(name, CUT);
    const nameBytes = zip.readUInt16LE(at + 28);
    const extraBytes = zip.readUInt16LE(at + 30);
    const begin = at + CENTRAL_BYTES;
    const extra = zip.subarray(begin + nameBytes, begin + nameBytes + extraBytes);
    yield {
      name: zip.toString("utf8", begin, begin + nameBytes).replaceAll("\\", "/"),
      method: zip.readUInt16LE(at + 10),
      crc: zip.readUInt32LE(at + 16),
      encrypted: (zip.readUInt16LE(at + 8) & 1) === 1,
      ...wide(extra, zip.readUInt32LE(at + 24), zip.readUInt32LE(at + 20), zip.readUInt32LE(at + 42)),
    };
    at = begin + nameBytes + extraBytes + zip.readUInt16LE(at + 32);
  }
}

/** What reaches past the end of the bytes is a damaged file, not a fault of ours. */
function within<T>(name: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof RangeError) throw broken(name, CUT);
    throw error;
  }
}

/** The archive's files by name. Two of one name are refused: each reader would take another. */
export function directory(name: string, zip: Buffer): ReadonlyMap<string, Entry> {
  return within(name, () => {
    const found = new Map<string, Entry>();
    for (const entry of entriesOf(name, zip)) {
      if (found.has(entry.name)) throw broken(name, { zh: `部件 ${entry.name} 出现两次`, en: `its part ${entry.name} is there twice` });
      found.set(entry.name, entry);
    }
    return found;
  });
}

/** The packed bytes of one file. */
export function packedBytes(name: string, zip: Buffer, entry: Entry): Buffer {
  return within(name, () => {
    if (zip.readUInt32LE(entry.offset) !== LOCAL) throw broken(name, CUT);
    const begin = entry.offset + LOCAL_BYTES + zip.readUInt16LE(entry.offset + 26) + zip.readUInt16LE(entry.offset + 28);
    if (begin + entry.packed > zip.length) throw broken(name, CUT);
    return zip.subarray(begin, begin + entry.packed);
  });
}
