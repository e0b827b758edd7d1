/**
 * What the static pages may do in a browser: nothing but run their own scripts and ask their own
 * site. The local server and the cloud send the same. Styles may stand inline, because the editor
 * makes them as it runs; scripts may not.
 */
const contentPolicy: string = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  "connect-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self' data:",
  "img-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** Sent with each page and file. */
export const pageHeaders: { readonly [name: string]: string } = {
  "content-security-policy": contentPolicy,
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
};

/** Names of built files hold a hash of what is in them, so they can be kept for ever. */
export const isForEver = (path: string): boolean => path.startsWith("/assets/");
