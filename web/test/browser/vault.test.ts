import { STORIES } from "./deeds/index.js";
import { playStory } from "./support/deeds.js";

playStory(STORIES.vault);
