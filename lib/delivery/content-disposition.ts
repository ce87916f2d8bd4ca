/**
 * Header that lets a browser save a download under this name (RFC 6266): a plain name for old
 * programs, and the real one in UTF-8 (RFC 8187 §3.2).
 */
export function contentDisposition(filename: string): string {
  const name = filename.replace(/\p{Surrogate}/gu, "\ufffd").replace(/[\p{Cc}\p{Zl}\p{Zp}/\\]/gu, "_");
  const plain = name.replace(/[^\x20-\x7e]/gu, "_").replace(/["%]/g, "_");
  return `attachment; filename="${plain}"; filename*=UTF-8''${attrChars(name)}`;
}

/** RFC 8187 §3.2.1: `encodeURIComponent` leaves four characters that are not in attr-char. */
function attrChars(text: string): string {
  return encodeURIComponent(text).replace(
    /['()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
