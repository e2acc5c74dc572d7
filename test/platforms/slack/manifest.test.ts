import { readdir, readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { BOT_EVENTS, BOT_SCOPES, slackManifest } from "../../../src/platforms/slack/manifest.ts";
import { HELP_SHORTCUT, IMPORT_SHORTCUT } from "../../../src/platforms/slack/names.ts";

const COMMANDS = [
  { name: "kpi", summary: { zh: "看一个指标", en: "Shows a KPI" }, usage: { zh: "[指标]", en: "[KPI] [scope]" } },
  { name: "help", summary: { zh: "帮助", en: "Help" }, usage: { zh: "", en: "" } },
];

describe("the manifest of the Slack app", () => {
  it("has every command, with what it takes", () => {
    expect(slackManifest(COMMANDS, { socket: true }).features.slash_commands).toEqual([
      { command: "/kpi", description: "Shows a KPI · 看一个指标", usage_hint: "[KPI] [scope]", should_escape: true },
      { command: "/help", description: "Help · 帮助", should_escape: true },
      {
        command: "/purser",
        description: "Any of them, e.g. /purser kpi return-rate last month · 任何命令，例如 /purser kpi 退货率 上月",
        usage_hint: "[COMMAND] …",
        should_escape: true,
      },
    ]);
  });

  it("leaves out a name that Slack keeps for itself, since one of them spoils the whole manifest; /purser leads to it", () => {
    const status = { name: "status", summary: { zh: "状态", en: "Status" }, usage: { zh: "", en: "" } };
    const { slash_commands: commands } = slackManifest([...COMMANDS, status], { socket: true }).features;
    expect(commands.map((c) => c.command)).toEqual(["/kpi", "/help", "/purser"]);
  });

  it("needs no address for a socket, and leads everything to one place over HTTP", () => {
    expect(JSON.stringify(slackManifest(COMMANDS, { socket: true }))).not.toContain("http");
    const { features, settings } = slackManifest(COMMANDS, { socket: false, url: "https://purser.shop.example/" });
    const at = "https://purser.shop.example/slack/events";
    expect(features.slash_commands.map((c) => ("url" in c ? c.url : ""))).toEqual([at, at, at]);
    expect(settings.interactivity).toEqual({ is_enabled: true, request_url: at });
    expect(settings.event_subscriptions).toMatchObject({ request_url: at });
    expect(settings.socket_mode_enabled).toBe(false);
  });

  it("keeps to Slack's lengths", () => {
    const long = "长".repeat(3000);
    const [command] = slackManifest([{ name: "kpi", summary: { zh: long, en: long }, usage: { zh: long, en: long } }], { socket: true })
      .features.slash_commands;
    expect(Array.from(command?.description ?? "").length).toBe(2000);
    expect(Array.from(command?.usage_hint ?? "").length).toBe(1000);
    expect(() =>
      slackManifest([{ name: "x".repeat(32), summary: { zh: "", en: "" }, usage: { zh: "", en: "" } }], { socket: true }),
    ).toThrow("32");
  });

  it("switches on what is used: home, direct messages, shortcuts, buttons", () => {
    const { features, settings, oauth_config } = slackManifest(COMMANDS, { socket: true });
    expect(features.app_home).toEqual({ home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: false });
    expect(features.shortcuts.map((s) => s.callback_id)).toEqual([IMPORT_SHORTCUT, HELP_SHORTCUT]);
    expect(settings.interactivity.is_enabled).toBe(true);
    expect(settings.event_subscriptions.bot_events).toEqual(BOT_EVENTS);
    expect(oauth_config.scopes.bot).toEqual(BOT_SCOPES);
  });

  it("subscribes to each event that is heard, and to no other", async () => {
    const source = await readFile(new URL("../../../src/platforms/slack/inbound.ts", import.meta.url), "utf8");
    const heard = [...source.matchAll(/app\.event\("(\w+)"/g)].map(([, name]) => name ?? "");
    const subscribed = new Set(BOT_EVENTS.map((name) => name.split(".")[0] ?? ""));
    // These two are heard by one listener.
    expect(subscribed).toEqual(new Set([...heard, "channel_shared", "channel_unshared"]));
  });

  it("asks for no power over people, and for none to write as somebody else", () => {
    for (const scope of BOT_SCOPES) expect(scope).not.toMatch(/admin|customize|chat:write\.public|users:write|channels:manage|^identify/);
  });

  it("asks for the permission of each method that is called", async () => {
    const folder = new URL("../../../src/platforms/slack/", import.meta.url);
    const sources = await Promise.all(
      (await readdir(folder)).filter((f) => f.endsWith(".ts")).map((f) => readFile(new URL(f, folder), "utf8")),
    );
    const called = new Set(
      [...sources.join("\n").matchAll(/client\.((?:chat|conversations|files|users|views|reactions)\.\w+)\(/g)].map(
        ([, method]) => method ?? "",
      ),
    );
    const needs: Readonly<Record<string, readonly string[]>> = {
      "chat.postMessage": ["chat:write"],
      "chat.postEphemeral": ["chat:write"],
      "chat.update": ["chat:write"],
      "chat.delete": ["chat:write"],
      "conversations.history": ["channels:history", "groups:history", "im:history"],
      "conversations.replies": ["channels:history", "groups:history", "im:history"],
      "conversations.info": ["channels:read", "groups:read", "im:read"],
      "conversations.open": ["im:write"],
      "files.getUploadURLExternal": ["files:write"],
      "files.completeUploadExternal": ["files:write"],
      "files.info": ["files:read"],
      "users.info": ["users:read"],
      "views.open": [],
      "views.publish": [],
    };
    expect([...called].toSorted()).toEqual(Object.keys(needs).toSorted());
    expect(BOT_SCOPES).toEqual(expect.arrayContaining(Object.values(needs).flat()));
  });
});
