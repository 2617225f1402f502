import { useRouteError } from "react-router";

import { WholePage } from "./WholePage.js";

/** What stands where a page failed: the rest of the application goes on. */
export function Broken() {
  const error = useRouteError();
  const reason = error instanceof Error ? error.message : String(error);
  return (
    <WholePage title="This page failed" action="Load it again" onAction={() => window.location.reload()}>
      That should not happen. Nothing was sent to the chain. The reason: {reason}
    </WholePage>
  );
}
