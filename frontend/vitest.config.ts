// One run for the three packages; console and widget see a document, the protocol does not.
import { defineConfig } from "vitest/config";

const include = ["src/**/*.test.{ts,tsx}"];

export default defineConfig({
  test: {
    passWithNoTests: true,
    projects: [
      { root: "protocol", test: { name: "protocol", include, environment: "node" } },
      { root: "console", test: { name: "console", include, environment: "happy-dom" } },
      {
        root: "widget",
        oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
        test: { name: "widget", include, environment: "happy-dom" },
      },
    ],
  },
});
