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

export type Wish =
  | { readonly kind: "copy"; readonly to: string }
  | { readonly kind: "connections" }
  /** At once when nobody is connected, else when the last one has left or patience ends. */
  | { readonly kind: "close"; readonly patienceMs: number };
export type Request = Wish & { readonly id: number };

/** The first one, with the id 0, comes when the socket takes connections and says where it is. */
export type Reply =
  | { readonly id: number; readonly ok: true; readonly where?: string; readonly connections?: number }
  | { readonly id: number; readonly ok: false; readonly error: string };
