import { createHash } from "node:crypto";
import { z } from "zod";
import type { Chart, Language, Sealed } from "../../message/message.ts";
import type { ChartRenderer, Log } from "../../ports/system.ts";
import { pictures } from "../common/pictures.ts";
import type { Api } from "./client.ts";
import { chartsOf } from "./draw/card.ts";
import type { Times } from "./times.ts";

/** "Upload image": at most 10 MB, and not empty. */
const IMAGE_BYTES = 10_485_760;
// An image_key does not end; a key is 60 characters, a thousand charts a day for a week.
const REMEMBERED = 7_000;
const Uploaded = z.object({ data: z.object({ image_key: z.string().min(1) }) });

/** Pictures of charts on Feishu's side, each uploaded once by its bytes. */
export class Images {
  readonly #api: Api;
  readonly #log: Log;
  readonly #times: Times;
  readonly #draw: ReturnType<typeof pictures>;
  readonly #keys = new Map<string, Promise<string>>();

  constructor(api: Api, renderer: ChartRenderer, log: Log, times: Times) {
    this.#api = api;
    this.#log = log;
    this.#times = times;
    this.#draw = pictures(renderer);
  }

  /** Key of each chart's picture by the place of its block. A picture that fails is left out: the words still arrive. */
  async of(sealed: Sealed, native: boolean): Promise<ReadonlyMap<number, string>> {
    const { message, lang } = sealed;
    const charts = chartsOf(sealed, { native }).flatMap((place) => {
      const block = message.blocks[place];
      return block?.kind === "chart" ? [{ place, block }] : [];
    });
    const keys = await Promise.all(
      charts.map(async ({ place, block }) => {
        try {
          return [place, await this.#keyOf(block, lang)] as const;
        } catch (error) {
          this.#log.error("feishu.picture-lost", error, { chart: block.chart });
          return undefined;
        }
      }),
    );
    return new Map(keys.filter((entry) => entry !== undefined));
  }

  async #keyOf(chart: Chart, lang: Language): Promise<string> {
    const png = await this.#draw(chart, lang, 2).png();
    if (png.byteLength === 0 || png.byteLength > IMAGE_BYTES)
      throw new Error(`a picture of ${png.byteLength} bytes; Feishu takes 1 to ${IMAGE_BYTES}`);
    const hash = createHash("sha256").update(png).digest("hex");
    const known = this.#keys.get(hash);
    if (known !== undefined) return known;
    const coming = this.#upload(png);
    this.#keys.set(hash, coming);
    for (const oldest of this.#keys.keys()) {
      if (this.#keys.size <= REMEMBERED) break;
      this.#keys.delete(oldest);
    }
    // What failed is tried again by whoever needs it next.
    coming.catch(() => this.#keys.delete(hash));
    return coming;
  }

  async #upload(png: Uint8Array): Promise<string> {
    const image = new File([Uint8Array.from(png)], "chart.png", { type: "image/png" });
    const { data } = await this.#api.call(
      { method: "POST", path: "/open-apis/im/v1/images", form: { image_type: "message", image }, timeoutMs: this.#times.uploadMs },
      Uploaded,
    );
    return data.image_key;
  }
}
