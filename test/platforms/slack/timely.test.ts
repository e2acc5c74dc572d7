import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, it } from "vitest";
import { timelyFetch } from "../../../src/platforms/slack/timely.ts";

let server: Server;
let arrived = 0;
beforeAll(async () => {
  server = createServer((request, answer) => {
    arrived += 1;
    request.resume().on("end", () => answer.end("ok"));
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
});
afterAll(() => new Promise((done) => server.close(done)));
const address = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;

it("a request that leaves in time arrives, form and all", async () => {
  const form = new FormData();
  form.set("text", "hello");
  const answer = await timelyFetch(10_000)(address(), { method: "POST", body: form });
  expect(await answer.text()).toBe("ok");
  expect(arrived).toBe(1);
});

it("one whose process slept between the asking and the wire never leaves, on a new connection and on a kept one", async () => {
  const times = [0, 60_000, 100_000, 160_000, 200_000, 200_001];
  const late = timelyFetch(10_000, () => times.shift() ?? 0);
  for (let n = 0; n < 2; n += 1) {
    const thrown: unknown = await late(address(), { method: "POST", body: "hello" }).then(
      () => "sent",
      (error: unknown) => error,
    );
    expect((thrown as Error).cause).toMatchObject({ message: expect.stringContaining("slept for too long") as string });
  }
  expect(arrived).toBe(1);
  expect((await late(address(), { method: "POST", body: "again" })).status).toBe(200);
  expect(arrived).toBe(2);
});
