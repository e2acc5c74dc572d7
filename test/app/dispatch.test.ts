import { describe, expect, it } from "vitest";
import { message } from "../../src/message/message.ts";
import { town } from "./town.ts";

describe("a command", () => {
  it("is understood with a slash of either width, capitals, a mention, no space before Chinese, and quotes of either language", async () => {
    const t = town();
    for (const typed of [
      "/margin 退货率 上月",
      "／margin　退货率　上月",
      "/Margin 退货率 上月",
      "@purser /margin 退货率 上月",
      "<@U1|purser> margin 退货率 上月",
      "／ｍａｒｇｉｎ 退货率 上月",
      "/margin退货率 上月",
    ]) {
      expect([typed, await t.hears(typed)]).toEqual([typed, expect.stringContaining("退货率|上月")]);
    }
    expect(await t.hears('/margin “last month” 「红色 大号」 "a b" don\'t 5"')).toContain("last month|红色 大号|a b|don't|5\"");
  });

  it("that is misspelt is answered with the one that was meant", async () => {
    const t = town();
    expect(await t.hears("/margn")).toBe(
      "✗ There is no command /margn; did you mean /margin?\nCommands: /broken, /buy, /help, /margin, /picky",
    );
    expect(await t.hears("/margn", "olga", { channel: "zh" })).toContain("没有 /margn 这个命令，是不是想输入 /margin？");
    expect(await t.hears("/xyzzy")).toContain("There is no command /xyzzy.");
  });

  it("is refused to those whose role may not use it, and the answer says who may", async () => {
    const t = town();
    expect(await t.hears("/buy", "ann")).toBe("✗ Your role may not use /buy.\nIt is for: supply. An admin sets the roles.");
    expect(await t.hears("/buy", "wei")).toContain("Proposal");
  });

  it("that cannot be parsed is answered with what was expected", async () => {
    const t = town();
    expect(await t.hears("/picky")).toBe("✗ No KPI is called that\nTry gmv");
  });

  it("that breaks is answered with a reference under which the log has the reason, and with nothing else of it", async () => {
    const t = town();
    const said = await t.hears("/broken");
    expect(said).toMatch(/Something broke on our side \(reference TOK\d+\)/);
    expect(said).not.toContain("is not asked here");
    const reference = /reference (\w+)/.exec(said)?.[1];
    expect(t.log.lines.at(-1)).toMatchObject({ level: "error", event: "gesture-failed", fields: { reference, member: "olga" } });
  });
});

describe("people", () => {
  it("whom Purser does not know are told how to be added, politely and without a figure", async () => {
    const t = town();
    expect(await t.hears("/margin", "stranger")).toBe(
      "! I do not know your account yet\nAsk an admin to run, in Purser's folder: npm run purser -- member add NAME --fake U-stranger --role operator (NAME in small letters, such as mei)",
    );
  });

  it("are answered in their language, else the channel's, else the company's", async () => {
    const t = town();
    expect((await t.says("/margin"))?.lang).toBe("en");
    expect((await t.says("/margin", "ann", { channel: "zh" }))?.lang).toBe("zh");
    expect((await t.says("/margin", "ann", { channel: "zh", lang: "en" }))?.lang).toBe("en");
  });

  it("who talk among themselves get no answer; alone with Purser they get one", async () => {
    const t = town();
    expect(await t.says("margin looks bad today")).toBeUndefined();
    expect(await t.hears("hello", "olga", { direct: true })).toContain("Type /help");
    expect(await t.hears("margin", "olga", { direct: true })).toContain("Margins");
  });
});

describe("a file", () => {
  it("is taken from members whose role answers for figures, and from nobody else", async () => {
    const t = town();
    const from = (who: string) => t.handlers.takesFiles?.({ channel: "ops", person: { account: `U-${who}` } });
    expect([await from("wei"), await from("olga"), await from("stranger")]).toEqual([true, true, false]);
  });
});

