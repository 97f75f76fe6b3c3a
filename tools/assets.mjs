// Builds what pages load into build/static: `node tools/assets.mjs` (after `npm ci`).
//
// Nothing built is committed. An entry point that does not exist yet is skipped, and said.
// `node tools/assets.mjs --clean-lock` takes every address out of package-lock.json (run by `npm run lock`).

import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";

import { writeLand } from "./land.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const target = join(root, "build", "static");
const fonts = join(target, "fonts");

// Phones sold or updated since 2021.
const browsers = ["chrome94", "firefox93", "safari15"];

// The engine alone is 220 kB: this is the most a person on a slow network may be asked to fetch, once.
const ceilings = { "survey.js": 260_000, "map.js": 60_000 };

const entries = [
  { from: "taghyir/design/css/main.css", to: "taghyir.css", options: { external: ["fonts/*", "./fonts/*", "/static/*"] } },
  { from: "taghyir/design/elements/main.ts", to: "taghyir.js", options: { format: "iife" } },
  { from: "taghyir/surveys/elements/main.ts", to: "survey.js", options: { format: "esm" } },
  { from: "taghyir/surveys/elements/fieldkit.ts", to: "field.js", options: { format: "iife" } },
  { from: "taghyir/surveys/elements/worker.ts", to: "field-worker.js", options: { format: "iife" } },
  { from: "taghyir/atlas/css/map.css", to: "map.css", options: { loader: { ".png": "dataurl" } } },
  { from: "taghyir/atlas/elements/main.ts", to: "map.js", options: { format: "esm" } },
  { from: "taghyir/subscriptions/elements/pocket.ts", to: "pocket.js", options: { format: "iife" } },
  { from: "taghyir/subscriptions/elements/worker.ts", to: "pocket-worker.js", options: { format: "iife" } },
];

// The faces of what is printed: typst reads them from a folder, and from nowhere else.
const typefaces = join(root, "build", "typefaces");
const printed = [
  ["ibm-plex-sans-arabic", ["400Regular", "600SemiBold"]],
  ["noto-naskh-arabic", ["400Regular", "700Bold"]],
];

const faces = [
  ["plex-latin", "ibm-plex-sans-arabic", "latin", [400, 500, 600]],
  ["plex-arabic", "ibm-plex-sans-arabic", "arabic", [400, 500, 600]],
  ["naskh-arabic", "noto-naskh-arabic", "arabic", [400, 600]],
];

const kilobytes = (bytes) => `${(bytes / 1000).toFixed(1).padStart(7)} kB`;

/** Bundle one entry point, print its size, and fail when it is heavier than promised. */
async function bundle(esbuild, { from, to, options }) {
  const source = join(root, from);
  if (!existsSync(source)) {
    console.log(`${to.padEnd(14)} skipped: ${from} does not exist`);
    return;
  }
  const outfile = join(target, to);
  await esbuild.build({
    entryPoints: [source],
    outfile,
    bundle: true,
    minify: true,
    charset: "utf8",
    legalComments: "none",
    target: browsers,
    logLevel: "warning",
    ...options,
  });
  const built = readFileSync(outfile);
  const sent = brotliCompressSync(built).length;
  console.log(`${to.padEnd(14)}${kilobytes(built.length)} ${kilobytes(sent)} brotli`);
  if (sent > (ceilings[to] ?? Infinity)) throw new Error(`${to} is heavier than ${kilobytes(ceilings[to]).trim()}`);
}

/** Copy the woff2 files of each face under the names the style sheet uses. */
function copyFonts() {
  mkdirSync(fonts, { recursive: true });
  let bytes = 0;
  for (const [name, family, script, weights] of faces) {
    for (const weight of weights) {
      const file = `${family}-${script}-${weight}-normal.woff2`;
      const source = join(root, "node_modules", "@fontsource", family, "files", file);
      copyFileSync(source, join(fonts, `${name}-${weight}.woff2`));
      bytes += statSync(source).size;
    }
  }
  console.log(`${"fonts/".padEnd(14)}${kilobytes(bytes)} (a page loads the faces it shows)`);
}

/** Copy the TrueType files of the faces that are printed. */
function copyTypefaces() {
  mkdirSync(typefaces, { recursive: true });
  for (const [family, styles] of printed) {
    for (const style of styles) {
      const folder = join(root, "node_modules", "@expo-google-fonts", family, style);
      const file = readdirSync(folder).find((name) => name.endsWith(".ttf"));
      copyFileSync(join(folder, file), join(typefaces, file));
    }
  }
}

/** npm writes where to fund each package; a lock file holds names, versions and hashes only. */
function cleanLock() {
  const path = join(root, "package-lock.json");
  const lock = JSON.parse(readFileSync(path, "utf8"));
  for (const entry of Object.values(lock.packages)) {
    delete entry.funding;
    delete entry.resolved;
  }
  const text = `${JSON.stringify(lock, null, 2)}\n`;
  if (text.includes("://")) throw new Error("package-lock.json still holds an address");
  writeFileSync(path, text);
}

async function build() {
  const esbuild = await import("esbuild");
  mkdirSync(target, { recursive: true });
  console.log(`Building ${relative(process.cwd(), target) || "."}`);
  for (const entry of entries) await bundle(esbuild, entry);
  copyFonts();
  copyTypefaces();
  const land = writeLand(join(root, "node_modules", "world-atlas", "land-10m.json"), join(target, "land.json"));
  console.log(`${"land.json".padEnd(14)}${kilobytes(land)}`);
}

if (process.argv.includes("--clean-lock")) cleanLock();
else await build();
