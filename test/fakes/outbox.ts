import type { MessageRef } from "../../src/ports/chat-platform.ts";
import type { Outbox, OutboxRow } from "../../src/ports/delivery.ts";

type Row = { -readonly [K in keyof OutboxRow]: OutboxRow[K] };

/** The outbox in memory, by the words of its port. */
export class FakeOutbox implements Outbox {
  readonly rows: Row[] = [];

  put: Outbox["put"] = (posts, now) => {
    const fresh = posts.filter((p, i) => !this.rows.some((r) => r.key === p.key) && posts.findIndex((q) => q.key === p.key) === i);
    for (const post of fresh) {
      this.rows.push({
        ...post,
        id: this.rows.length + 1,
        state: "pending",
        attempts: 0,
        notBefore: now,
        claimedBy: null,
        claimedUntil: null,
        ref: null,
        error: null,
        createdAt: now,
        sentAt: null,
      });
    }
    return Promise.resolve(fresh.map((p) => p.key));
  };

  claim: Outbox["claim"] = (worker, now, leaseMs, limit) => {
    for (const row of this.rows) {
      const root = this.#root(row);
      if (row.state === "pending" && root?.state === "failed") Object.assign(row, { state: "failed", error: "root-failed" });
    }
    const heads = new Map<string, Row>();
    for (const row of this.rows) {
      if (row.state !== "pending" && row.state !== "claimed") continue;
      if (row.replyTo !== null && this.#root(row)?.state !== "sent") continue;
      const channel = `${row.platform}:${row.channel}`;
      if (!heads.has(channel) || (row.state === "claimed" && heads.get(channel)?.state !== "claimed")) heads.set(channel, row);
    }
    const due = [...heads.values()]
      .filter((r) => (r.state === "pending" ? r.notBefore <= now : r.claimedUntil !== null && r.claimedUntil <= now))
      .slice(0, limit);
    return Promise.resolve(
      due.map((row) => {
        Object.assign(row, {
          state: "claimed",
          attempts: row.attempts + 1,
          claimedBy: worker,
          claimedUntil: new Date(now.getTime() + leaseMs),
        });
        return { ...row, rootRef: this.#root(row)?.ref ?? null };
      }),
    );
  };

  settle: Outbox["settle"] = (id, worker, outcome, now) => {
    const row = this.rows.find((r) => r.id === id);
    if (row?.state !== "claimed" || row.claimedBy !== worker) return Promise.resolve(false);
    Object.assign(row, { claimedBy: null, claimedUntil: null });
    switch (outcome.kind) {
      case "sent":
        Object.assign(row, { state: "sent", ref: outcome.ref satisfies MessageRef, sentAt: now, error: null });
        break;
      case "failed":
        Object.assign(row, { state: "failed", error: `${outcome.code}: ${outcome.reason}` });
        break;
      case "later":
        Object.assign(row, { state: "pending", notBefore: outcome.notBefore, error: outcome.reason, attempts: row.attempts - 1 });
        break;
      case "retry":
        Object.assign(row, { state: "pending", notBefore: outcome.notBefore, error: outcome.reason });
        break;
      case "unknown":
        Object.assign(row, { state: "unknown", error: outcome.reason });
        break;
    }
    return Promise.resolve(true);
  };

  byKey: Outbox["byKey"] = (key) => Promise.resolve(this.rows.find((r) => r.key === key));
  recent: Outbox["recent"] = (limit) => Promise.resolve(this.rows.toReversed().slice(0, limit));

  #root(row: Row): Row | undefined {
    return row.replyTo === null ? undefined : this.rows.find((r) => r.key === row.replyTo);
  }
}
