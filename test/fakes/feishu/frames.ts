/**
 * The binary frames of the long connection (protobuf, proto2):
 * Header { 1 key, 2 value }; Frame { 1 SeqID, 2 LogID, 3 service, 4 method, 5 headers, 6 payload_encoding, 7 payload_type, 8 payload, 9 LogIDNew }.
 */
export const CONTROL = 0;
export const DATA = 1;

export interface Frame {
  readonly seqId: number;
  readonly logId: number;
  readonly service: number;
  readonly method: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly payload: Buffer;
}

const VARINT = 0;
const BYTES = 2;

function varint(value: number): Buffer {
  const out: number[] = [];
  let rest = BigInt(value);
  do {
    const low = Number(rest & 0x7fn);
    rest >>= 7n;
    out.push(rest === 0n ? low : low | 0x80);
  } while (rest !== 0n);
  return Buffer.from(out);
}

const number = (field: number, value: number): Buffer => Buffer.concat([varint((field << 3) | VARINT), varint(value)]);
const bytes = (field: number, value: Buffer): Buffer => Buffer.concat([varint((field << 3) | BYTES), varint(value.length), value]);
const string = (field: number, value: string): Buffer => bytes(field, Buffer.from(value, "utf8"));

export function encodeFrame(frame: Frame): Buffer {
  const headers = Object.entries(frame.headers).map(([key, value]) => bytes(5, Buffer.concat([string(1, key), string(2, value)])));
  return Buffer.concat([
    number(1, frame.seqId),
    number(2, frame.logId),
    number(3, frame.service),
    number(4, frame.method),
    ...headers,
    ...(frame.payload.length === 0 ? [] : [bytes(8, frame.payload)]),
  ]);
}

type Field = { readonly field: number; readonly value: number } | { readonly field: number; readonly bytes: Buffer };

function* readFields(source: Buffer): Generator<Field> {
  let at = 0;
  const next = (): number => {
    let value = 0n;
    let shift = 0n;
    for (;;) {
      const byte = source[at];
      if (byte === undefined) throw new Error(`frame: it ends at byte ${at}, inside of a number`);
      at += 1;
      value |= BigInt(byte & 0x7f) << shift;
      if ((byte & 0x80) === 0) return Number(value);
      shift += 7n;
    }
  };
  while (at < source.length) {
    const tag = next();
    const field = tag >>> 3;
    if ((tag & 7) === VARINT) {
      yield { field, value: next() };
    } else if ((tag & 7) === BYTES) {
      const length = next();
      if (at + length > source.length) throw new Error(`frame: field ${field} wants ${length} bytes, ${source.length - at} are left`);
      yield { field, bytes: source.subarray(at, at + length) };
      at += length;
    } else {
      throw new Error(`frame: wire type ${tag & 7} of field ${field} is neither number nor bytes`);
    }
  }
}

export function decodeFrame(source: Buffer): Frame {
  const numbers = new Map<number, number>();
  // Without a prototype: a header may be called __proto__.
  const headers: Record<string, string> = Object.create(null) as Record<string, string>;
  let payload: Buffer = Buffer.alloc(0);
  for (const part of readFields(source)) {
    if ("value" in part) {
      numbers.set(part.field, part.value);
    } else if (part.field === 5) {
      const pair = ["", "", ""];
      for (const inner of readFields(part.bytes)) if ("bytes" in inner) pair[inner.field] = inner.bytes.toString("utf8");
      headers[pair[1] ?? ""] = pair[2] ?? "";
    } else if (part.field === 8) {
      payload = part.bytes;
    }
  }
  const required = (field: number): number => {
    const value = numbers.get(field);
    if (value === undefined) throw new Error(`frame: required field ${field} is missing`);
    return value;
  };
  return { seqId: required(1), logId: required(2), service: required(3), method: required(4), headers, payload };
}

/** Cuts into so many parts; every cut that can be is placed inside of a multi-byte character. */
export function cut(payload: Buffer, parts: number): readonly Buffer[] {
  const count = Math.max(1, Math.min(parts, payload.length));
  const out: Buffer[] = [];
  let from = 0;
  for (let i = 1; i < count; i += 1) {
    const even = Math.max(from + 1, Math.floor((payload.length * i) / count));
    const inside = payload.findIndex((byte, at) => at >= even && at < payload.length && (byte & 0xc0) === 0x80);
    const room = payload.length - (count - i);
    const end = inside !== -1 && inside <= room ? inside : Math.min(even, room);
    out.push(payload.subarray(from, end));
    from = end;
  }
  out.push(payload.subarray(from));
  return out;
}
