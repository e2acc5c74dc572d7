import { EventEmitter } from "node:events";
import { describe, expect, it } from "vitest";
import { agoText, bytesText, checkLine, t } from "../../src/cli/support/doctor/check.ts";
import { bar } from "../../src/cli/support/sample.ts";
import { stopOnSignals } from "../../src/cli/support/stop.ts";
import { terminal } from "../../src/cli/support/terminal.ts";

function screen(isTTY: boolean) {
  const written: string[] = [];
  const stream = (name: string) => ({ isTTY, columns: 20, write: (text: string) => written.push(`${name}:${text}`) });
  return { written, io: terminal(stream("out"), stream("err")) };
}

describe("the terminal", () => {
  it("has one line that whatever comes next is written over", () => {
    const { written, io } = screen(true);
    io.status("half");
    io.status("done");
    io.out("result");
    io.out("more");
    expect(written).toEqual(["err:\r\u001b[Khalf", "err:\r\u001b[Kdone", "err:\r\u001b[K", "out:result\n", "out:more\n"]);
  });

  it("cuts that line before it wraps, and Chinese takes two columns a letter", () => {
    const { written, io } = screen(true);
    io.status("正在读取一份很长的报表文件");
    expect(written[0]).toBe("err:\r\u001b[K正在读取一份很长的…");
  });

  it("without a terminal it is not there: a file gets no control characters", () => {
    const { written, io } = screen(false);
    io.status("half");
    io.err("trouble");
    expect(written).toEqual(["err:trouble\n"]);
    const show = bar(io);
    for (const share of [0, 0.1, 0.26, 0.3, 0.9, 0.2, 1]) show(share, "file");
    expect(written.slice(1)).toEqual(["out:0%  file\n", "out:26%  file\n", "out:90%  file\n", "out:100%  file\n"]);
  });
});

describe("being told to stop", () => {
  function told() {
    let now = 0;
    const exits: number[] = [];
    const process = Object.assign(new EventEmitter(), { exit: (code: number) => void exits.push(code) });
    const stop = stopOnSignals(process, () => now);
    return { stop, exits, press: (signal: string, at: number) => ((now = at), process.emit(signal, signal)), process };
  }

  it("one Ctrl-C that arrives three times is one", async () => {
    const { stop, exits, press } = told();
    for (const at of [0, 3, 40]) press("SIGINT", at);
    await stop.asked;
    expect([stop.signal.aborted, exits]).toEqual([true, []]);
  });

  it("a second one ends the process at once, as a shell would tell it", () => {
    const { exits, press } = told();
    press("SIGINT", 0);
    press("SIGINT", 2_000);
    press("SIGTERM", 3_000);
    expect(exits).toEqual([130, 143]);
  });

  it("nobody listens any more when the work is over", () => {
    const { stop, process } = told();
    stop[Symbol.dispose]();
    expect(process.listenerCount("SIGINT") + process.listenerCount("SIGTERM")).toBe(0);
  });
});

describe("a line of the doctor", () => {
  it("has a mark, what was looked at, what was found, and what to do", () => {
    const check = {
      state: "broken",
      name: t("磁盘", "Disk"),
      found: t("剩余 10 MB", "10 MB free"),
      todo: t("请清理", "make room"),
    } as const;
    expect(checkLine(check, "en")).toBe("✗ Disk         10 MB free → make room");
    expect(checkLine(check, "zh")).toBe("✗ 磁盘         剩余 10 MB → 请清理");
  });

  it.each([
    [0, "0 B"],
    [999, "999 B"],
    [1_500, "1.5 KB"],
    [76e9, "76 GB"],
  ])("%d bytes are %s", (bytes, text) => expect(bytesText(bytes)).toBe(text));

  it.each([
    [20_000, "just now"],
    [60_000, "1 minute ago"],
    [5_400_000, "90 minutes ago"],
    [3 * 3_600_000, "3 hours ago"],
    [72 * 3_600_000, "3 days ago"],
  ])("%d ms is %s", (ms, text) => expect(agoText(new Date(0), new Date(ms)).en).toBe(text));
});
