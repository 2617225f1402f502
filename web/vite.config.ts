import { readFile } from "node:fs/promises";

import react from "@vitejs/plugin-react";
import { defineConfig, type Connect, type Plugin } from "vite";

/** Serves the file that TRIBUTARY_NETWORK names as `/network.json`, so that one build serves every network. */
function networkFile(): Plugin {
  const serve: Connect.NextHandleFunction = (_request, response, next) => {
    const path = process.env["TRIBUTARY_NETWORK"];
    if (path === undefined) return next();
    readFile(path).then((text) => response.setHeader("content-type", "application/json").end(text), next);
  };
  return {
    name: "network-file",
    configureServer: ({ middlewares }) => void middlewares.use("/network.json", serve),
    configurePreviewServer: ({ middlewares }) => void middlewares.use("/network.json", serve),
  };
}

/** While somebody works on it the page has scripts of Vite in it, which the policy of the built page would refuse. */
function scriptsOfVite(): Plugin {
  return {
    name: "scripts-of-vite",
    apply: "serve",
    transformIndexHtml: (html) => html.replace("script-src 'self'", "script-src 'self' 'unsafe-inline'"),
  };
}

export default defineConfig({
  plugins: [react(), networkFile(), scriptsOfVite()],
  build: {
    outDir: "dist/app",
    emptyOutDir: true,
    chunkSizeWarningLimit: 1600,
    rolldownOptions: {
      output: { codeSplitting: { groups: [{ name: "chain", test: /clients\/typescript|@cosmjs|cosmjs-types|@noble|@scure/ }] } },
    },
  },
  test: { include: ["test/*.test.ts"] },
} as Parameters<typeof defineConfig>[0]);
