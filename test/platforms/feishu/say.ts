import { message, type Message, type Sealed, type Text } from "../../../src/message/message.ts";
import type { Handlers } from "../../../src/ports/chat-platform.ts";

export const both = (text: string): Text => ({ zh: text, en: text });

export const sealed = (said: string | Message, more: Partial<Sealed> = {}): Sealed => {
  const content = typeof said === "string" ? message({ title: both(said) }) : said;
  return { message: content, buttonTokens: content.actions.map((_, i) => `token-${i}`), formTokens: {}, lang: "zh", ...more };
};

/** An app that says nothing, but for what a test gives it. */
export const app = (more: Partial<Handlers> = {}): Handlers => ({
  text: async () => undefined,
  press: async () => undefined,
  file: async () => undefined,
  form: async () => undefined,
  home: async () => undefined,
  ...more,
});

/** A promise that a test keeps in its hand. */
export const held = <T = void>(): PromiseWithResolvers<T> => Promise.withResolvers<T>();

/** A message with a button, as it lies in a chat. */
export const ask = (title: string, label: string): Message =>
  message({ title: both(title), actions: [{ label: both(label), deed: { action: "approve", args: {} } }] });
