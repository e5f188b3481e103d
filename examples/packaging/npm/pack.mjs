#!/usr/bin/env node
// pack.mjs VERSION OUT [PLATFORM-ARCH=PROGRAM]...: writes npm packages to OUT: `handout-cli`, and one for each program.
//
//   node pack.mjs 0.1.0 out linux-x64=target/release/handout win32-x64=handout.exe
//
// PLATFORM and ARCH are Node's names. `handout-cli` depends on each of them optionally, so npm installs the one that fits.
import { execFileSync } from "node:child_process";
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const root = resolve(here, "../../..");
const licenses = ["LICENSE-MIT", "LICENSE-APACHE"];
const [version, out, ...programs] = process.argv.slice(2);
if (!programs.length) {
  console.error("usage: pack.mjs VERSION OUT PLATFORM-ARCH=PROGRAM...");
  process.exit(2);
}
const work = mkdtempSync(join(tmpdir(), "handout-npm-"));
mkdirSync(out, { recursive: true });
const main = JSON.parse(readFileSync(join(here, "package.json"), "utf8"));
main.version = version;
main.optionalDependencies = {};

function pack(manifest, files) {
  const folder = join(work, manifest.name);
  mkdirSync(folder);
  writeFileSync(join(folder, "package.json"), `${JSON.stringify(manifest, null, 2)}\n`);
  for (const file of [...licenses.map((name) => join(root, name)), ...files]) copyFileSync(file, join(folder, basename(file)));
  for (const name of ["handout", "handout.js"]) {
    if (files.some((file) => basename(file) === name)) chmodSync(join(folder, name), 0o755);
  }
  execFileSync("npm", ["pack", "--silent", "--pack-destination", resolve(out)], { cwd: folder, stdio: "inherit" });
}

for (const program of programs) {
  const [system, file] = program.split("=");
  const [platform, arch] = system.split("-");
  const name = `${main.name}-${system}`;
  main.optionalDependencies[name] = version;
  const { description, license } = main;
  pack({ name, version, description, license, os: [platform], cpu: [arch], files: [basename(file)] }, [file]);
}
pack(main, [join(here, "handout.js"), join(here, "README.md")]);
rmSync(work, { recursive: true });
