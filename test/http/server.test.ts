import { request } from "node:http";
import { Hono } from "hono";
import { afterEach, describe, expect, it } from "vitest";
import { UserError } from "../../src/domain/user-error.ts";
import { startHttp, type HttpOptions, type RunningHttp } from "../../src/http/server.ts";
import { prometheusText } from "../../src/http/metrics.ts";

interface Answer {
  readonly status: number;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly body: string;
}

/** node:http, since fetch writes Host and Origin by itself. */
const ask = (http: RunningHttp, path: string, headers: Record<string, string> = {}, method = "GET"): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const req = request({ host: "127.0.0.1", port: http.port, path, method, headers }, (res) => {
      let body = "";
      res.setEncoding("utf8").on("data", (chunk: string) => (body += chunk));
      res.on("end", () => resolve({ status: res.statusCode ?? 0, headers: res.headers, body }));
    });
    req.on("error", reject);
    req.end();
  });

describe("the HTTP server", () => {
  const running: RunningHttp[] = [];
  const logged: string[] = [];
  afterEach(async () => {
    logged.length = 0;
    await Promise.all(running.splice(0).map((http) => http.stop()));
  });

  async function start(options: Partial<HttpOptions> = {}): Promise<RunningHttp> {
    const local = new Hono();
    local.get("/", (c) => c.text("the workspace"));
    local.post("/local/text", (c) => c.text("taken"));
    local.get("/local/foreseen", () => {
      throw new UserError("known", { zh: "已知", en: "Known" });
    });
    local.get("/local/bug", () => {
      throw new Error("secret detail");
    });
    const slack = new Hono();
    slack.post("/events", (c) => c.text("signed"));
    const http = await startHttp({
      host: "127.0.0.1",
      port: 0,
      routes: [
        { path: "/", app: local },
        { path: "/slack", app: slack, access: "open" },
      ],
      log: {
        debug() {},
        info() {},
        warn: (event, fields) => void logged.push(`${event} ${String(fields?.["code"])}`),
        error: (event) => void logged.push(event),
      },
      health: async () => ({ ready: true, checks: { store: "ok" } }),
      graceMs: 100,
      ...options,
    });
    running.push(http);
    return http;
  }

  it("opens the workspace to this machine's browser", async () => {
    const http = await start();
    expect(http.address).toBe(`http://127.0.0.1:${http.port}`);
    expect(await ask(http, "/")).toMatchObject({ status: 200, body: "the workspace" });
  });

  it("turns a rebound name away, for the page and for everything under it, and says so in the log", async () => {
    const http = await start();
    for (const path of ["/", "/local/text", "/nothing"])
      expect((await ask(http, path, { host: `evil.example:${http.port}` })).status).toBe(403);
    expect(logged).toEqual(["http.refused host", "http.refused host", "http.refused host"]);
  });

  it("lets only its own page change something", async () => {
    const http = await start();
    const own = { origin: `http://127.0.0.1:${http.port}`, "sec-fetch-site": "same-origin" };
    expect((await ask(http, "/local/text", own, "POST")).status).toBe(200);
    expect((await ask(http, "/local/text", { origin: "https://evil.example" }, "POST")).status).toBe(403);
    expect((await ask(http, "/local/text", {}, "POST")).status).toBe(403);
  });

  it("gives no other site leave to read (no CORS), nor to frame, nor to guess types", async () => {
    const http = await start();
    const { headers } = await ask(http, "/");
    expect(headers["access-control-allow-origin"]).toBeUndefined();
    expect(headers).toMatchObject({
      "content-security-policy": expect.stringContaining("default-src 'self'") as string,
      "x-frame-options": "DENY",
      "x-content-type-options": "nosniff",
      "cross-origin-resource-policy": "same-origin",
      "referrer-policy": "same-origin",
    });
    expect(headers["content-security-policy"]).not.toMatch(/unsafe/);
  });

  it("lets webhooks in from outside, since they check a signature themselves", async () => {
    const http = await start();
    expect(await ask(http, "/slack/events", { host: "bot.example.com", "x-forwarded-for": "203.0.113.9" }, "POST")).toMatchObject({
      status: 200,
      body: "signed",
    });
  });

  it("tells monitors whether it lives, whether it is ready, and some numbers", async () => {
    let ready = true;
    const http = await start({
      health: async () => ({ ready, checks: { store: ready ? "ok" : "away" } }),
      gauges: async () => [{ name: "purser_outbox_pending", help: "Posts that wait.", value: 3 }],
    });
    const elsewhere = { host: "10.0.0.5:7070" };
    expect((await ask(http, "/healthz", elsewhere)).status).toBe(200);
    expect(await ask(http, "/readyz", elsewhere)).toMatchObject({ status: 200, body: '{"ready":true,"checks":{"store":"ok"}}' });
    expect((await ask(http, "/metrics", elsewhere)).body).toContain("# TYPE purser_outbox_pending gauge\npurser_outbox_pending 3\n");
    ready = false;
    expect(await ask(http, "/readyz")).toMatchObject({ status: 503, body: '{"ready":false,"checks":{"store":"away"}}' });
    expect((await ask(http, "/healthz")).status).toBe(200);
  });

  it("tells a foreseen error as it is, and of a bug only a reference", async () => {
    const http = await start();
    expect(await ask(http, "/local/foreseen")).toMatchObject({ status: 400, body: expect.stringContaining("Known") as string });
    const bug = await ask(http, "/local/bug");
    expect(bug).toMatchObject({ status: 500, body: expect.stringMatching(/Reference: [0-9a-f-]{36}/) as string });
    expect(bug.body).not.toContain("secret detail");
    expect(logged).toContain("http.failed");
  });

  it("says what to do when its port is taken", async () => {
    const http = await start();
    const second = start({ port: http.port });
    await expect(second).rejects.toMatchObject({
      code: "port-taken",
      text: { en: expect.stringContaining(String(http.port)) as string },
      hint: { en: expect.stringContaining(`PORT=${http.port + 1} npm start`) as string },
    });
  });

  it("says what to do when its address is none of this machine", async () => {
    await expect(start({ host: "203.0.113.1" })).rejects.toMatchObject({
      code: "host-unknown",
      text: { en: expect.stringContaining("203.0.113.1") as string },
    });
  });

  it("stops although a page is still listening", async () => {
    const endless = new Hono();
    endless.get("/", (c) => c.body(new ReadableStream({ start: (s) => s.enqueue(new TextEncoder().encode("begun\n")) })));
    const http = await start({ routes: [{ path: "/", app: endless }] });
    const begun = Promise.withResolvers<void>();
    const req = request({ host: "127.0.0.1", port: http.port }, (res) => res.once("data", () => begun.resolve()));
    const cut = new Promise((resolve) => req.on("close", resolve));
    req.on("error", () => {});
    req.end();
    await begun.promise;

    await http.stop();
    running.pop();

    await cut;
    await expect(ask(http, "/")).rejects.toThrow("ECONNREFUSED");
  });
});

describe("the numbers for monitors", () => {
  it("name each gauge once and escape what labels say", () => {
    const text = prometheusText([
      { name: "a", help: "First\nline", value: 1, labels: { job: 'say "hi"\\' } },
      { name: "b", help: "B", value: 2 },
      { name: "a", help: "First", value: 3, labels: { job: "x" } },
    ]);
    expect(text).toBe(
      '# HELP a First\\nline\n# TYPE a gauge\na{job="say \\"hi\\"\\\\"} 1\na{job="x"} 3\n# HELP b B\n# TYPE b gauge\nb 2\n',
    );
  });
});
