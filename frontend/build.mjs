// Compiles the look of Precept. The output is committed, so that an office needs no Node;
// the same sources give the same bytes, which a test checks.
import { cp, mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";
import * as sass from "sass";

const here = dirname(fileURLToPath(import.meta.url));
const shipped = join(here, "../src/precept/foundation/web/static/precept");
const out = process.argv[2] ? resolve(process.argv[2]) : shipped;
const modules = join(here, "node_modules");

// Pictures of the Ministry of Justice's components that our stylesheet names.
const borrowedPictures = [
  "icon-close-cross-black.svg",
  "icon-document.svg",
  "icon-tag-remove-cross.svg",
  "icon-tag-remove-cross-white.svg",
  "icon-toggle-plus-minus.svg",
];

await rm(out, { recursive: true, force: true });
await mkdir(join(out, "images"), { recursive: true });

const styles = sass.compile(join(here, "styles/site.scss"), {
  style: "compressed",
  loadPaths: [here, modules],
  quietDeps: true,
});
await writeFile(join(out, "site.css"), `${styles.css}\n`);

await esbuild.build({
  absWorkingDir: here,
  entryPoints: ["scripts/site.js"],
  outfile: join(out, "site.js"),
  bundle: true,
  format: "esm",
  target: "es2020",
  minify: true,
  legalComments: "none",
  logLevel: "warning",
});

for (const name of borrowedPictures) {
  await cp(join(modules, "@ministryofjustice/frontend/moj/assets/images", name), join(out, "images", name));
}
for (const name of await readdir(join(here, "images"))) {
  await cp(join(here, "images", name), join(out, "images", name));
}

await cp(join(here, "NOTICE.txt"), join(out, "NOTICE.txt"));
