import type { Day } from "../../domain/calendar/day.ts";
import type { FactKind } from "../../domain/facts/facts.ts";
import type { PrismaClient } from "../client/client.ts";
import type { Names } from "./names.ts";

/** What an import has on its way; publishing needs to know it. */
export interface Staging {
  readonly importId: number;
  readonly fact: FactKind;
  readonly storeId: number | null;
  readonly simulated: boolean;
  readonly names: Names;
  readonly besides: ReadonlySet<FactKind>;
  /** Order lines by day. */
  readonly lines: Map<string, number>;
  readonly span: { readonly from: Day; readonly to: Day } | null;
  readonly added: number;
  /** Rows that the file itself repeats word for word, and rows that a later one of it contradicts (these are rejected). */
  readonly repeated: number;
  readonly superseded: number;
  readonly rejected: number;
  /** Records that belong to the file were rejected. */
  readonly incomplete: boolean;
}

export interface Surroundings {
  readonly prisma: PrismaClient;
  readonly now: () => Date;
  /** Something that nobody waits for went wrong. */
  readonly onTrouble: (error: unknown) => void;
  /** What goes on after publish has answered. */
  readonly background: (importId: number, work: () => Promise<void>) => void;
  readonly ended: (importId: number) => void;
}
