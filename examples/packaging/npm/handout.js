#!/usr/bin/env node
// Runs the program from the package for this system, which npm installed next to this one.
"use strict";
const { spawnSync } = require("node:child_process");
const { constants } = require("node:os");

const system = `handout-cli-${process.platform}-${process.arch}`;
const file = process.platform === "win32" ? "handout.exe" : "handout";

let program;
try {
  program = require.resolve(`${system}/${file}`);
} catch {
  console.error(`error: the package \`${system}\`, which holds the program for this system, is not installed`);
  console.error("help: install without --no-optional and --omit=optional; if there is no such package, build handout with cargo");
  process.exit(1);
}
const run = spawnSync(program, process.argv.slice(2), { stdio: "inherit" });
if (run.error) {
  console.error(`error: ${program} cannot be started: ${run.error.message}`);
  process.exit(1);
}
process.exit(run.signal ? 128 + constants.signals[run.signal] : run.status);
