import type { Obj } from "./json.ts";
import { isObj, obj, objs, str } from "./json.ts";
import type { Message } from "./ledger.ts";
import { elementsOf, findElement, initialOf, isEmpty, valueOf } from "./find.ts";
import type { Found } from "./find.ts";
import type { Values } from "./payloads.ts";
import { globalShortcut, messageAction, messageShortcut, suggestion, viewAction, viewClosed, viewSubmission } from "./payloads.ts";
import { userNamed } from "./person.ts";
import type { Answer, Push } from "./push.ts";
import type { View, World } from "./state.ts";
import { accepted, changeView, openView, topView } from "./web-api/views.ts";

/** What a person clicks, chooses and fills in. */
export interface Hands {
  /** A button by its action_id or by what stands on it, in a message or a view. A confirmation is confirmed. */
  click(where: Message | View, button: string, user: string): Promise<Answer>;
  /** A choice in a select, overflow menu, date picker …: by value or label. */
  select(where: Message | View, element: string, choice: unknown, user: string): Promise<Answer>;
  /** Fills in inputs, by block_id, action_id or label, without sending; in a message it is kept for the next click. */
  fill(where: Message | View, values: Readonly<Record<string, unknown>>): void;
  /** Fills in and submits a modal. Required inputs that are empty keep Slack from sending. */
  submit(view: View, values: Readonly<Record<string, unknown>>, user: string): Promise<Answer>;
  close(view: View, user: string): Promise<Answer>;
  /** On a message, or global where `message` is null. */
  shortcut(callbackId: string, user: string, message: Message | null): Promise<Answer>;
  /** What an external select offers for these typed letters. */
  suggest(where: Message | View, element: string, typed: string, user: string): Promise<Answer>;
  /** The modal in front of this person. */
  modal(user: string): View | undefined;
  home(user: string): View | undefined;
}

const isView = (where: Message | View): where is View => "hash" in where;
const blocksOf = (where: Message | View): readonly Obj[] => (isView(where) ? objs(where.body, "blocks") : where.blocks);

