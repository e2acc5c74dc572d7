import { mkdir, readdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addDays } from "../../src/domain/calendar/day.ts";
import { type Bot, endAll, type Home, json, ok, purser, readyHome, startBot, until } from "./kit.ts";
import { SET_UP, type Shop, today, writeShop } from "./shop.ts";

// A bot runs, as in a company, and the command line is its guest. That it also works alone is told in start.test.ts.
let home: Home;
let shop: Shop;
let bot: Bot;
beforeAll(async () => {
  home = await readyHome();
  const files = join(dirname(home.path), "files");
  await mkdir(files);
  shop = await writeShop(files);
  for (const line of SET_UP) await ok(line, home.env);
  bot = await startBot(home.env);
});
afterAll(async () => {
  endAll();
  await home[Symbol.asyncDispose]();
});

const since = (): string => `${addDays(shop.last, -39)}..${shop.last}`;

describe("a shop's first day, at the command line", { timeout: 120_000 }, () => {
  it("an import says what was read, and names the row, the column and the value that it did not take", async () => {
    const { orders } = shop.truth;

    const [report] = (await json(["import", shop.orders], home.env)) as [Record<string, unknown>];

    expect(report).toMatchObject({
      file: "orders.csv",
      format: "order-lines",
      store: "mugs",
      import: expect.any(Number) as number,
      read: orders + 2,
      accepted: orders + 1,
      unchanged: 0,
      rejected: 1,
      rejections: [{ row: orders + 3, column: "quantity", value: "many", reason: expect.stringContaining("quantity") as string }],
    });
    expect(report["period"]).toEqual({ from: addDays(shop.last, -39), to: shop.last });
    expect(report).not.toHaveProperty("error");
  });

  it("several files at once are told in order; a refused one is an error of its own and the rest is taken", async () => {
    const broken = join(dirname(shop.orders), "broken.csv");
    await writeFile(broken, "colour,weight\nblue,1\n");

    const { code, stdout, stderr } = await purser(["import", shop.returns, broken, shop.stock, "--json"], home.env);

    expect(code).toBe(1);
    expect(stderr).toBe("");
    expect(JSON.parse(stdout)).toEqual([
      expect.objectContaining({ file: "returns.csv", format: "returns", accepted: 1 }),
      { file: "broken.csv", format: null, error: expect.objectContaining({ code: "unknown-format" }) as unknown },
      expect.objectContaining({ file: "stock.csv", format: "stock", read: 2, accepted: 2 }),
    ]);
  });

  it("the same file again changes nothing", async () => {
    const [again] = (await json(["import", shop.orders], home.env)) as [Record<string, unknown>];
    expect(again).toMatchObject({ read: shop.truth.orders + 2, accepted: 0, unchanged: shop.truth.orders + 1, rejected: 1 });
  });

  it("a file that is not there, or is a folder, is a sentence", async () => {
    const { code, stdout } = await purser(["import", join(home.path, "no-such.csv"), home.path], home.env);
    expect(code).toBe(1);
    expect(stdout).toContain("no-such.csv: there is no such file");
    expect(stdout).toContain("this is a directory, and a file was expected");
  });

  it("/kpi answers with value, basis and split as a script expects them", async () => {
    const answer = (await json(["exec", `/kpi gmv mugs ${since()} by day`], home.env)) as {
      message: object;
      data: Record<string, unknown>;
    };

    expect(answer.message).toMatchObject({ title: { en: expect.stringContaining("GMV") as string, zh: expect.any(String) as string } });
    expect(answer.data).toMatchObject({
      kpi: "gmv",
      unit: "money",
      period: { from: addDays(shop.last, -39), to: shop.last },
      scope: { stores: ["mugs"] },
      value: { amount: shop.truth.gmv, currency: "USD" },
      split: { by: "day" },
      basis: {
        dateBasis: expect.any(String) as string,
        stores: ["mugs"],
        coverage: expect.anything() as unknown,
        sources: expect.arrayContaining(["order-lines"]) as unknown,
      },
    });
    const { rows } = answer.data["split"] as { rows: readonly { key: string; value: { amount: string } }[] };
    expect(rows.map((r) => [r.key, Number(r.value.amount)])).toEqual([...shop.truth.byDay].map(([d, n]) => [d, n * 20]));
  });

  it("a ratio is a fraction, and what is not known is null with a reason", async () => {
    const rate = (await json(["exec", `/kpi return-rate mugs ${since()}`], home.env)) as { data: { value: number } };
    expect(rate.data.value).toBeCloseTo(1 / shop.truth.units, 6);
    const conversion = (await json(["exec", `/kpi conversion mugs ${since()}`], home.env)) as { data: Record<string, unknown> };
    expect(conversion.data).toMatchObject({ value: null, because: expect.anything() as unknown });
  });

  it("/restock lists what to order, with everything that a buyer's sheet needs", async () => {
    const { data } = (await json(["exec", "/restock"], home.env)) as { data: { lines: Record<string, unknown>[]; asOf: string } };

    expect(data.asOf).toBe(shop.last);
    expect(data.lines.map((l) => l["sku"])).toEqual(["MUG-BLUE", "MUG-RED"]);
    expect(Object.keys(data.lines[0] ?? {})).toEqual(
      expect.arrayContaining(
        "sku warehouse onHand inbound dailyDemand coverDays coverDaysWithInbound stockOutDate reorderPoint targetLevel orderQuantity route orderBy cash reasons".split(
          " ",
        ),
      ),
    );
    // Three a day and thirty on the shelf: ten days, and no ship comes in ten days.
    expect(data.lines[0]).toMatchObject({ warehouse: "pool", onHand: 30, inbound: 0, coverDays: expect.closeTo(10, 0) as number });
    expect(data).toHaveProperty("policy");

    const one = (await json(["exec", "/restock MUG-BLUE"], home.env)) as { data: { projection: Record<string, unknown>[] } };
    expect(one.data.projection[0]).toMatchObject({ day: expect.any(String) as string, stockP50: expect.any(Number) as number });
  });

  it("/stock and /help answer in the language that was asked for, and charts become PNG files", async () => {
    expect(await ok(["exec", "/stock", "--lang", "zh"], home.env)).toMatch(/MUG-BLUE[^\n]*30/);
    const out = join(dirname(home.path), "charts");
    const text = await ok(["exec", `/kpi units ${since()}`, "--out", out], home.env);
    const [picture = ""] = await readdir(out);
    expect(picture).toMatch(/\.png$/);
    expect(text).toContain(join(out, picture));
  });

  it("--today moves the clock to noon of that day, and not what is known", async () => {
    const { data } = (await json(["exec", "/kpi units mugs yesterday", "--today", addDays(shop.last, -9)], home.env)) as {
      data: { period: { from: string; to: string }; value: number };
    };
    const yesterday = addDays(shop.last, -10);
    expect(data).toMatchObject({ period: { from: yesterday, to: yesterday }, value: shop.truth.byDay.get(yesterday) });
  });

  it("a mistyped command, member, language or day is told with what would be right", async () => {
    const [command, kpi, member, importer, lang, day] = await Promise.all([
      purser(["exec", "/kpy"], home.env),
      purser(["exec", "/kpi retrun-rate"], home.env),
      purser(["exec", "/kpi", "--as", "nobody"], home.env),
      purser(["import", "nothing.csv", "--as", "nobody"], home.env),
      purser(["exec", "/kpi", "--lang", "fr"], home.env),
      purser(["exec", "/kpi", "--today", "2026-02-30"], home.env),
    ]);
    expect([command.code, command.stderr]).toEqual([1, expect.stringMatching(/^purser: There is no command \/kpy; did you mean \/kpi\?/)]);
    expect([kpi.code, kpi.stderr]).toEqual([1, expect.stringMatching(/retrun-rate.*did you mean return-rate\?/)]);
    expect([member.code, member.stderr]).toEqual([2, expect.stringContaining("--as nobody: no such member. Known: owner")]);
    expect([importer.code, importer.stderr]).toEqual([2, expect.stringContaining("--as nobody: no such member. Known: owner")]);
    expect([lang.code, lang.stderr]).toEqual([2, expect.stringContaining("--lang fr: expected zh or en")]);
    expect([day.code, day.stderr]).toEqual([2, expect.stringContaining("--today 2026-02-30: expected a day, YYYY-MM-DD")]);
    expect(command.stdout + kpi.stdout + member.stdout).toBe("");
  });

  it("a member sees what their roles may see", async () => {
    await ok(["member", "add", "lin", "--role", "service", "--email", "lin@example.com"], home.env);
    const { code } = await purser(["exec", "/help", "--as", "lin"], home.env);
    expect(code).toBe(0);
  });

  it("a policy is changed in the name of who may, and who may not is told who does", async () => {
    await ok(["member", "add", "li", "--name", "Li", "--role", "operator"], home.env);
    const set = ["policy", "set", "alert-stock-out-enter-days", "7", "--as"];
    const [operator, nobody, undo] = await Promise.all([
      purser([...set, "li"], home.env),
      purser([...set, "nobody"], home.env),
      purser(["import", "--undo", "1", "--as", "nobody"], home.env),
    ]);
    expect([operator.code, operator.stderr]).toEqual([
      1,
      expect.stringMatching(/Li \(operator\) may not change a policy\.\s+It is for: owner, admin; of the members: owner\./),
    ]);
    expect([nobody.code, nobody.stderr]).toEqual([2, expect.stringContaining("--as nobody: no such member. Known: ")]);
    expect([undo.code, undo.stderr]).toEqual([2, expect.stringContaining("--as nobody: no such member")]);
    await ok(["member", "add", "dana", "--role", "admin"], home.env);
    expect(await ok([...set, "dana"], home.env)).toContain("alert-stock-out-enter-days = 7");
    await ok(["member", "remove", "dana"], home.env);
  });

  it("a policy is set for one thing, and for none at which nobody would look it up", async () => {
    const [two, unread] = await Promise.all([
      purser(["policy", "set", "restock-review-days", "45", "--store", "amazon-us", "--role", "hero"], home.env),
      purser(["policy", "set", "fresh-stock-days", "2", "--role", "hero"], home.env),
    ]);
    expect([two.code, two.stderr]).toEqual([2, expect.stringContaining("--role and --store: a value is set for one of them")]);
    expect([unread.code, unread.stderr]).toEqual([
      2,
      expect.stringContaining("fresh-stock-days is not looked up by role; it is set for the company (no option) or --store"),
    ]);
  });

  it("a job shows what it would post, then queues it once: asked again it says already posted", async () => {
    const at = ["--at", `${today()}T09:00:00Z`];
    const dry = (await json(["job", "daily-digest", "--dry-run", ...at], home.env)) as Record<string, unknown>[];
    expect(dry).toMatchObject([{ job: "daily-digest", platform: "local", channel: "digest", outcome: "dry-run" }]);

    expect(await ok(["job", "daily-digest", ...at], home.env)).toContain("local digest: queued");
    expect(await ok(["job", "daily-digest", ...at], home.env)).toContain("local digest: already posted");
    const unknown = await purser(["job", "daily-digset"], home.env);
    expect([unknown.code, unknown.stderr]).toEqual([1, expect.stringContaining("did you mean daily-digest?")]);
  });

  it("the bot posts what was queued, and ends at once when it is told to", async () => {
    const health = await fetch(`${bot.address}/readyz`);
    expect([health.status, await health.json()]).toEqual([200, expect.objectContaining({ ready: true })]);

    const doctor = await ok(["doctor"], { ...home.env, PORT: new URL(bot.address).port });
    expect(doctor).toContain(`served by process ${bot.pid}`);
    expect(doctor).toContain(`answers at ${bot.address}`);

    // The page's own question: the digest is there, once.
    const entries = await until(async () => {
      const found = (await (await fetch(`${bot.address}/local/entries?channel=digest`)).json()) as { author: string }[];
      return found.length > 0 ? found : undefined;
    }, "the digest in its channel");
    expect(entries.map((e) => e.author)).toEqual(["purser"]);
    const metrics = await (await fetch(`${bot.address}/metrics`)).text();
    expect(metrics).toMatch(/^purser_outbox_posts\{state="sent"\} 1$/m);
    expect(metrics).toMatch(/^purser_store_bytes \d{7,}$/m);

    const asked = performance.now();
    bot.kill("SIGTERM");
    const { code, stderr, stdout } = await bot.ended;
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout.trim().split("\n").at(-1)).toBe("Stopping …");
    expect(performance.now() - asked).toBeLessThan(5_000);

    const again = performance.now();
    const next = await startBot(home.env);
    expect(performance.now() - again).toBeLessThan(10_000);
    next.kill("SIGINT");
    expect((await next.ended).code).toBe(0);
  });

  it("doctor finds nothing broken here, and names what is missing", async () => {
    const { code, stdout } = await purser(["doctor"], home.env);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^✓ Store .*PostgreSQL .*time zone UTC/m);
    expect(stdout).toMatch(/^! Lanes .*none leads to pool.* → npm run purser -- lane add/m);
    expect(stdout).toMatch(/^✓ Plan .*as of/m);
    expect(stdout).toMatch(/^✓ Posts .*none failed/m);
    expect(stdout).not.toContain("✗");
  });

  it("a program that asks for JSON gets JSON, also when the answer is an error", async () => {
    const { code, stdout, stderr } = await purser(["exec", "/kpi gmv by foo", "--json", "--lang", "en"], home.env);
    expect([code, stderr]).toEqual([1, ""]);
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: "unknown-split", message: "a KPI cannot be split by foo" } });
  });

  it("a backup can be made, listed and gone back to", async () => {
    const made = (await ok(["db", "backup"], home.env)).trim();
    await ok(["store", "add", "later", "--platform", "web", "--country", "US", "--currency", "USD", "--tz", "UTC"], home.env);
    expect(await ok(["db", "restore"], home.env)).toContain(made);
    expect(await ok(["db", "restore", made], home.env)).toContain(`restored ${made}`);
    expect(await ok(["store", "list"], home.env)).not.toContain("later");
  });
});
