// npm leaves out of the lock file what a registry does not have at that moment (builds for other platforms), and then `npm ci`
// refuses the file everywhere. Run after `npm install`: it writes such optional packages back, by the exact version that their parent names.
import { readFileSync, writeFileSync } from "node:fs";

const OS = { darwin: "darwin", linux: "linux", win32: "win32", android: "android", freebsd: "freebsd", openharmony: "openharmony" };
const CPU = ["arm64", "x64", "ia32", "ppc64", "s390x", "riscv64", "arm"];

const file = new URL("../package-lock.json", import.meta.url);
const lock = JSON.parse(readFileSync(file, "utf8"));
const added = [];
for (const parent of Object.values(lock.packages)) {
  for (const [name, version] of Object.entries(parent.optionalDependencies ?? {})) {
    const place = `node_modules/${name}`;
    const words = name.split(/[/-]/);
    const os = words.find((w) => w in OS);
    const cpu = CPU.find((c) => words.includes(c));
    if (place in lock.packages || !os || !cpu || !/^\d+\.\d+\.\d+$/.test(version)) continue;
    const libc = words.includes("musl") ? ["musl"] : os === "linux" && words.includes("gnu") ? ["glibc"] : undefined;
    lock.packages[place] = {
      version,
      cpu: [cpu],
      ...(parent.dev ? { dev: true } : {}),
      ...(libc ? { libc } : {}),
      optional: true,
      os: [os],
    };
    added.push(name);
  }
}
const [root, ...rest] = Object.entries(lock.packages);
lock.packages = Object.fromEntries([root, ...rest.toSorted(([a], [b]) => (a < b ? -1 : 1))]);
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
process.stdout.write(`${added.length} packages of other platforms written back\n`);