export function hands(world: World, push: () => Push): Hands {
  const inMessages = new Map<Message, Values>();
  const valuesOf = (where: Message | View): Values => {
    if (isView(where)) return where.state;
    const kept = inMessages.get(where) ?? {};
    inMessages.set(where, kept);
    return kept;
  };

  const put = (where: Message | View, found: Found, value: Obj): void => {
    const values = valuesOf(where);
    values[found.blockId] = { ...values[found.blockId], [str(found.element, "action_id")]: value };
  };

  /** Slack's state has every input, touched or not. */
  const settle = (where: Message | View): void => {
    for (const found of elementsOf(blocksOf(where))) {
      if (str(found.element, "type") === "button") continue;
      const held = valuesOf(where)[found.blockId]?.[str(found.element, "action_id")];
      if (held === undefined) put(where, found, initialOf(found.element));
    }
  };

  const act = (where: Message | View, found: Found, extra: Obj, userName: string): Promise<Answer> => {
    const user = userNamed(world, userName);
    settle(where);
    const action: Obj = {
      action_id: str(found.element, "action_id"),
      block_id: found.blockId,
      type: str(found.element, "type"),
      action_ts: world.ts(),
      ...extra,
    };
    if (isView(where)) return push().send("interaction", "block_actions", viewAction(world, where, user, action));
    const channel = world.channels.get(where.channel);
    if (channel === undefined || where.deletedAt !== null) throw new Error("fake slack: that message is no longer there");
    if (where.ephemeralTo !== null && where.ephemeralTo !== user.id) throw new Error(`fake slack: ${user.name} does not see that message`);
    return push().send("interaction", "block_actions", messageAction(world, where, channel, user, action, valuesOf(where)));
  };

  const fill: Hands["fill"] = (where, values) => {
    for (const [name, given] of Object.entries(values)) {
      const found = findInput(blocksOf(where), name);
      put(where, found, valueOf(found.element, given));
    }
  };

  return {
    fill,
    click: (where, button, user) => {
      const found = findElement(blocksOf(where), button);
      const extra: Obj = { text: found.element["text"] };
      if (found.element["value"] !== undefined) extra["value"] = found.element["value"];
      if (found.element["style"] !== undefined) extra["style"] = found.element["style"];
      return act(where, found, extra, user);
    },
    select: (where, element, choice, user) => {
      const found = findElement(blocksOf(where), element);
      const value = valueOf(found.element, choice);
      put(where, found, value);
      return act(where, found, value, user);
    },
    submit: async (view, values, userName) => {
      if (!view.open) throw new Error("fake slack: that modal is closed");
      fill(view, values);
      settle(view);
      requireFilled(view);
      const answer = await push().send("interaction", "view_submission", viewSubmission(world, view, userNamed(world, userName)));
      if (answer.acked) obey(world, view, answer.payload);
      return answer;
    },
    close: async (view, userName) => {
      const user = userNamed(world, userName);
      view.open = false;
      world.ledger.changed();
      if (view.body["notify_on_close"] !== true) return { acked: true, ms: 0, payload: null, failure: null };
      return push().send("interaction", "view_closed", viewClosed(world, view, user));
    },
    shortcut: (callbackId, userName, message) => {
      const user = userNamed(world, userName);
      if (message === null) return push().send("interaction", "shortcut", globalShortcut(world, user, callbackId));
      const channel = world.channels.get(message.channel);
      if (channel === undefined) throw new Error("fake slack: that message is no longer there");
      return push().send("interaction", "message_action", messageShortcut(world, message, channel, user, callbackId));
    },
    suggest: (where, element, typed, userName) => {
      const found = findElement(blocksOf(where), element);
      const container: Obj = isView(where)
        ? { type: "view", view_id: where.id }
        : { type: "message", message_ts: where.ts, channel_id: where.channel };
      const body = suggestion(world, userNamed(world, userName), container, str(found.element, "action_id"), found.blockId, typed);
      return push().send("interaction", "block_suggestion", body);
    },
    modal: (user) => topView(world, userNamed(world, user).id),
    home: (user) => [...world.views.values()].find((v) => v.type === "home" && v.user === userNamed(world, user).id),
  };
}

/** By block_id or label of the input, else by the action_id of its element. */
function findInput(blocks: readonly Obj[], name: string): Found {
  const block = blocks.find((b) => str(b, "block_id") === name || str(obj(b, "label"), "text") === name);
  const element = obj(block, "element");
  if (block !== undefined && element !== undefined) return { element, blockId: str(block, "block_id") };
  return findElement(blocks, name);
}

function requireFilled(view: View): void {
  for (const block of objs(view.body, "blocks")) {
    if (str(block, "type") !== "input" || block["optional"] === true) continue;
    const id = str(obj(block, "element"), "action_id");
    if (isEmpty(view.state[str(block, "block_id")]?.[id]))
      throw new Error(`fake slack: "${str(obj(block, "label"), "text")}" is required, so Slack does not send the form`);
  }
}

/** Does to the modal what the acknowledgement asks for; nothing asked closes it. */
function obey(world: World, view: View, payload: Obj | null): void {
  const next = obj(payload ?? undefined, "view");
  switch (str(payload ?? undefined, "response_action")) {
    case "errors": {
      const errors = payload?.["errors"];
      const known = new Set(objs(view.body, "blocks").map((b) => str(b, "block_id")));
      for (const block of isObj(errors) ? Object.keys(errors) : [])
        if (!known.has(block)) throw new Error(`fake slack: errors name the block "${block}", which the modal does not have`);
      return;
    }
    case "update":
      changeView(world, view, accepted(world, next, "modal"));
      return;
    case "push":
      openView(world, view.user, accepted(world, next, "modal"), view.id);
      return;
    case "clear":
      for (const v of world.views.values()) if (v.user === view.user && v.type === "modal") v.open = false;
      break;
    default:
      view.open = false;
  }
  world.ledger.changed();
}
