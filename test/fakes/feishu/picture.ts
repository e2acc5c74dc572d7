export interface Picture {
  readonly format: "png" | "jpeg" | "gif" | "webp" | "bmp";
  readonly width: number;
  readonly height: number;
}

function jpeg(bytes: Buffer): Picture | undefined {
  let at = 2;
  while (at + 9 < bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1] ?? 0;
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker))
      return { format: "jpeg", height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) };
    at += 2 + bytes.readUInt16BE(at + 2);
  }
  return undefined;
}

/** Format and size, from the first bytes; undefined: no picture that the platform would take. */
export function picture(bytes: Buffer): Picture | undefined {
  if (bytes.length < 26) return undefined;
  const ascii = (from: number, to: number): string => bytes.toString("latin1", from, to);
  if (bytes.readUInt32BE(0) === 0x89504e47 && ascii(12, 16) === "IHDR")
    return { format: "png", width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
  if (ascii(0, 4) === "GIF8") return { format: "gif", width: bytes.readUInt16LE(6), height: bytes.readUInt16LE(8) };
  if (ascii(0, 2) === "BM") return { format: "bmp", width: Math.abs(bytes.readInt32LE(18)), height: Math.abs(bytes.readInt32LE(22)) };
  if (ascii(0, 4) === "RIFF" && ascii(8, 12) === "WEBP") return { format: "webp", width: 0, height: 0 };
  if (bytes.readUInt16BE(0) === 0xffd8) return jpeg(bytes);
  return undefined;
}
