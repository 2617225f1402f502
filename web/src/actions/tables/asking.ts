import { refusalIn } from "tributary-client";

/** What a contract answers, or undefined where it refuses to: it has nothing of that name or number. That a node is silent says nothing of the kind, and is thrown. */
export async function ifAny<Answer>(asked: Promise<Answer> | undefined): Promise<Answer | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (refusalIn(error)?.kind === "contract") return undefined;
    throw error;
  }
}
