import { useState } from "preact/hooks";
import { formatDelta, formatValue, missingReason } from "../../../message/format.ts";
import { shownRows } from "../../../message/listed.ts";
import type { Fact, Value } from "../../../message/message.ts";
import type { WireBlock, WireEntry } from "../wire.ts";
import { FormBlock } from "./form.ts";
import { html, type View } from "./html.ts";
import { Icon } from "./icons.ts";
import { Modal } from "./modal.ts";
import { useOverflow } from "./overflow.ts";
import { leftInFile, showAll, showFirst, T } from "./texts.ts";
import { useSay, useStore } from "./use.ts";
import { words } from "./words.ts";

type Of<K extends WireBlock["kind"]> = Extract<WireBlock, { readonly kind: K }>;

/** What fits a screen; the rest is one press away, and a page that drew 5,000 rows unasked would stutter. */
const ROWS_AT_ONCE = 25;
/** Longer cells may break into lines; shorter ones keep their column narrow. */
const LONG = 24;

function FactTile({ fact }: { readonly fact: Fact }): View {
  const { lang } = useStore();
  const say = useSay();
  const { label, value, delta, note } = fact;
  const because = missingReason(value, lang);
  return html`
    <div class="fact">
      <dt>${words(say(label))}</dt>
      <dd class=${`value ${value.kind}`}>${formatValue(value, lang)}</dd>
      ${because === undefined ? null : html`<dd class="note">${because}</dd>`}
      ${delta === undefined ? null : html`<dd class=${`delta ${delta.mood}`}>${formatDelta(delta, lang)}</dd>`}
      ${note === undefined ? null : html`<dd class="note">${words(say(note))}</dd>`}
    </div>
  `;
}

const NUMBERS: readonly Value["kind"][] = ["count", "number", "percent", "money", "days"];

function Table({ table, entry, index }: { readonly table: Of<"table">; readonly entry: WireEntry; readonly index: number }): View {
  const { lang } = useStore();
  const say = useSay();
  const [all, setAll] = useState(false);
  const { ref, wide, moved, more: further } = useOverflow();
  const { columns, rows, title, more, left } = table;
  const shown = all ? rows : rows.slice(0, Math.min(ROWS_AT_ONCE, shownRows(table)));
  const right = columns.map((column, i) => {
    if (column.align !== undefined) return column.align === "right";
    const known = rows.map((row) => row[i]).filter((value) => value !== undefined && value.kind !== "missing");
    return known.length > 0 && known.every((value) => value !== undefined && NUMBERS.includes(value.kind));
  });
  const cell = (value: Value, i: number): View => {
    const written = formatValue(value, lang);
    const long = (value.kind === "text" || value.kind === "code") && written.length > LONG ? " long" : "";
    return html`
      <td class=${`${value.kind}${right[i] === true ? " right" : ""}${long}`} title=${missingReason(value, lang)}>${written}</td>
    `;
  };
  return html`
    <figure class="table">
      <figcaption>
        <span>${title === undefined ? "" : say(title)}</span>
        <a
          class="ghost"
          href=${`/local/tables/${entry.id}/${index}.csv?lang=${lang}`}
          download
          aria-label=${say(T.downloadCsv)}
          title=${say(T.downloadCsv)}
        >
          <${Icon} name="download" size=${14} />CSV
        </a>
      </figcaption>
      <div class=${`cut${further ? " further" : ""}`}>
        <div
          ref=${ref}
          class=${`sheet${all ? " all" : ""}${moved ? " moved" : ""}`}
          tabindex=${wide || all ? 0 : undefined}
          role=${wide || all ? "region" : undefined}
          aria-label=${wide || all ? (title === undefined ? say(T.tableOf) : say(title)) : undefined}
        >
          <table>
            <thead>
              <tr>
                ${columns.map((column, i) => html`<th class=${right[i] === true ? "right" : ""} scope="col">${say(column.label)}</th>`)}
              </tr>
            </thead>
            <tbody>
              ${shown.map(
                (row) =>
                  html`<tr>
                    ${row.map(cell)}
                  </tr>`,
              )}
            </tbody>
          </table>
        </div>
      </div>
      ${shown.length < rows.length ? html`<button class="link" onClick=${() => setAll(true)}>${say(left > 0 ? showFirst(rows.length, rows.length + left) : showAll(rows.length))}</button>` : null}
      ${all && left > 0 ? html`<p class="note">${say(leftInFile(left))}</p>` : null}
      ${more === undefined ? null : html`<p class="note">${say(more)}</p>`}
    </figure>
  `;
}

function ChartView({ chart, entry, index }: { readonly chart: Of<"chart">; readonly entry: WireEntry; readonly index: number }): View {
  const { lang } = useStore();
  const say = useSay();
  const [large, setLarge] = useState(false);
  const [broken, setBroken] = useState(false);
  const [attempt, setAttempt] = useState(0);
  const src = (scale: 1 | 2): string => `/local/charts/${entry.id}/${index}.png?lang=${lang}&scale=${scale}&v=${entry.revision}.${attempt}`;
  const alt = say(chart.alt);
  // Text always arrives: where the picture does not, its words stand in.
  const again = (): void => {
    setAttempt(attempt + 1);
    setBroken(false);
  };
  if (broken)
    return html`<div class="alt">
      <span class="quiet">${say(T.noPicture)}</span>
      <p>${alt}</p>
      <button class="link" onClick=${again}>${say(T.retry)}</button>
    </div>`;
  return html`
    <figure class="chart">
      <button aria-label=${`${say(T.enlarge)}${lang === "zh" ? "：" : ": "}${alt}`} onClick=${() => setLarge(true)}>
        <img src=${src(1)} srcset=${`${src(1)} 1x, ${src(2)} 2x`} alt=${alt} onError=${() => setBroken(true)} />
      </button>
      ${
        large
          ? html`<${Modal} kind="large" label=${alt} onClose=${() => setLarge(false)}>
              <figure>
                <img src=${src(2)} alt=${alt} />
                <figcaption>${alt}</figcaption>
              </figure>
              <button class="ghost" aria-label=${say(T.close)} onClick=${() => setLarge(false)}><${Icon} name="close" /></button>
            <//>`
          : null
      }
    </figure>
  `;
}

/** One block of a message. Whatever it says goes through preact's escaping: text is data. */
export function BlockView({ block, entry, index }: { readonly block: WireBlock; readonly entry: WireEntry; readonly index: number }): View {
  const { lang } = useStore();
  const say = useSay();
  switch (block.kind) {
    case "facts":
      return html`<dl class="facts">${block.facts.map((fact, i) => html`<${FactTile} key=${i} fact=${fact} />`)}</dl>`;
    case "table":
      return html`<${Table} table=${block} entry=${entry} index=${index} />`;
    case "prose":
      return html`<p class="prose">${words(say(block.text))}</p>`;
    case "heading":
      return html`<h4>${say(block.text)}</h4>`;
    case "list":
      return html`<ul class="list">
        ${block.items.map((item) => html`<li>${words(say(item))}</li>`)}
      </ul>`;
    case "chart":
      return html`<${ChartView} chart=${block} entry=${entry} index=${index} />`;
    case "file":
      return html`<p class="attached">
        <a class="ghost" href=${`/local/attached/${entry.id}/${index}.${block.format}?lang=${lang}`} download>
          <${Icon} name="download" size=${14} />${say(block.title)} · ${block.format === "xlsx" ? "Excel" : "CSV"}
        </a>
      </p>`;
    case "form":
      return html`<${FormBlock} form=${block} entry=${entry} index=${index} />`;
  }
}
