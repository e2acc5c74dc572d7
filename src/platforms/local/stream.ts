import type { Live } from "./live.ts";

// A page that does not read (a laptop that sleeps) is let go; it comes back with the id of the last thing it saw.
const MAX_QUEUED = 500;

/**
 * Server-sent events of one page. Begins with what it missed since `lastId`, or with `reset` when that is not known any more
 * (after a restart, or after a long sleep) and the page must load afresh.
 */
export function eventStream(live: Live, lastId: string | undefined, heartbeatMs: number): ReadableStream<Uint8Array> {
  const text = new TextEncoder();
  let leave = (): void => {};
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        const write = (chunk: string): void => controller.enqueue(text.encode(chunk));
        const end = (): void => {
          leave();
          controller.close();
        };
        const frame = (data: unknown, id: string | undefined): string =>
          `${id === undefined ? "" : `id: ${id}\n`}data: ${JSON.stringify(data)}\n\n`;
        write("retry: 1000\n\n");
        const missed = lastId === undefined ? [] : live.since(lastId);
        if (missed === undefined) write(`event: reset\nid: ${live.position}\ndata: {}\n\n`);
        for (const { event, id } of missed ?? []) write(frame(event, id));
        const beat = setInterval(() => write(": still here\n\n"), heartbeatMs);
        const unlisten = live.listen({
          send: (event, id) => {
            if ((controller.desiredSize ?? 0) < -MAX_QUEUED) end();
            else write(frame(event, id));
          },
          close: end,
        });
        leave = () => {
          clearInterval(beat);
          unlisten();
        };
      },
      cancel: () => leave(),
    },
    { highWaterMark: 0 },
  );
}
