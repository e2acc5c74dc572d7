import { useEffect, useRef, useState } from "preact/hooks";

/** Whether a box holds more than it shows to the right, and whether it was scrolled away from its beginning. */
export function useOverflow(): {
  readonly ref: { current: HTMLDivElement | null };
  readonly wide: boolean;
  readonly moved: boolean;
  readonly more: boolean;
} {
  const ref = useRef<HTMLDivElement | null>(null);
  const [seen, setSeen] = useState({ wide: false, moved: false, more: false });
  useEffect(() => {
    const box = ref.current;
    if (box === null) return undefined;
    const look = (): void => {
      const rest = box.scrollWidth - box.clientWidth;
      const now = { wide: rest > 1, moved: box.scrollLeft > 1, more: rest - box.scrollLeft > 1 };
      setSeen((before) => (before.wide === now.wide && before.moved === now.moved && before.more === now.more ? before : now));
    };
    const watch = new ResizeObserver(look);
    watch.observe(box);
    for (const child of box.children) watch.observe(child);
    box.addEventListener("scroll", look, { passive: true });
    look();
    return () => {
      watch.disconnect();
      box.removeEventListener("scroll", look);
    };
  }, []);
  return { ref, ...seen };
}
