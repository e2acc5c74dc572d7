import { render } from "preact";
import { loadPatiently, markSeen, route } from "./actions.ts";
import { App } from "./app.ts";
import { chineseFont } from "./han.ts";
import { html } from "./html.ts";
import { listen } from "./live.ts";
import { get, subscribe } from "./store.ts";

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
route();
render(html`<${App} />`, root);
await chineseFont();
listen(await loadPatiently());
