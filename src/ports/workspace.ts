import type { Language, Sealed } from "../message/message.ts";

/** A line in the local workspace: what a person typed, a file that was dropped, or what Purser said. */
export interface WorkspaceEntry {
  readonly id: number;
  readonly channel: string;
  /** Root of the thread; null for a root. */
  readonly threadId: number | null;
  readonly author: string;
  readonly at: Date;
  readonly body:
    | { readonly kind: "text"; readonly text: string }
    | { readonly kind: "file"; readonly name: string; readonly bytes: number }
    | { readonly kind: "sealed"; readonly sealed: Sealed };
  readonly revision: number;
  readonly replies: number;
}

/** Memory of the local workspace, as Slack's servers are of Slack's. */
export interface Workspace {
  channels(): Promise<readonly { readonly id: string; readonly name: string }[]>;
  saveChannel(id: string, name: string): Promise<void>;
  /** `key` unique where given: a second append with it returns the first entry. */
  append(entry: Pick<WorkspaceEntry, "channel" | "threadId" | "author" | "at" | "body">, key: string | null): Promise<WorkspaceEntry>;
  edit(id: number, body: WorkspaceEntry["body"]): Promise<WorkspaceEntry>;
  byKey(key: string): Promise<WorkspaceEntry | undefined>;
  byId(id: number): Promise<WorkspaceEntry | undefined>;
  /** Newest roots of a channel (oldest first in the answer), or a thread's replies. */
  entries(where: {
    readonly channel: string;
    readonly threadId?: number;
    readonly before?: number;
    readonly limit: number;
  }): Promise<readonly WorkspaceEntry[]>;
  language(account: string): Promise<Language | undefined>;
  setLanguage(account: string, lang: Language): Promise<void>;
}
