import { writeFileSync } from "node:fs";
import { outcomesDocument } from "./outcomes-document.ts";

writeFileSync(new URL("../../docs/outcomes.md", import.meta.url), outcomesDocument());
