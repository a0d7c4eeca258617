// The console: hashed files and one index.html, with nothing inline, so that a strict Content-Security-Policy holds.
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

export default defineConfig({
  root: import.meta.dirname,
  base: "/console/",
  plugins: [react(), tailwindcss()],
  build: {
    outDir: "../../src/zuruf/web/static/console",
    emptyOutDir: true,
    // Read by the check of what the first load weighs; it lies outside of what is served.
    manifest: true,
    target: "es2022",
    // A data: address would need its own hole in the policy; the polyfill would be an inline script.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
