import { useEffect, useRef, useState } from "preact/hooks";

const NEAR_PX = 60;
const ROOM_PX = 8;

/** Where to scroll so that the newest can be read: to the end, but never past the beginning of what came last. */
function newest(box: HTMLElement): number {
  const end = box.scrollHeight - box.clientHeight;
  const entries = box.querySelectorAll<HTMLElement>(".entry");
  const last = entries[entries.length - 1];
  const asked = entries[entries.length - 2];
  if (last === undefined) return end;
  // An answer is read together with the question above it.
  const first = asked?.classList.contains("own") === true ? asked : last;
  const top = first.getBoundingClientRect().top - box.getBoundingClientRect().top + box.scrollTop;
  return Math.max(0, Math.min(end, top - ROOM_PX));
}

/**
 * Keeps the newest in view while the person has not scrolled away, also when a picture arrives late; else says that something
 * came. `last` names the newest entry, `own` that the person wrote it, and whoever writes wants to see the answer.
 */
export function useStickToEnd(
  keys: readonly unknown[],
  last: unknown,
  own: boolean,
): { readonly ref: { current: HTMLDivElement | null }; readonly below: boolean; readonly down: () => void } {
  const ref = useRef<HTMLDivElement | null>(null);
  const stuck = useRef(true);
  const stick = (to: boolean): void => {
    stuck.current = to;
    // The browser keeps its own anchor when something above grows, and reports it as scrolling: only where the person scrolled away.
    if (ref.current !== null) ref.current.style.overflowAnchor = to ? "none" : "auto";
  };
  const set = useRef(0);
  const [below, setBelow] = useState(false);
  const follow = (): void => {
    const box = ref.current;
    if (box === null) return;
    box.scrollTop = newest(box);
    set.current = box.scrollTop;
  };
  const down = (): void => {
    stick(true);
    follow();
    setBelow(false);
  };
  useEffect(() => {
    const box = ref.current;
    if (box === null) return undefined;
    const watch = new ResizeObserver(() => {
      if (stuck.current) follow();
    });
    const onScroll = (): void => {
      // Our own scrolling, reported late, says nothing of what the person wants.
      if (Math.abs(box.scrollTop - set.current) < 2) return;
      stick(box.scrollHeight - box.scrollTop - box.clientHeight < NEAR_PX);
      if (stuck.current) setBelow(false);
    };
    watch.observe(box);
    for (const child of box.children) watch.observe(child);
    box.addEventListener("scroll", onScroll, { passive: true });
    down();
    return () => {
      watch.disconnect();
      box.removeEventListener("scroll", onScroll);
    };
  }, keys);
  useEffect(() => {
    if (stuck.current || own) down();
    else setBelow(true);
  }, [last]);
  return { ref, below, down };
}
