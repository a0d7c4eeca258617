// Builds console, widget and the simulator's plain modules in one process: starting Vite is most of a build's time.
// With a folder as argument only the simulator's modules, into that folder: tests replay with the sources as they are.
import { existsSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "vite";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

const [, , folder = ""] = process.argv;

if (!folder) {
  rmSync(here("../src/zuruf/web/static/widget"), { recursive: true, force: true });
  rmSync(here("dist-sim"), { recursive: true, force: true });
  await build({ configFile: here("console/vite.config.ts"), logLevel: "warn" });
  for (const mode of ["loader", "frame"]) {
    await build({ configFile: here("widget/vite.config.ts"), mode, logLevel: "warn" });
  }
}
for (const name of ["console", "widget"]) {
  const entry = here(`${name}/src/sim.ts`);
  if (existsSync(entry)) await build(forTheSimulator(name, entry));
}

// Reducers and protocol as the browser has them, for plain Node: the simulator drives them without a browser.
function forTheSimulator(name, entry) {
  return {
    configFile: false,
    root: here(name),
    logLevel: "warn",
    build: {
      ssr: entry,
      outDir: folder || here("dist-sim"),
      emptyOutDir: false,
      target: "node20",
      minify: false,
      rollupOptions: { output: { format: "es", entryFileNames: `${name}.mjs` } },
    },
    ssr: { noExternal: true },
  };
}
