import { describe, expect, it } from "vitest";
import { town } from "../app/town.ts";

describe("/help", () => {
  it("lists what the person may use, with something to type", async () => {
    const t = town();
    const owner = await t.hears("/help");
    expect(owner).toContain("/buy");
    expect(owner).toContain("/help kpi");
    expect(await t.hears("/help", "ann")).not.toContain("/buy");
  });

  it("is what a slash alone asks for", async () => {
    const t = town();
    expect(await t.hears("/")).toBe(await t.hears("/help"));
  });

  it("shows one command with every example", async () => {
    const t = town();
    expect(await t.hears("/help /margin")).toContain("You can type:");
    expect(await t.hears("/help 2")).toContain("There is no command /2.");
    expect(await t.hears("/help margn")).toContain("did you mean /margin?");
  });

  it("speaks Chinese in a Chinese channel", async () => {
    const t = town();
    expect(await t.hears("/help", "olga", { channel: "zh" })).toContain("输入命令提问");
  });
});