describe("a press that another process takes over", () => {
  it("goes on at once with what its dead process had taken, and is decided and audited once", async () => {
    const t = town();
    const [token = ""] = await t.proposal();
    const press = { eventId: "Ev1", channel: "ops", person: { account: "U-wei" }, token };
    await t.diesAtWork(press);
    // Somebody else's press waits for the lease.
    expect(await t.tokens.take(token, t.clock.now(), 1_000, "Ev2")).toBe(false);
    expect(t.read(await t.replica().press(press))).toContain("Approved");
    expect(t.approved).toEqual(["SKU-1"]);
    expect(t.audited).toHaveLength(1);
  });
});

describe("a margin", () => {
  const canary = /73[.]?317/;

  it("is shown in a channel that is cleared for it, and to the owner alone", async () => {
    const t = town();
    expect(await t.hears("/margin", "ann", { channel: "finance" })).toMatch(canary);
    expect(await t.hears("/margin", "olga", { direct: true })).toMatch(canary);
  });

  it("reaches no other channel and nobody else, not even the owner among others", async () => {
    const t = town();
    for (const [who, more] of [
      ["olga", {}],
      ["olga", { channel: "zh" }],
      ["ann", { direct: true }],
      ["olga", { direct: true, person: { account: "U-olga", as: "operator" as const } }],
      ["stranger", { channel: "finance" }],
    ] as const) {
      const sealed = await t.says("/margin", who, more);
      expect(JSON.stringify(sealed), `${who} ${JSON.stringify(more)}`).not.toMatch(canary);
    }
    expect(await t.hears("/margin")).toContain("Not shown here: margin figures.");
  });

  it("is the owner's on this machine, unless they look through another role", async () => {
    const t = town({ platform: "local", loopback: true });
    expect(await t.hears("/margin", "", { person: { account: "olga" } })).toMatch(canary);
    expect(await t.hears("/margin", "", { person: { account: "olga", as: "operator" } })).not.toMatch(canary);
    expect(await t.hears("/buy", "", { person: { account: "olga", as: "operator" } })).toContain("Your role may not use /buy");
  });
});

describe("one gesture", () => {
  it("that is delivered twice is answered once, by whichever process", async () => {
    const t = town();
    const again = { eventId: "Ev1", channel: "ops", person: { account: "U-olga" }, text: "/margin" };
    const other = t.replica();
    const answers = await Promise.all([t.handlers.text(again), t.handlers.text(again), other.text(again)]);
    answers.push(await t.handlers.text(again), await other.text(again));
    expect(answers.filter((a) => a !== undefined)).toHaveLength(1);
  });

  it("is not lost when the process dies at work: the next delivery is answered", async () => {
    const t = town();
    const [token = ""] = await t.proposal();
    const press = { eventId: "Ev1", channel: "ops", person: { account: "U-wei" }, token };
    await t.diesAtWork(press);
    t.clock.pass(11 * 60_000);
    expect(t.read(await t.replica().press(press))).toContain("Approved");
    expect(t.approved).toEqual(["SKU-1"]);
  });
});

