import { render } from "preact";
import { loadPatiently, markSeen, route } from "./actions.ts";
import { givenFirst } from "./api.ts";
import { App } from "./app.ts";
import { chineseFont } from "./han.ts";
import { html } from "./html.ts";
import { listen } from "./live.ts";
import { get, set, subscribe } from "./store.ts";
import { theme } from "./theme.ts";

const root = document.getElementById("app");
if (root === null) throw new Error("index.html has no #app");

function title(): void {
  const { unread, channels, channel, lang } = get();
  const waiting = Object.values(unread).reduce((sum, n) => sum + n, 0);
  const name = channels.find(({ id }) => id === channel)?.title[lang];
  const text = `${waiting > 0 ? `(${waiting}) ` : ""}${name === undefined ? "" : `${name} · `}Purser`;
  if (document.title !== text) document.title = text;
}

subscribe(title);
window.addEventListener("hashchange", route);
document.addEventListener("visibilitychange", markSeen);
set({ theme: theme() });
route();
const given = givenFirst();
const started = loadPatiently(given);
// Until now the frame stood here, with nothing in it.
root.replaceChildren();
render(html`<${App} />`, root);
void chineseFont();
listen(await started);
