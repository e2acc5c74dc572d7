import type { Text } from "../../../domain/value.ts";
import type { Purser } from "../../../main.ts";
import type { Finding } from "../../../ports/chat-platform.ts";
import { configured } from "../platforms.ts";
import { type Check, plainly, t } from "./check.ts";

const STATE = { ok: "fine", warning: "doubtful", failed: "broken" } as const satisfies Record<Finding["state"], Check["state"]>;

/** Each chat platform with credentials: token, permissions, clock, channels. Those without are named, with where to begin. */
export async function chatChecks(purser: Purser): Promise<Check[]> {
  const bindings = await purser.ports.company.bindings();
  const checks: Check[] = [];
  for (const { platform, name } of await configured(purser)) {
    const channels = [...new Set(bindings.filter((b) => b.platform === platform.id).map((b) => b.channel))];
    for (const { state, what, hint } of (await platform.check?.(channels)) ?? []) {
      checks.push({ state: STATE[state], name, found: what, ...(hint && { todo: hint }) });
    }
  }
  const { slack, feishu } = purser.config;
  const without = (name: Text, doc: string): Check => ({
    state: "fine",
    name,
    found: t("未设置凭据，不连接", "no credentials: not connected"),
    todo: t(`docs/${doc}.zh-CN.md`, `docs/${doc}.md`),
  });
  if (!slack) checks.push(without(plainly("Slack"), "slack"));
  if (!feishu) checks.push(without(t("飞书", "Feishu"), "feishu"));
  return checks;
}
