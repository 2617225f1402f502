import { Box, Group, Text, Title } from "@mantine/core";
import { useEffect, type ReactNode } from "react";

interface Props {
  readonly title: string;
  readonly about?: ReactNode;
  readonly actions?: ReactNode;
}

/** The heading of a page, which names the window too. */
export function PageHead({ title, about, actions }: Props) {
  useEffect(() => {
    document.title = `${title} · Tributary`;
  }, [title]);
  return (
    <Group justify="space-between" align="end" gap="md">
      <Box maw={760}>
        <Title order={1} size="h2" className="foreign">
          {title}
        </Title>
        {about !== undefined && (
          <Text c="dimmed" component="div" mt={4}>
            {about}
          </Text>
        )}
      </Box>
      {actions !== undefined && <Group gap="xs">{actions}</Group>}
    </Group>
  );
}
