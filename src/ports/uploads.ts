/** A file that waits until somebody says what it lacks (whose store, which period). */
export interface Upload {
  readonly id: string;
  readonly name: string;
  /** From the first byte each time it is called. */
  readonly bytes: () => AsyncIterable<Uint8Array>;
}

/** The largest file that waits for an answer. */
export const UPLOAD_BYTES = 200 * 1024 * 1024;

/** Where dropped files lie until they are read. Ids are opaque and unguessable; a path is never an id. */
export interface Uploads {
  /** Throws UserError when the file is larger than an import may be. */
  keep(name: string, bytes: AsyncIterable<Uint8Array>): Promise<string>;
  /** Undefined when it is unknown or was dropped. */
  open(id: string): Promise<Upload | undefined>;
  drop(id: string): Promise<void>;
}
