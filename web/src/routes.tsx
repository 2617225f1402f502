import { createBrowserRouter, type RouteObject } from "react-router";

import { App } from "./app.js";
import { Broken } from "./parts/Broken.js";
import { NotFound } from "./parts/NotFound.js";

/** A page in a bundle of its own, read when somebody goes there. */
function page(path: string, load: () => Promise<{ default: React.ComponentType }>): RouteObject {
  return { path, lazy: async () => ({ Component: (await load()).default }), errorElement: <Broken /> };
}

const pages: RouteObject[] = [
  page("/", () => import("./pages/pools/PoolsPage.js")),
  page("/pools/:pool", () => import("./pages/pool/PoolPage.js")),
  page("/stake", () => import("./pages/stake/StakePage.js")),
  page("/market", () => import("./pages/market/MarketPage.js")),
  page("/vault", () => import("./pages/vault/VaultPage.js")),
  page("/licences", () => import("./pages/licences/LicencesPage.js")),
  page("/treasury", () => import("./pages/treasury/TreasuryPage.js")),
  page("/actions", () => import("./pages/actions/ActionsPage.js")),
  page("/notices", () => import("./pages/notices/NoticesPage.js")),
  page("/settings", () => import("./pages/settings/SettingsPage.js")),
  { path: "*", Component: NotFound },
];

/** Where everything is. */
export const router = createBrowserRouter([
  { Component: App, errorElement: <Broken />, children: pages, HydrateFallback: () => null },
]);
