/** What the store's thread is started with. */
export interface WorkerSettings {
  /** null: in memory, for tests. */
  readonly dataDir: string | null;
  /** A tar of a data directory to begin with; only in memory. */
  readonly snapshot: Uint8Array<ArrayBuffer> | null;
  /** Path of the Unix socket; null where there are none: loopback TCP on a free port. */
  readonly socket: string | null;
  readonly maxConnections: number;
}

export type Request = { readonly id: number; readonly kind: "dump" } | { readonly id: number; readonly kind: "close" };

export type Reply =
  | { readonly id: number; readonly ok: true; readonly image: Uint8Array | null }
  | { readonly id: number; readonly ok: false; readonly error: string };
