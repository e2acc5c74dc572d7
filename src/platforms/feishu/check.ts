import { z } from "zod";
import { UserError } from "../../domain/user-error.ts";
import type { Text } from "../../domain/value.ts";
import type { Finding } from "../../ports/chat-platform.ts";
import type { Api } from "./client.ts";
import { ApiError } from "./errors.ts";

const Bot = z.object({
  bot: z.object({ open_id: z.string().min(1), app_name: z.string().optional(), activate_status: z.number().optional() }),
});
const Chat = z.object({
  data: z.object({ name: z.string().optional(), external: z.boolean().optional(), chat_mode: z.string().optional() }),
});
const Anything = z.object({ code: z.number() });

/** A signature may be 5 minutes old; a clock that is a minute off will be there one day. */
const SKEW_WARNS_MS = 60_000;
const SKEW_FAILS_MS = 300_000;
/** Nobody's. */
const NOBODY = `ou_${"0".repeat(32)}`;
const WRONG_SECRET: ReadonlySet<number> = new Set([10003, 10014]);
const NO_BOT: ReadonlySet<number> = new Set([230006, 11205]);
const NO_PERMISSION: ReadonlySet<number> = new Set([99991672, 99991679, 230027]);
/** The smallest PNG, to see whether pictures may be uploaded. Nobody is shown it. */
const PIXEL = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64");

const PUBLISH: Text = {
  zh: "在开发者后台“权限管理”里导入 npm run purser -- manifest feishu 给出的权限，然后发布一个版本。",
  en: "Import the permissions of `npm run purser -- manifest feishu` in the developer console, then publish a version.",
};

const said = (error: unknown): string => (error instanceof Error ? error.message : String(error));
const ok = (zh: string, en: string): Finding => ({ state: "ok", what: { zh, en } });
const bad = (state: "warning" | "failed", zh: string, en: string, hint: Text): Finding => ({ state, what: { zh, en }, hint });

/** Looks at credentials, bot, clock, channels and permissions; each by trying, nothing is written where somebody sees it. */
export async function check(channels: readonly string[], api: Api): Promise<readonly Finding[]> {
  const [bot, ...clock] = await credentials(api);
  if (bot === undefined || bot.state === "failed") return [...(bot ? [bot] : []), ...clock];
  const rest = await Promise.all([...channels.map((id) => channel(id, api)), pictures(api), contacts(api), ...history(channels, api)]);
  return [bot, ...clock, ...rest];
}

async function credentials(api: Api): Promise<readonly Finding[]> {
  try {
    const { bot } = await api.call({ method: "GET", path: "/open-apis/bot/v3/info" }, Bot);
    const name = bot.app_name ?? api.appId;
    return [ok(`飞书应用“${name}”连接正常`, `The Feishu app "${name}" is connected`), clockFinding(api.skewMs())];
  } catch (error) {
    return [refusedBecause(error)];
  }
}

/** For the start: what no waiting changes. */
export function credentialsRefused(error: unknown): UserError | undefined {
  const code = error instanceof ApiError ? error.code : 0;
  const known = WRONG_SECRET.has(code) ? SECRET : NO_BOT.has(code) ? BOT : undefined;
  return known && new UserError("feishu-refused", known.what, known.hint);
}

const SECRET: { readonly what: Text; readonly hint: Text } = {
  what: { zh: "飞书不接受 App ID 或 App Secret。", en: "Feishu does not take the app's id or secret." },
  hint: {
    zh: "在开发者后台“凭证与基础信息”里核对 FEISHU_APP_ID 和 FEISHU_APP_SECRET。国内版用 FEISHU_DOMAIN=feishu，国际版用 lark。",
    en: "Compare FEISHU_APP_ID and FEISHU_APP_SECRET with Credentials & Basic Info in the console. FEISHU_DOMAIN is feishu in China and lark elsewhere.",
  },
};
const BOT: typeof SECRET = {
  what: { zh: "应用没有启用机器人能力。", en: "The app has no bot." },
  hint: {
    zh: "在开发者后台“添加应用能力”里启用机器人，然后发布一个版本。",
    en: "Add the bot capability in the developer console, then publish a version.",
  },
};

