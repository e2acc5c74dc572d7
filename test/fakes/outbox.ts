import type { Text } from "../../src/domain/value.ts";
import type { MessageRef, Reasoned } from "../../src/ports/chat-platform.ts";
import { type AuditEntry, editKey, NOTICE, type Outbox, type OutboxRow, type Wanted } from "../../src/ports/delivery.ts";

type Row = { -readonly [K in keyof OutboxRow]: OutboxRow[K] };

const flat = (reason: string): string => reason.replaceAll(/\s*\n\s*/g, " ");
const because = ({ reason, because: said }: Reasoned): Text => said ?? { zh: flat(reason), en: flat(reason) };

const kindOf = ({ edits, part }: OutboxRow): Wanted["kind"] => (edits !== null ? "edits" : part !== null ? "parts" : "posts");

/** The outbox in memory, by the words of its port. */
export class FakeOutbox implements Outbox {
  readonly rows: Row[] = [];
  #lastId = 0;

  put: Outbox["put"] = (posts, now) => {
    const fresh = posts.filter((p, i) => !this.rows.some((r) => r.key === p.key) && posts.findIndex((q) => q.key === p.key) === i);
    for (const post of fresh) {
      this.rows.push({
        ...post,
        id: (this.#lastId += 1),
        state: "pending",
        attempts: 0,
        notBefore: now,
        claimedBy: null,
        claimedUntil: null,
        ref: null,
        error: null,
        because: null,
        createdAt: now,
        sentAt: null,
        edits: null,
        part: null,
        firstTriedAt: null,
        lastTriedAt: null,
      });
    }
    return Promise.resolve(fresh.map((p) => p.key));
  };

  claim: Outbox["claim"] = (worker, now, leaseMs, limit, wanted) => {
    for (const row of this.rows) {
      const other = this.#waitsFor(row);
      if (row.state === "pending" && other?.state === "failed")
        Object.assign(row, {
          state: "failed",
          error: row.edits === null ? "root-failed" : "nothing-to-edit",
          because: { zh: "它依赖的消息没有发出", en: "what it belongs to was not sent" },
        });
    }
    const heads = new Map<string, Row>();
    const open = this.rows.filter((r) => r.state === "pending" || r.state === "claimed");
    const others = open.filter((r) => kindOf(r) !== "posts").toSorted((a, b) => a.notBefore.getTime() - b.notBefore.getTime());
    for (const row of [...open.filter((r) => kindOf(r) === "posts"), ...others]) {
      if (wanted?.platforms?.includes(row.platform) === false) continue;
      if ((row.replyTo ?? row.edits) !== null && this.#waitsFor(row)?.state !== "sent") continue;
      const channel = `${row.platform}:${row.channel}:${kindOf(row)}`;
      if (!heads.has(channel) || (row.state === "claimed" && heads.get(channel)?.state !== "claimed")) heads.set(channel, row);
    }
    const due = [...heads.values()]
      .filter((r) => (r.state === "pending" ? r.notBefore <= now : r.claimedUntil !== null && r.claimedUntil <= now))
      .filter((r) => wanted === undefined || kindOf(r) === wanted.kind)
      .filter((r) => wanted?.closed.some((c) => c.platform === r.platform && (c.channel ?? r.channel) === r.channel) !== true)
      .slice(0, limit);
    return Promise.resolve(
      due.map((row) => {
        Object.assign(row, {
          state: "claimed",
          attempts: row.attempts + 1,
          claimedBy: worker,
          claimedUntil: new Date(now.getTime() + leaseMs),
          firstTriedAt: row.firstTriedAt ?? now,
          lastTriedAt: row.state === "claimed" ? row.claimedUntil : row.lastTriedAt,
        });
        const ref = this.#waitsFor(row)?.ref ?? null;
        return { ...row, rootRef: row.replyTo === null ? null : ref, editedRef: row.edits === null ? null : ref };
      }),
    );
  };

  owe: Outbox["owe"] = async (id, worker, parts, now) => {
    const post = this.rows.find((r) => r.id === id);
    if (post?.state !== "claimed" || post.claimedBy !== worker) return false;
    this.#forgetParts(post.key);
    const { key: replyTo, platform, channel, job, lang } = post;
    for (const { key, part, message } of parts) {
      await this.put([{ key, platform, channel, replyTo, job, message, lang, expiresAt: null }], now);
      Object.assign(this.rows.at(-1) ?? {}, { part });
    }
    return true;
  };

  settle: Outbox["settle"] = (id, worker, outcome, now) => {
    const row = this.rows.find((r) => r.id === id);
    if (row?.state !== "claimed" || row.claimedBy !== worker) return Promise.resolve(false);
    Object.assign(row, { claimedBy: null, claimedUntil: null });
    switch (outcome.kind) {
      case "sent":
        Object.assign(row, { state: "sent", ref: outcome.ref satisfies MessageRef, sentAt: now, error: null, because: null });
        break;
      case "failed":
        Object.assign(row, { state: "failed", error: `${outcome.code}: ${outcome.reason}`, because: because(outcome) });
        break;
      case "later":
        Object.assign(row, {
          state: "pending",
          notBefore: outcome.notBefore,
          error: outcome.reason,
          because: because(outcome),
          attempts: row.attempts - 1,
        });
        if (row.attempts === 0) row.firstTriedAt = null;
        break;
      case "retry":
        Object.assign(row, {
          state: "pending",
          notBefore: outcome.notBefore,
          error: outcome.reason,
          because: because(outcome),
          lastTriedAt: now,
          attempts: 1,
        });
        break;
      case "unknown":
        Object.assign(row, { state: "unknown", error: outcome.reason, because: because(outcome) });
        break;
    }
    return Promise.resolve(true);
  };

  byKey: Outbox["byKey"] = (key) => Promise.resolve(this.rows.find((r) => r.key === key));
  recent: Outbox["recent"] = (limit) => Promise.resolve(this.rows.toReversed().slice(0, limit));

  revise: Outbox["revise"] = (revisions, now, notBefore) => {
    for (const { key, message } of revisions) {
      const row = this.rows.find((r) => r.key === key);
      const edit = this.rows.find((r) => r.key === editKey(key));
      const said = JSON.stringify(message);
      if (!row || row.state === "failed") continue;
      if (row.state === "pending" && row.attempts === 0) row.message = message;
      else if (!edit) {
        if (JSON.stringify(row.message) === said) continue;
        const { platform, channel, job, lang } = row;
        void this.put([{ key: editKey(key), platform, channel, replyTo: null, job, message, lang, expiresAt: null }], now);
        Object.assign(this.rows.at(-1) ?? {}, { edits: key, notBefore });
      } else if (JSON.stringify(edit.message) !== said) {
        const due = edit.state === "pending" ? edit.notBefore : notBefore;
        const none = { claimedBy: null, claimedUntil: null, firstTriedAt: null, lastTriedAt: null, error: null, because: null };
        Object.assign(edit, { ...none, message, state: "pending", attempts: 0, notBefore: due });
      }
    }
    return Promise.resolve();
  };

  readonly #noticed = new Set<number>();
  unnoticed: Outbox["unnoticed"] = (limit) =>
    Promise.resolve(
      this.#lost()
        .filter(
          (r) =>
            !this.#noticed.has(r.id) &&
            r.job !== NOTICE &&
            r.error?.startsWith("root-failed") !== true &&
            r.error?.startsWith("nothing-to-edit") !== true,
        )
        .slice(0, limit),
    );
  notice: Outbox["notice"] = async (ids, posts, now) => {
    if (ids.some((id) => this.#noticed.has(id))) return false;
    for (const id of ids) this.#noticed.add(id);
    await this.put(posts, now);
    return true;
  };
  waiting: Outbox["waiting"] = (dueBefore) => {
    const due = this.rows.filter(
      (r) => r.state === "pending" && r.notBefore < dueBefore && ((r.replyTo ?? r.edits) === null || this.#waitsFor(r)?.state === "sent"),
    );
    const platforms = [...new Set(due.map((r) => r.platform))].toSorted();
    const first = (times: readonly Date[]): Date | null => times.toSorted((a, b) => a.getTime() - b.getTime())[0] ?? null;
    return Promise.resolve(
      platforms.map((platform) => {
        const own = due.filter((r) => r.platform === platform);
        const busy = this.rows.filter((r) => r.platform === platform && (r.state === "sent" || r.state === "claimed"));
        const times = busy.flatMap((r) => r.sentAt ?? r.lastTriedAt ?? r.firstTriedAt ?? []);
        return {
          platform,
          posts: own.length,
          since: first(own.map((r) => r.notBefore)) ?? dueBefore,
          lastSent: times.toSorted((a, b) => b.getTime() - a.getTime())[0] ?? null,
        };
      }),
    );
  };
  undelivered: Outbox["undelivered"] = (limit) => Promise.resolve(this.#lost().toReversed().slice(0, limit));

  readonly audited: AuditEntry[] = [];
  replay: Outbox["replay"] = (key, now, expiresAt, entry) => {
    const lost = this.#lost();
    const row = lost.find((r) => r.key === key);
    if (!row) return Promise.resolve(false);
    this.#forgetParts(key);
    if (entry !== undefined) this.audited.push(entry);
    for (const r of [row, ...lost.filter((l) => l.replyTo === key && l.part === null && l.error?.startsWith("root-failed"))]) {
      Object.assign(r, {
        state: "pending",
        attempts: 0,
        notBefore: now,
        expiresAt,
        error: null,
        because: null,
        firstTriedAt: null,
        lastTriedAt: null,
      });
      this.#noticed.delete(r.id);
    }
    return Promise.resolve(true);
  };

  #forgetParts(post: string): void {
    for (const part of this.rows.filter((r) => r.replyTo === post && r.part !== null)) this.rows.splice(this.rows.indexOf(part), 1);
  }

  #lost(): Row[] {
    return this.rows.filter((r) => r.state === "failed" || r.state === "unknown");
  }

  #waitsFor(row: Row): Row | undefined {
    const key = row.replyTo ?? row.edits;
    return key === null ? undefined : this.rows.find((r) => r.key === key);
  }
}
