/** Puts the cursor into the composer of the thread that is being read, else of the channel; an empty one gets a beginning. */
export function compose(beginning: string, replace = false): void {
  const inThread = !replace && document.activeElement?.closest(".thread") != null;
  const box = document.querySelector<HTMLTextAreaElement>(`${inThread ? ".thread" : ".main"} textarea`);
  if (box === null) return;
  box.focus();
  if (beginning === "" || (box.value !== "" && !replace)) return;
  box.value = beginning;
  // The composer learns of it as if it had been typed.
  box.dispatchEvent(new Event("input", { bubbles: true }));
}
