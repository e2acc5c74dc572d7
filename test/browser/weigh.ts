import type { Page } from "playwright-core";

/** What a tab fetches over the network from now on: its bytes by address. */
export async function weigh(page: Page): Promise<() => readonly { readonly url: string; readonly bytes: number }[]> {
  const session = await page.context().newCDPSession(page);
  await session.send("Network.enable");
  const urls = new Map<string, string>();
  const bytes = new Map<string, number>();
  session.on("Network.responseReceived", ({ requestId, response }) => urls.set(requestId, response.url));
  session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => bytes.set(requestId, encodedDataLength));
  return () => [...bytes].map(([id, n]) => ({ url: urls.get(id) ?? "", bytes: n }));
}