describe("a button", () => {
  it("carries a token that says nothing", async () => {
    const t = town();
    const sealed = await t.says("/buy", "wei");
    expect(sealed?.buttonTokens).toEqual(["token-1", "token-2"]);
    expect(t.tokens.issued.get("token-1")).toMatchObject({ action: "approve", version: "v1" });
  });

  it("is done once: who comes second is told by whom and when", async () => {
    const t = town();
    const [token = ""] = await t.proposal();
    expect(await t.reads(token, "wei", { fields: { quantity: "300" } })).toBe("Approved 300");
    t.clock.pass(60_000);
    expect(await t.reads(token, "olga")).toBe("Already done by Wei, 2026-11-22 09:00 Asia/Shanghai");
    expect(t.approved).toEqual(["SKU-1"]);
    expect(t.audited).toMatchObject([{ what: "approve", by: "wei", details: { channel: "ops" } }]);
  });

  it("leaves its message with who decided, for everybody to see", async () => {
    const t = town();
    const [token = ""] = await t.proposal();
    const answer = await t.presses(token, "wei");
    expect(answer?.instead && t.read(answer.instead)).toContain("✓ Approve: Wei, 2026-11-22 09:00 Asia/Shanghai");
    expect(answer?.instead?.message.actions.map((b) => b.label.en)).toEqual(["View"]);
    expect(answer?.instead?.buttonTokens).toEqual(["token-2"]);
    const late = await t.presses(token, "olga");
    expect(late).toMatchObject({ reach: "asker", instead: answer?.instead });
  });

  it("pressed fifty times at once decides once", async () => {
    const t = town();
    const [token = ""] = await t.proposal();
    const said = await Promise.all(Array.from({ length: 50 }, (_, i) => t.reads(token, i % 2 === 0 ? "wei" : "olga")));
    expect(t.approved).toEqual(["SKU-1"]);
    expect(t.audited).toHaveLength(1);
    expect(said.filter((s) => s.startsWith("Approved"))).toHaveLength(1);
    expect(said.filter((s) => /Already done by|being done right now/.test(s))).toHaveLength(49);
  });

  it("asks for the role at the press, not when it was shown", async () => {
    const t = town();
    const [token = ""] = await t.proposal();
    expect(await t.reads(token, "ann")).toContain("Your role may not use this button");
    expect(await t.reads(token, "olga", { person: { account: "U-olga", as: "operator" } })).toContain("Your role may not use this button");
    expect(t.approved).toEqual([]);
  });

  it("is stale when what it decides on has changed since", async () => {
    const t = town();
    const [token = ""] = await t.proposal();
    t.state.version = "v2";
    expect(await t.reads(token, "wei")).toContain("Things have changed since this was shown");
    expect(t.approved).toEqual([]);
  });

  it("that failed can be pressed again", async () => {
    const t = town();
    const [token = ""] = await t.proposal();
    t.state.crash = new Error("the store is busy");
    expect(await t.reads(token, "wei")).toContain("Something broke on our side");
    t.state.crash = null;
    expect(await t.reads(token, "wei")).toBe("Approved all");
    expect(t.audited).toHaveLength(1);
  });

  it("that opens a view may be pressed by everybody as often as they like, and leaves no audit", async () => {
    const t = town();
    const [, token = ""] = await t.proposal();
    expect(await t.reads(token, "ann")).toBe("Looked at");
    expect(await t.reads(token, "ann")).toBe("Looked at");
    expect(t.audited).toEqual([]);
  });

  it("that nobody issued is answered, not run", async () => {
    const t = town();
    expect(await t.reads("forged", "olga")).toContain("This button is not in use any more");
  });
});

describe("a hostile text", () => {
  it("stays data: markup is kept for the platform to escape, what cannot be seen is gone", async () => {
    const t = town();
    const sealed = await t.says("/margin <!channel> <at_id=all></at> a|b *x* \u202Egnp.exe\u202C \u200Bzero");
    expect(sealed?.message.lead?.en).toBe("<!channel>|<at_id=all></at>|a|b|*x*|gnp.exe|zero");
  });
});

describe("a dropped file", () => {
  it("goes to the intake with who dropped it, and its answer comes back cut and sealed", async () => {
    const t = town({
      intake: (file, _context, asker) =>
        Promise.resolve({ message: message({ title: { zh: "收到", en: `${asker.member.name} dropped ${file.name}` } }), data: null }),
    });
    const sealed = await t.handlers.file(
      { eventId: "f1", channel: "ops", person: { account: "U-ann" }, name: "orders.tsv", bytes: 3, open: async function* () {} },
      () => undefined,
    );
    expect(t.read(sealed)).toBe("Ann dropped orders.tsv");
  });

  it("tells the rows that were read to the team, and where outsiders read along only that it is being read", async () => {
    const told: string[] = [];
    for (const readers of ["team", "outside"] as const) {
      const t = town({
        audience: () => Promise.resolve(readers),
        intake: (_file, _context, _asker, onProgress) => {
          onProgress({ done: 1, of: 3, note: { zh: "已读 84 行", en: "84 rows read" } });
          return Promise.resolve({ message: message({ title: { zh: "收到 84 行", en: "84 rows" } }), data: null });
        },
      });
      const file = { person: { account: "U-ann" }, name: "orders.tsv", bytes: 3, open: async function* () {} };
      const sealed = await t.handlers.file({ ...file, eventId: "f2", channel: "shared" }, (p) => void told.push(p.note.en));
      told.push(sealed?.message.title.en ?? "");
    }
    expect(told).toEqual(["84 rows read", "84 rows", "reading the file", "Not shown here: internal figures"]);
  });
});
