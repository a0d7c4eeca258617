/** Where the console begins. */
import { CSPProvider } from "@base-ui/react/csp-provider";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Problem } from "./api/http";
import { router } from "./app/routes";
import { firstWords, SessionProvider } from "./app/session";
import { keptTheme, showTheme } from "./app/theme";
import { StoreProvider } from "./state/react";
import { Store } from "./state/store";
import "./ui/app.css";

showTheme(keptTheme());

// A part of an older build is gone after an update: the page is loaded anew, nothing typed is lost. Without a network there is no page to load.
addEventListener("vite:preloadError", () => {
  fetch(location.href, { method: "HEAD" }).then(
    ({ ok }) => ok && location.reload(),
    () => undefined,
  );
});

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      // A refusal stays a refusal; only silence is worth another try.
      retry: (failures, problem) => failures < 2 && problem instanceof Problem && problem.code === "unreachable",
    },
  },
});

const root = document.getElementById("root");
if (!root) throw new Error("The page has no #root.");

firstWords().then((words) =>
  createRoot(root).render(
    <StrictMode>
      <CSPProvider disableStyleElements>
        <QueryClientProvider client={queries}>
          <SessionProvider words={words}>
            <StoreProvider value={new Store()}>
              <RouterProvider router={router} />
            </StoreProvider>
          </SessionProvider>
        </QueryClientProvider>
      </CSPProvider>
    </StrictMode>,
  ),
);
