import { randomBytes } from "node:crypto";
import { UserError } from "../domain/user-error.ts";
import { UPLOAD_BYTES, type Uploads } from "../ports/uploads.ts";
import type { PrismaClient } from "./client/client.ts";
import { clean } from "./rows.ts";

/** A part at a time lies in memory, and each is a short statement of its own. */
const PART = 512 * 1024;
const DAY = 86_400_000;
/** Long enough for a weekend and a holiday; a report can be downloaded again. */
const KEPT_DAYS = 7;
const NAME_CHARS = 255;

const tooLarge = (limit: number): UserError =>
  new UserError("file-too-large", {
    zh: `文件超过 ${Math.round(limit / 1_048_576)} MB，没有接收。`,
    en: `The file is larger than ${Math.round(limit / 1_048_576)} MB and was not taken.`,
  });

const gone = (): UserError =>
  new UserError(
    "upload-gone",
    { zh: "这个文件已经处理过，或已超过保留时间。", en: "This file was read already, or it was kept for too long." },
    { zh: "需要的话请重新上传。", en: "Drop it again if it is still needed." },
  );

async function* inParts(bytes: AsyncIterable<Uint8Array>, limit: number): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  let held: Uint8Array[] = [];
  let size = 0;
  let total = 0;
  for await (const chunk of bytes) {
    total += chunk.byteLength;
    if (total > limit) throw tooLarge(limit);
    held.push(chunk);
    size += chunk.byteLength;
    if (size < PART) continue;
    yield Uint8Array.from(Buffer.concat(held));
    held = [];
    size = 0;
  }
  if (size > 0) yield Uint8Array.from(Buffer.concat(held));
}

/**
 * Files that wait for an answer, in the database, so that any replica can read them. What nobody answered for a week goes when the next
 * one comes; what a killed process left half-written is never opened and goes then too.
 */
export function storeUploads(prisma: PrismaClient, limit = UPLOAD_BYTES, now: () => Date = () => new Date()): Uploads {
  return {
    async keep(name, bytes) {
      await prisma.upload.deleteMany({ where: { created_at: { lt: new Date(now().getTime() - KEPT_DAYS * DAY) } } });
      const id = randomBytes(18).toString("base64url");
      await prisma.upload.create({ data: { id, name: clean(name).slice(0, NAME_CHARS), created_at: now() } });
      try {
        let of = 0;
        for await (const part of inParts(bytes, limit)) await prisma.uploadPart.create({ data: { upload_id: id, nth: of++, bytes: part } });
        await prisma.upload.update({ where: { id }, data: { of } });
      } catch (error) {
        await prisma.upload.delete({ where: { id } });
        throw error;
      }
      return id;
    },
    async open(id) {
      const row = await prisma.upload.findUnique({ where: { id } });
      const of = row?.of ?? null;
      if (row === null || of === null) return undefined;
      async function* parts(): AsyncGenerator<Uint8Array> {
        for (let nth = 0; nth < (of ?? 0); nth += 1) {
          const part = await prisma.uploadPart.findUnique({ where: { upload_id_nth: { upload_id: id, nth } } });
          // Somebody else answered and was done with it: half a file must not look like a whole one.
          if (part === null) throw gone();
          yield part.bytes;
        }
      }
      return { id, name: row.name, bytes: parts };
    },
    async drop(id) {
      await prisma.upload.deleteMany({ where: { id } });
    },
  };
}
