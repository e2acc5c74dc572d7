import { describe, expect, it } from "vitest";
import { reads, refuses } from "./given.ts";

describe("roles of the product matrix", () => {
  it.each([
    ["gross-margin role traffic", "traffic"],
    ["gross-margin traffic role", "traffic"],
    ["gross margin role:traffic", "traffic"],
    ["gross margin defense skus", "defence"],
    ["毛利率 引流款", "traffic"],
    ["引流款毛利率", "traffic"],
    ["毛利率 定位:利润", "profit"],
    ["毛利率 定位防御", "defence"],
    ["毛利率 角色:利润", "profit"],
    ["主推款的毛利率", "hero"],
    ["防御款毛利率", "defence"],
  ])("%s asks for one", (text, role) => {
    expect(reads(text)).toEqual({ kpi: "gross-margin", role });
  });

  it("traffic alone is still what visitors make", () => {
    expect(reads("traffic last month")).toMatchObject({ kpi: "sessions" });
    expect(reads("流量")).toEqual({ kpi: "sessions" });
  });

  it("one that does not exist is named, with what was probably meant", () => {
    expect(refuses("gross-margin role trafic").en).toBe("no role is called trafic; did you mean role traffic?");
    expect(refuses("毛利率 定位:引留").zh).toBe("没有叫“引留”的商品定位，是不是“引流款”？");
    expect(refuses("毛利率 引留款").zh).toBe("没有叫“引留款”的商品定位，是不是“引流款”？");
    expect(refuses("gross-margin role banana").en).toBe("no role is called banana");
    expect(refuses("gross-margin role traffic role profit").en).toContain("one role at a time");
  });
});

describe("targets in words", () => {
  it.each([
    "acos last month vs target",
    "acos 上月 对比目标",
    "acos 上月 是否达标",
    "acos last month vs our targets",
    "acos last month against the target",
  ])("%s asks for the target", (text) => {
    expect(reads(text)).toMatchObject({ kpi: "acos", target: true, period: { kind: "calendar" } });
  });

  it("stand beside a comparison", () => {
    expect(reads("acos last month vs target vs last-year")).toMatchObject({ target: true, comparison: { kind: "last-year" } });
    expect(refuses("acos vs traget").en).toContain("vs target");
  });
});
