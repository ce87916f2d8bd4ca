import { writeFileSync } from "node:fs";
import { callFieldsDocument } from "./call-fields-document.ts";
import { outcomesDocument } from "./outcomes-document.ts";

const DOCS = new URL("../../docs/", import.meta.url);

writeFileSync(new URL("outcomes.md", DOCS), outcomesDocument());
writeFileSync(new URL("call-fields.md", DOCS), callFieldsDocument());
