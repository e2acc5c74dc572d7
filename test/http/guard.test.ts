import { describe, expect, it } from "vitest";
import { judge } from "../../src/http/guard.ts";

const knock = (headers: Record<string, string>, more: { method?: string; port?: number; remote?: string } = {}) =>
  judge({ method: "GET", port: 7070, remote: "127.0.0.1", header: (name) => headers[name], ...more })?.code ?? "passes";

describe("who may open the local workspace", () => {
  it.each([
    ["127.0.0.1:7070", "passes"],
    ["localhost:7070", "passes"],
    ["LOCALHOST:7070", "passes"],
    ["[::1]:7070", "passes"],
    ["127.0.0.1:7071", "host"],
    ["127.0.0.1", "host"],
    ["evil.example:7070", "host"],
    ["evil.example", "host"],
    ["127.0.0.1.nip.io:7070", "host"],
    ["127.0.0.1:7070.evil.example", "host"],
    ["127.0.0.1:7070@evil.example", "host"],
    ["0.0.0.0:7070", "host"],
    ["192.168.1.20:7070", "host"],
    ["", "host"],
  ])("under the name %s: %s", (host, verdict) => {
    expect(knock({ host })).toBe(verdict);
  });

  it("is nobody who does not even say where he wants to go", () => {
    expect(knock({})).toBe("host");
  });

  it("may leave the port out only where it is the usual one", () => {
    expect(knock({ host: "localhost" }, { port: 80 })).toBe("passes");
    expect(knock({ host: "localhost:7070" }, { port: 80 })).toBe("host");
  });

  it.each(["10.0.0.7", "192.168.1.20", "::ffff:10.0.0.7", "fe80::1", ""])("is nobody from %s, whatever name is used", (remote) => {
    expect(knock({ host: "127.0.0.1:7070" }, { remote })).toBe("not-loopback");
  });

  it.each(["127.0.0.1", "127.8.8.8", "::1", "::ffff:127.0.0.1"])("is this machine itself, at %s", (remote) => {
    expect(knock({ host: "localhost:7070" }, { remote })).toBe("passes");
  });

  it.each(["x-forwarded-for", "forwarded", "via", "x-real-ip", "x-forwarded-host"])("is nobody behind a proxy (%s)", (name) => {
    expect(knock({ host: "127.0.0.1:7070", [name]: "1" })).toBe("forwarded");
  });
});

describe("what may change something", () => {
  const host = "127.0.0.1:7070";
  it.each<[string, Record<string, string>, string]>([
    ["the workspace's own page", { origin: `http://${host}`, "sec-fetch-site": "same-origin" }, "passes"],
    ["an old browser's own page", { origin: `http://${host}` }, "passes"],
    ["another site", { origin: "https://evil.example", "sec-fetch-site": "cross-site" }, "origin"],
    ["another port of this machine", { origin: "http://127.0.0.1:3000", "sec-fetch-site": "same-site" }, "origin"],
    ["the same machine under its other name", { origin: "http://localhost:7070" }, "origin"],
    ["the same name over https", { origin: `https://${host}` }, "origin"],
    ["a sandboxed frame", { origin: "null" }, "origin"],
    ["nobody in particular", {}, "origin"],
    ["a page that lies about its origin but not about its site", { origin: `http://${host}`, "sec-fetch-site": "cross-site" }, "origin"],
  ])("comes from %s: %s", (_, headers, verdict) => {
    expect(knock({ host, ...headers }, { method: "POST" })).toBe(verdict);
  });
});

describe("what may be read", () => {
  const host = "127.0.0.1:7070";
  it.each<[string, Record<string, string>, string]>([
    ["a typed address", { "sec-fetch-site": "none", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document" }, "passes"],
    ["a link on another page", { "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document" }, "passes"],
    ["a frame on another page", { "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "iframe" }, "origin"],
    ["a picture on another page", { "sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors", "sec-fetch-dest": "image" }, "origin"],
    ["a script on another port", { "sec-fetch-site": "same-site", "sec-fetch-mode": "no-cors", "sec-fetch-dest": "script" }, "origin"],
    ["a fetch from another site", { origin: "https://evil.example" }, "origin"],
    ["curl on this machine", {}, "passes"],
  ])("by %s: %s", (_, headers, verdict) => {
    expect(knock({ host, ...headers })).toBe(verdict);
  });
});