function refusedBecause(error: unknown): Finding {
  const known = credentialsRefused(error);
  if (known !== undefined) return { state: "failed", what: known.text, ...(known.hint && { hint: known.hint }) };
  return bad("failed", `连不上飞书：${said(error)}`, `Feishu cannot be reached: ${said(error)}`, {
    zh: "请检查网络、代理和 FEISHU_DOMAIN。",
    en: "Check the network, the proxy and FEISHU_DOMAIN.",
  });
}

function clockFinding(skewMs: number | undefined): Finding {
  const seconds = Math.round(Math.abs(skewMs ?? 0) / 1_000);
  if (seconds * 1_000 < SKEW_WARNS_MS) return ok("本机时间与飞书一致", "This machine's clock agrees with Feishu's");
  return bad(
    seconds * 1_000 < SKEW_FAILS_MS ? "warning" : "failed",
    `本机时间与飞书相差 ${seconds} 秒`,
    `This machine's clock is ${seconds} s off Feishu's`,
    {
      zh: "请开启时间同步（NTP）；相差超过 5 分钟，回调会被当作伪造而拒绝。",
      en: "Turn on time synchronisation (NTP); beyond 5 minutes callbacks are refused as forged.",
    },
  );
}

async function channel(id: string, api: Api): Promise<Finding> {
  try {
    const { data } = await api.call({ method: "GET", path: `/open-apis/im/v1/chats/${encodeURIComponent(id)}` }, Chat);
    const name = data.name || id;
    if (data.external === true) {
      return bad("warning", `“${name}”是外部群`, `"${name}" has people of other companies in it`, {
        zh: "毛利、成本和个人信息不会发到这里。",
        en: "Margins, costs and personal data are not posted there.",
      });
    }
    return ok(`机器人在“${name}”里`, `The bot is in "${name}"`);
  } catch (error) {
    return bad("failed", `看不到群 ${id}：${said(error)}`, `The chat ${id} cannot be seen: ${said(error)}`, {
      zh: "请把机器人加进这个群，并核对群 ID（oc_ 开头）。",
      en: "Add the bot to the chat, and compare its id (it begins with oc_).",
    });
  }
}

/** True when Feishu said that a permission is missing; another refusal came after it was granted. */
async function lacks(trial: Promise<unknown>): Promise<boolean | undefined> {
  try {
    await trial;
    return false;
  } catch (error) {
    if (!(error instanceof ApiError) || error.heard !== "refused") return undefined;
    return NO_PERMISSION.has(error.code);
  }
}

function permission(missing: boolean | undefined, zh: string, en: string, state: "warning" | "failed", scope: string): Finding {
  if (missing === false) return ok(`权限正常：${zh}`, `Permitted: ${en}`);
  if (missing === undefined)
    return bad("warning", `无法确认权限：${zh}`, `It could not be seen whether this is permitted: ${en}`, {
      zh: "请稍后再试。",
      en: "Try again later.",
    });
  return bad(state, `缺少权限 ${scope}：${zh}`, `The permission ${scope} is missing: ${en}`, PUBLISH);
}

async function pictures(api: Api): Promise<Finding> {
  const image = new File([new Uint8Array(PIXEL)], "check.png", { type: "image/png" });
  const trial = api.call({ method: "POST", path: "/open-apis/im/v1/images", form: { image_type: "message", image } }, Anything);
  return permission(await lacks(trial), "上传图片、下载文件", "upload pictures, download files", "failed", "im:resource");
}

async function contacts(api: Api): Promise<Finding> {
  const trial = api.call({ method: "GET", path: `/open-apis/contact/v3/users/${NOBODY}`, query: { user_id_type: "open_id" } }, Anything);
  return permission(
    await lacks(trial),
    "读取成员的姓名和邮箱",
    "read names and e-mail addresses of members",
    "warning",
    "contact:user.email:readonly",
  );
}

function history(channels: readonly string[], api: Api): readonly Promise<Finding>[] {
  const [id] = channels;
  if (id === undefined) return [];
  const query = { container_id_type: "chat", container_id: id, page_size: 1 };
  const trial = lacks(api.call({ method: "GET", path: "/open-apis/im/v1/messages", query }, Anything));
  const zh = "读取群消息，用来核对一小时前没有回音的发送";
  const en = "read the history of chats, to find out what became of a post after an hour";
  return [trial.then((missing) => permission(missing, zh, en, "warning", "im:message.group_msg"))];
}
