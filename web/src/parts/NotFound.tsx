import { Anchor, Stack, Text } from "@mantine/core";
import { Link } from "react-router";

import { PageHead } from "./PageHead.js";

/** An address that leads nowhere. */
export function NotFound() {
  return (
    <Stack>
      <PageHead title="Nothing here" />
      <Text>
        There is no page at this address.{" "}
        <Anchor underline="always" component={Link} to="/">
          See the pools
        </Anchor>
      </Text>
    </Stack>
  );
}
