import { useEffect, useReducer } from "preact/hooks";
import type { Text } from "../../../domain/value.ts";
import { get, subscribe, type State } from "./store.ts";

/** The page's state; whoever asks is drawn again when it changes. */
export function useStore(): State {
  const [, again] = useReducer((n: number) => n + 1, 0);
  useEffect(() => subscribe(() => again(undefined as never)), []);
  return get();
}

/** A text in the language that is chosen. */
export function useSay(): (text: Text) => string {
  const { lang } = useStore();
  return (text) => text[lang];
}
