// The widget's two programs under fixed names: `--mode loader` for the page's own script, `--mode frame` for what opens in the frame,
// with what is seldom needed in pieces of its own.
import { readdirSync, readFileSync } from "node:fs";
import { defineConfig, type Plugin, type UserConfig } from "vite";

const loader: UserConfig["build"] = {
  target: "es2022",
  lib: { entry: "src/loader.ts", name: "zuruf", formats: ["iife"], fileName: () => "loader.js" },
};

const frame: UserConfig["build"] = {
  target: "es2022",
  // The pieces are few and asked for one at a time.
  modulePreload: false,
  cssCodeSplit: false,
  rollupOptions: {
    input: "src/frame/main.ts",
    output: {
      entryFileNames: "frame.js",
      chunkFileNames: "frame-[name]-[hash].js",
      assetFileNames: "frame.[ext]",
    },
  },
};

/** Every language's sentences as a file under a name the server knows, so that the frame's document can ask for it at once. */
const languages: Plugin = {
  name: "languages",
  generateBundle() {
    const folder = `${import.meta.dirname}/src/i18n`;
    for (const file of readdirSync(folder).filter((name) => /^..\.json$/.test(name))) {
      const source = JSON.stringify(JSON.parse(readFileSync(`${folder}/${file}`, "utf8")));
      this.emitFile({ type: "asset", fileName: `words-${file}`, source });
    }
  },
};

/** Vite wraps every `import()` in code that looks for what a piece needs: ours need nothing, and it would be a sixtieth of the chat. */
const plainImports: Plugin = {
  name: "plain imports",
  enforce: "pre",
  load: (id) => (id.includes("vite/preload-helper") ? "export const __vitePreload = (load) => load();" : null),
};

export default defineConfig(({ mode }) => ({
  root: import.meta.dirname,
  base: "/widget/",
  define: { "process.env.NODE_ENV": '"production"' },
  plugins: mode === "frame" ? [languages, plainImports] : [],
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    outDir: "../../src/zuruf/web/static/widget",
    // Both modes write here; build.mjs empties the folder before the first.
    emptyOutDir: false,
    assetsInlineLimit: 0,
    ...(mode === "loader" ? loader : frame),
  },
}));
