// The widget's two files under fixed names: `--mode loader` for the page's own script, `--mode frame` for what opens in the frame.
import { defineConfig } from "vite";

const entries: Record<string, string> = { loader: "src/loader.ts", frame: "src/frame/main.tsx" };

export default defineConfig(({ mode }) => ({
  root: import.meta.dirname,
  base: "/widget/",
  define: { "process.env.NODE_ENV": '"production"' },
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    outDir: "../../src/zuruf/web/static/widget",
    // Both modes write here; build.mjs empties the folder before the first.
    emptyOutDir: false,
    target: mode === "loader" ? "es2019" : "es2022",
    assetsInlineLimit: 0,
    lib: {
      entry: entries[mode] ?? "src/frame/main.tsx",
      name: "zuruf",
      formats: ["iife"],
      fileName: () => `${mode}.js`,
      cssFileName: mode,
    },
  },
}));
