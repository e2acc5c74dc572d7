import { expect, it } from "vitest";
import { vacuumDue } from "../../../src/store/embedded/vacuum.ts";
import { describeEmbedded } from "../harness.ts";

describeEmbedded((_name, open) => {
  it("cleans the tables from which much was deleted, and only those", async () => {
    const { pool } = await open();
    await pool.query("insert into inbox select 'slack', n::text, now() from generate_series(1, 40000) n");
    await pool.query("insert into audit (at, by, what, \"on\", details) select now(), '', '', '', '{}' from generate_series(1, 20000)");
    expect(await vacuumDue(pool)).toEqual([]);
    await pool.query("delete from inbox where event_id::int % 2 = 0");
    await pool.query("delete from audit where id % 100 = 0");
    // Counters are told when a connection is idle for a moment; this asks for them now.
    await pool.query("select pg_stat_force_next_flush()");
    expect(await vacuumDue(pool)).toEqual(["inbox"]);
    await pool.query("select pg_stat_force_next_flush()");
    expect(await vacuumDue(pool)).toEqual([]);
  });
});
