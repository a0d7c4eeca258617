// The page of all parts (design/), for whoever builds with them: `npx vite --config console/vite.design.ts`. No part of the product.
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

export default defineConfig({
  root: `${import.meta.dirname}/design`,
  base: "./",
  plugins: [react(), tailwindcss()],
  build: { emptyOutDir: true, target: "es2022" },
});
