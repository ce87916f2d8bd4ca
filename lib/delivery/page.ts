import { createHash } from "node:crypto";
import { PAGES_EN } from "../text/en/pages.ts";
import { type Html, Html as HtmlText, html } from "./html.ts";

const STYLE = `
:root { color-scheme: light dark }
body { font: 1rem/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 38rem; padding: 2rem 1rem }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 .25rem }
dl { display: flex; flex-wrap: wrap; gap: .5rem 2.5rem; margin: 1.5rem 0 }
dd { font-size: 1.75rem; font-weight: 600; margin: 0 }
li { margin: .25rem 0; overflow-wrap: anywhere }
button { font: inherit; font-weight: 600; padding: .75rem 1.5rem; border: 0; border-radius: .5rem; background: #1f5fa8; color: #fff; cursor: pointer }
button:hover { background: #174a85 }
button:focus-visible { outline: 3px solid #f0a020; outline-offset: 2px }
button.twin { background: none; border: 1px solid currentColor; color: inherit; font-size: .9rem; font-weight: 400; padding: .4rem .8rem; margin: 0 .4rem .4rem 0 }
button.twin:hover { background: #8883 }
p.note { opacity: .8; font-size: .9rem }
`;

const STYLE_HASH = createHash("sha256").update(STYLE).digest("base64");

/** A complete page: no script, nothing from elsewhere, not for search engines. */
export function page(title: string, body: Html): string {
  return html`<!doctype html>
<html lang="${PAGES_EN.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${new HtmlText(STYLE)}</style>
</head>
<body>
<main>
${body}
</main>
</body>
</html>
`.text;
}

/**
 * Headers of every answer. `formTarget`: origin to which the page's form may lead besides its own;
 * browsers hold a form's redirect against `form-action` too (CSP Level 3 §6.4.1).
 */
export function pageHeaders(formTarget = ""): Record<string, string> {
  const policy = [
    "default-src 'none'",
    `style-src 'sha256-${STYLE_HASH}'`,
    `form-action 'self'${formTarget && ` ${formTarget}`}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ];
  return {
    "content-type": "text/html; charset=utf-8",
    "cache-control": "no-store",
    "content-security-policy": policy.join("; "),
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-robots-tag": "noindex, nofollow",
  };
}
