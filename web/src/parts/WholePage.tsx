import { Button, Center, Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";

interface Props {
  readonly title: string;
  readonly children: ReactNode;
  readonly action: string;
  readonly onAction: () => void;
}

/** A page that says one thing, when nothing else can be shown. */
export function WholePage({ title, children, action, onAction }: Props) {
  return (
    <Center component="main" mih="100vh" p="lg">
      <Stack role="alert" maw={520} gap="sm">
        <Title order={1} size="h3">
          {title}
        </Title>
        <Text c="dimmed">{children}</Text>
        <Button onClick={onAction} style={{ alignSelf: "start" }}>
          {action}
        </Button>
      </Stack>
    </Center>
  );
}
